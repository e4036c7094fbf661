// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.VmTotals;

/** Counts what the manager does, over all VMs. Every execution that is accepted is counted once more when it ends. Thread-safe. */
final class Totals {
    private final VmAccount account = new VmAccount(); // guarded by this
    private final Map<Outcome, Long> ended = new EnumMap<>(Outcome.class); // guarded by this
    private long endedSum; // guarded by this
    private long accepted; // guarded by this
    private final AtomicLong created = new AtomicLong();
    private final AtomicLong zombies = new AtomicLong();
    private final AtomicLong givenUp = new AtomicLong();

    /** Counts an execution in; false, and nothing counted, if so many have not ended. */
    synchronized boolean accept(int bound) {
        if (accepted - endedSum >= bound) {
            return false;
        }
        accepted++;
        return true;
    }

    synchronized void ended(ExecutionResult result) {
        endedSum++;
        ended.merge(result.outcome(), 1L, Long::sum);
        account.add(result.usage());
    }

    void created() {
        created.incrementAndGet();
    }

    long zombies() {
        return zombies.get();
    }

    long zombieLeft() {
        givenUp.incrementAndGet();
        return zombies.incrementAndGet();
    }

    long zombieReturned() {
        return zombies.decrementAndGet();
    }

    void fill(VmTotals.Builder into) {
        synchronized (this) {
            into.accepted(accepted).ended(ended).usage(account.sum().toBuilder().build());
        }
        into.vmsCreated(created.get()).enginesGivenUp(givenUp.get()).threadsStuck(zombies.get());
    }
}
