// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each script is stopped at its own deadline, whatever the deadlines of others are. */
@Timeout(60)
class DeadlinesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final ScriptedBackend backend = new ScriptedBackend("scripted", "5.4");
    private Platform platform;

    @BeforeEach
    void startPlatform() throws Exception {
        platform = new Platform(Map.of("threads", 64));
        platform.register(backend, 1);
    }

    @AfterEach
    void stopPlatform() throws Exception {
        platform.close();
    }

    private Execution loop(String id, Duration limit) {
        Vm vm = platform.manager.create(
                VmSpec.named(id).level(SandboxLevel.TRUSTED).build());
        return vm.submit(
                Script.of("loop"), ExecutionOptions.builder().timeout(limit).build());
    }

    @Test
    void aShortDeadlineIsKeptAfterALongOne() throws Exception {
        Execution late = loop("late", Duration.ofHours(1));
        assertThat(backend.engines.get(0).running.await(20, java.util.concurrent.TimeUnit.SECONDS))
                .isTrue();
        Execution early = loop("early", Duration.ofMillis(30));
        assertThat(early.await(SOON).orElseThrow().outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(late.isDone()).isFalse();
    }

    @Test
    void everyDeadlineIsKeptInWhateverOrderTheyCome() throws Exception {
        List<Execution> loops = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            loops.add(loop("loop-" + i, Duration.ofMillis(1 + 37 * i % 100)));
        }
        for (Execution loop : loops) {
            assertThat(loop.await(SOON).orElseThrow().outcome()).isEqualTo(Outcome.TIMED_OUT);
        }
    }

    @Test
    void aDeadlineThatComesAfterManyThatWereNotReachedIsKept() throws Exception {
        Vm vm = platform.manager.create(
                VmSpec.named("a").level(SandboxLevel.TRUSTED).build());
        ExecutionOptions brief =
                ExecutionOptions.builder().timeout(Duration.ofMillis(200)).build();
        for (int i = 0; i < 100; i++) {
            assertThat(vm.execute(Script.of("count"), brief).outcome()).isEqualTo(Outcome.COMPLETED);
        }
        assertThat(vm.execute(Script.of("loop"), brief).outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void aDeadlineBeyondAllClocksIsNone() {
        Vm vm = platform.manager.create(
                VmSpec.named("a").level(SandboxLevel.TRUSTED).build());
        ExecutionOptions endless = ExecutionOptions.builder()
                .timeout(Duration.ofNanos(Long.MAX_VALUE))
                .build();
        assertThat(vm.execute(Script.of("count"), endless).outcome()).isEqualTo(Outcome.COMPLETED);
    }
}
