// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.TooManyPendingException;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmState;
import org.bioxen.api.vm.VmTotals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** VMs share the workers: none waits for ever because of others. */
@Timeout(60)
class VmFairnessTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final ScriptedBackend backend = new ScriptedBackend("scripted", "5.4");
    private Platform platform;

    private void start(Map<String, Object> config) throws Exception {
        platform = new Platform(config);
        platform.register(backend, 1);
    }

    @AfterEach
    void stopPlatform() throws Exception {
        platform.close();
        assertThat(backend.open).hasValue(0);
    }

    private Vm create(String id) {
        return platform.manager.create(
                VmSpec.named(id).level(SandboxLevel.TRUSTED).build());
    }

    private void awaitRunning(int engine) throws InterruptedException {
        assertThat(backend.engines.get(engine).running.await(20, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void aHundredLoopingScriptsDoNotKeepTheNextVmFromAnswering() throws Exception {
        start(Map.of("threads", 256));
        List<Execution> loops = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            loops.add(create("loop-" + i).submit("loop"));
        }
        for (int i = 0; i < 100; i++) {
            awaitRunning(i);
        }
        Execution answer = create("next").submit("count");
        assertThat(answer.await(SOON).orElseThrow().values()).containsExactly(LuaValue.of(1));
        assertThat(loops).noneMatch(Execution::isDone);
        platform.manager.list().forEach(vm -> platform.manager.get(vm.id()).interrupt());
        for (Execution loop : loops) {
            assertThat(loop.await(SOON).orElseThrow().outcome()).isEqualTo(Outcome.INTERRUPTED);
        }
    }

    @Test
    void aScriptThatWaitsForInputGivesItsPlaceBack() throws Exception {
        start(Map.of("threads", 1));
        Vm reader = create("reader");
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out)) {
            Execution read = reader.submit(
                    Script.of("read"),
                    ExecutionOptions.builder().standardInput(in).build());
            Vm other = create("other");
            assertThat(other.submit("count").await(SOON)).isPresent();
            assertThat(reader.state()).isEqualTo(VmState.WAITING_FOR_INPUT);
            VmTotals meanwhile = platform.host.metrics();
            assertThat(meanwhile.threadsWaiting()).isEqualTo(1);

            Execution loop = other.submit("loop");
            out.write("hello".getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(read.await(SOON).orElseThrow().values()).containsExactly(LuaValue.of("hello"));
            loop.interrupt();
        }
    }

    @Test
    void scriptsThatWaitForAChildProcessGiveTheirPlacesBackAndThoseThatLoopDoNot() throws Exception {
        start(Map.of("threads", 3));
        List<Execution> waits = List.of(create("a").submit("await"), create("b").submit("await"));
        Vm busy = create("c");
        Execution loop = busy.submit("loop");
        List<Execution> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(create("next-" + i).submit("count"));
        }
        for (Execution answer : answers) {
            assertThat(answer.await(SOON)).isPresent();
        }
        VmTotals meanwhile = platform.host.metrics();
        assertThat(meanwhile.threadsWaiting()).isEqualTo(2);
        assertThat(platform.manager.get("a").state()).isEqualTo(VmState.RUNNING);
        assertThat(loop.isDone()).isFalse();

        waits.forEach(Execution::interrupt);
        loop.interrupt();
        for (Execution wait : waits) {
            assertThat(wait.await(SOON).orElseThrow().outcome()).isEqualTo(Outcome.INTERRUPTED);
        }
    }

    @Test
    void aVmWithALongQueueTakesTurnsWithTheOthers() throws Exception {
        start(Map.of("threads", 1));
        Vm busy = create("busy");
        Vm other = create("other");
        Execution first = busy.submit("loop");
        List<Execution> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add(busy.submit("count"));
        }
        Execution one = other.submit("count");
        // Counted on the one worker, before it does anything else.
        CompletionStage<Long> before = one.result()
                .thenApply(result -> many.stream().filter(Execution::isDone).count());
        first.interrupt();
        // It was second in the line of VMs, whatever the first had in its queue.
        assertThat(before.toCompletableFuture().get(20, TimeUnit.SECONDS)).isLessThanOrEqualTo(1);
        assertThat(many.get(499).await(SOON)).isPresent();
    }

    @Test
    void aStageOnAResultMayWaitForTheSameVmHoweverItMeetsTheResult() throws Exception {
        start(Map.of());
        Vm vm = create("a");
        for (int round = 0; round < 500; round++) {
            Execution one = vm.submit("count");
            Execution queued = vm.submit("count");
            CompletionStage<Outcome> inside =
                    one.result().thenApply(result -> vm.execute("count").outcome());
            assertThat(inside.toCompletableFuture().get(20, TimeUnit.SECONDS)).isEqualTo(Outcome.COMPLETED);
            assertThat(queued.await(SOON)).isPresent();
        }
    }

    @Test
    void theExecutionsOfAllVmsTogetherHaveABound() throws Exception {
        start(Map.of("pending.total", 3));
        Vm a = create("a");
        Vm b = create("b");
        Execution loop = a.submit("loop");
        a.submit("count");
        Execution last = b.submit("loop");
        assertThatThrownBy(() -> b.submit("count"))
                .isInstanceOf(TooManyPendingException.class)
                .hasMessageContaining("3 executions");
        loop.interrupt();
        assertThat(loop.await(SOON)).isPresent();
        assertThat(b.submit("count").isDone()).isFalse();
        last.interrupt();
    }

    @Test
    void whatWasGivenUpHoldsNoPlace() throws Exception {
        start(Map.of("threads", 1));
        Vm stuck = create("stuck");
        assertThat(stuck.execute(
                                Script.of("stuck"),
                                ExecutionOptions.builder()
                                        .timeout(Duration.ofMillis(20))
                                        .build())
                        .outcome())
                .isEqualTo(Outcome.TIMED_OUT);
        assertThat(create("other").submit("count").await(SOON)).isPresent();
        assertThat(platform.host.metrics().threadsStuck()).isEqualTo(1);
        backend.release();
    }

    @Test
    void aChangedConfigurationCountsAndTheVmsStay() throws Exception {
        start(Map.of("threads", 1));
        Vm a = create("a");
        Execution loop = a.submit("loop");
        awaitRunning(0);
        Execution waiting = create("b").submit("count");
        platform.host.modified(Platform.config(Map.of("threads", 2, "pending.per.vm", 1)));
        assertThat(waiting.await(SOON)).isPresent();
        a.submit("count");
        assertThatThrownBy(() -> a.submit("count")).isInstanceOf(TooManyPendingException.class);
        loop.interrupt();
        assertThat(loop.await(SOON)).isPresent();
    }

    @Test
    void whatAVmHasUsedIsSummedUpInItsInfoAndInTheTotals() throws Exception {
        start(Map.of());
        Vm vm = create("a");
        vm.execute("print 0123456789");
        vm.execute("print 01234");
        vm.execute("nonsense");
        assertThat(vm.info().executions()).isEqualTo(3);
        assertThat(vm.info().usage().outputBytes()).isEqualTo(15);
        assertThat(vm.info().usage().wallTime()).isPositive();
        VmTotals totals = platform.host.metrics();
        assertThat(totals.vms()).containsEntry(VmState.IDLE, 1);
        assertThat(totals.vmsCreated()).isEqualTo(1);
        assertThat(totals.accepted()).isEqualTo(3);
        assertThat(totals.ended()).containsEntry(Outcome.COMPLETED, 2L).containsEntry(Outcome.SCRIPT_ERROR, 1L);
        assertThat(totals.usage().outputBytes()).isEqualTo(15);
        assertThat(totals.enginesOpen()).isEqualTo(1);
    }
}
