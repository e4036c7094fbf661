// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.LuaEngine;

/**
 * What a stop may cost, the engine decides; what it says about it must be so. The script that ran before has set the global
 * {@code kept} to {@code 'kept'}.
 */
final class Aftermath {
    private Aftermath() {}

    static boolean isKept(Finished finished) {
        return finished.result().stateAfter() == StateAfter.KEPT;
    }

    /** Asserts that a state said to be kept is there and works, and that one said to be lost stays lost. */
    static void assertHonest(Workbench bench, LuaEngine engine, Finished finished) throws InterruptedException {
        Finished next = bench.run(engine, "local t = {} for i = 1, 1000 do t[i] = i end return kept, #t");
        if (isKept(finished)) {
            assertThat(next.values()).containsExactly(LuaValue.of("kept"), LuaValue.of(1000));
        } else {
            next.assertOutcome(Outcome.VM_LOST);
        }
    }
}
