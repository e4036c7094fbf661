// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import org.bioxen.api.vm.Usage;

/** What a VM's executions have used, summed up. Not thread-safe. */
final class VmAccount {
    private long executions;
    private Usage sum = Usage.nothing();

    /** Adds what one execution used; memory is what the state holds now, not a sum. */
    void add(Usage used) {
        executions++;
        Usage.Builder next = sum.toBuilder()
                .wallTime(sum.wallTime().plus(used.wallTime()))
                .outputBytes(sum.outputBytes() + used.outputBytes());
        used.cpuTime()
                .ifPresent(
                        time -> next.cpuTime(sum.cpuTime().orElse(Duration.ZERO).plus(time)));
        used.instructions()
                .ifPresent(units -> next.instructions(sum.instructions().orElse(0) + units));
        used.memoryBytes().ifPresent(next::memoryBytes);
        sum = next.build();
    }

    long executions() {
        return executions;
    }

    Usage sum() {
        return sum;
    }
}
