// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bioxen.api.vm.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Coroutines have threads; the engine answers for them. */
@Timeout(60)
class CoroutineTest {
    private static final String PREFIX = "bioxen-luaj-1-coroutine";

    /** Those of this engine: a backend numbers its engines from 1 on, and tests of one class run one after the other. */
    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(PREFIX))
                .toList();
    }

    private static void awaitNoThreads() throws InterruptedException {
        for (Thread thread : threads()) {
            thread.join(10_000);
        }
        assertThat(threads()).isEmpty();
    }

    @Test
    void idleEngineHoldsNoThreadOfACoroutineThatHasEnded() throws InterruptedException {
        try (Bed bed = new Bed()) {
            bed.run("for i = 1, 100 do coroutine.wrap(function() return i end)() end");

            awaitNoThreads();
        }
    }

    @Test
    void closingEndsSuspendedCoroutines() throws InterruptedException {
        Bed bed = new Bed();
        bed.run(
                "kept = {} for i = 1, 50 do local c = coroutine.wrap(function() coroutine.yield() end) c() kept[i] = c end");
        assertThat(threads()).hasSize(50);

        bed.close();

        awaitNoThreads();
    }

    @Test
    void suspendedCoroutineGoesOnInALaterEvaluation() {
        try (Bed bed = new Bed()) {
            bed.run("c = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) c()");

            assertThat(bed.value("return c(), c()")).isEqualTo("2 3");
        }
    }

    @Test
    void tooManyCoroutinesAreAnErrorThatAScriptCatches() {
        try (Bed bed = new Bed()) {
            assertThat(bed.value("""
                    local kept = {}
                    local ok, message = pcall(function()
                        for i = 1, 1e6 do
                            local c = coroutine.wrap(function() coroutine.yield() end)
                            kept[i] = c
                            c()
                        end
                    end)
                    return message
                    """)).contains("coroutine");
            assertThat(bed.run("return 1").outcome()).isEqualTo(Outcome.COMPLETED);
        }
    }

    @Test
    void libraryWorksTheSameInACoroutine() {
        try (Bed bed = new Bed()) {
            assertThat(bed.value("""
                    return coroutine.wrap(function()
                        local t = {3, 1, 2}
                        table.sort(t, function(a, b) return a < b end)
                        return table.concat(t, ',') .. ('x'):gsub('x', function() return pcall(error, 'e') and 1 or 'ok' end)
                    end)()
                    """)).isEqualTo("1,2,3ok");
        }
    }
}
