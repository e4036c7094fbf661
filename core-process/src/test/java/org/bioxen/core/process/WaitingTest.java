// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bioxen.api.vm.Outcome;
import org.bioxen.spi.backend.EvaluationResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine tells whether its script computes or waits for something outside. */
class WaitingTest {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Lab lab = new Lab();
    private final ProcessEngine engine = lab.engine();

    @BeforeEach
    void assumeThatProcessesCanBeLookedAt() {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/stat")), "this machine has no /proc");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "os.execute('sleep 60')",
                "io.popen('sleep 60'):read('*a')",
                "for line in io.popen('echo a; sleep 60'):lines() do end",
                "io.popen('sleep 60'):close()"
            })
    void scriptThatWaitsForAChildProcessIsFoundWaiting(String source) throws Exception {
        CompletableFuture<EvaluationResult> result =
                Lab.launch(engine, Lab.evaluation(source, new Lab.Output(), builder -> builder));

        long end = System.nanoTime() + Lab.PATIENCE.toNanos();
        while (!engine.isWaiting()) {
            assertThat(System.nanoTime()).as("it is found waiting").isLessThan(end);
            LockSupport.parkNanos(LOOK_NANOS);
        }

        engine.close();
        assertThat(Lab.await(result).outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(engine.isWaiting()).isFalse();
    }

    @Test
    void scriptThatComputesIsNotFoundWaiting() throws Exception {
        Lab.Output output = new Lab.Output();
        CompletableFuture<EvaluationResult> result =
                Lab.launch(engine, Lab.evaluation("print('begun') while true do end", output, builder -> builder));
        output.await(text -> text.contains("begun"));

        for (int look = 0; look < 20; look++) {
            assertThat(engine.isWaiting()).isFalse();
            LockSupport.parkNanos(LOOK_NANOS);
        }

        engine.close();
        assertThat(Lab.await(result).outcome()).isEqualTo(Outcome.VM_LOST);
    }

    @Test
    void anIdleEngineIsNotFoundWaiting() {
        assertThat(engine.isWaiting()).isFalse();
        Lab.run(engine, "return 1");
        assertThat(engine.isWaiting()).isFalse();
    }
}
