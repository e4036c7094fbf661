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
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.BackendUnavailableException;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.LuaExecutionException;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.PolicyNotEnforceableException;
import org.bioxen.api.vm.Rebind;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.TooManyPendingException;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmAlreadyExistsException;
import org.bioxen.api.vm.VmGroup;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.api.vm.VmNotFoundException;
import org.bioxen.api.vm.VmScope;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The manager's promises, against engines that misbehave on demand. */
@Timeout(30)
class VmManagerTest {
    private final ScriptedBackend first = new ScriptedBackend("first", "5.4");
    private final ScriptedBackend second = new ScriptedBackend("second", "5.4");
    private Platform platform;
    private VmManager manager;

    @BeforeEach
    void startPlatform() throws Exception {
        platform = new Platform(Map.of("pending.per.vm", 50));
        manager = platform.manager;
        platform.register(first, 10);
    }

    @AfterEach
    void stopPlatform() throws Exception {
        first.release();
        second.release();
        platform.close();
        assertThat(first.open.get() + second.open.get()).as("engines left open").isZero();
    }

    private static VmSpec.Builder trusted(String id) {
        return VmSpec.named(id).level(SandboxLevel.TRUSTED);
    }

    private Vm create(String id) {
        return manager.create(trusted(id).build());
    }

    private static void awaitRunning(ScriptedBackend backend, int engine) throws InterruptedException {
        assertThat(backend.engines.get(engine).running.await(5, TimeUnit.SECONDS))
                .isTrue();
    }

    // ------------------------------------------------------------ creation and choice

    @Test
    void aVmRunsOnTheHighestRankedBackend() {
        platform.register(second, 20);
        assertThat(create("a").info().backend()).contains("second");
        assertThat(manager.backends()).extracting(BackendInfo::name).containsExactly("second", "first");
    }

    @Test
    void aNamedBackendIsTakenWhateverItsRanking() {
        platform.register(second, 20);
        Vm vm = manager.create(trusted("a").backend("first").build());
        assertThat(vm.info().backend()).contains("first");
    }

    @Test
    void anUnknownBackendIsAnErrorThatListsWhatThereIs() {
        assertThatThrownBy(() -> manager.create(trusted("a").backend("nosuch").build()))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("'nosuch'")
                .hasMessageContaining("first");
        assertThat(manager.list()).isEmpty();
    }

    @Test
    void aLevelThatNobodyKeepsIsRefusedWithEachBackendsReason() {
        platform.register(second, 20);
        assertThatThrownBy(() -> manager.create(VmSpec.named("a").build()))
                .isInstanceOf(PolicyNotEnforceableException.class)
                .hasMessageContaining("first keeps trusted at most, not constrained")
                .hasMessageContaining("second keeps trusted");
    }

    @Test
    void aLimitThatNobodyKeepsIsRefused() {
        Limits memory = Limits.builder().memoryBytes(1 << 20).build();
        assertThatThrownBy(() -> manager.create(trusted("a").limits(memory).build()))
                .isInstanceOf(PolicyNotEnforceableException.class)
                .hasMessageContaining("cannot limit memory");
    }

    @Test
    void aTakenIdIsRefusedAndFreeAgainAfterTheVmsEnd() {
        create("a");
        assertThatThrownBy(() -> create("a")).isInstanceOf(VmAlreadyExistsException.class);
        manager.terminate("a");
        assertThat(create("a").state()).isEqualTo(VmState.IDLE);
    }

    @Test
    void aBackendThatCannotStartLeavesNothingBehind() {
        first.breakStarts();
        assertThatThrownBy(() -> create("a"))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("not executable");
        assertThat(manager.find("a")).isEmpty();
    }

    @Test
    void aFailingPreloadMeansNoVm() {
        assertThatThrownBy(() -> manager.create(
                        trusted("a").preload(Script.of("nonsense")).build()))
                .isInstanceOf(VmManagerException.class)
                .hasMessageContaining("nonsense");
        assertThat(manager.list()).isEmpty();
        assertThat(first.open).hasValue(0);
    }

    @Test
    void anEnvironmentIsRefusedWhileNothingManagesEnvironments() {
        assertThatThrownBy(() -> manager.create(trusted("a").environment("lab").build()))
                .isInstanceOf(VmManagerException.class)
                .hasMessageContaining("'lab'");
    }

    // ------------------------------------------------------------ executions

    @Test
    void executionsOfOneVmRunInTheOrderInWhichTheyCame() {
        Vm vm = create("a");
        List<Execution> executions = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            executions.add(vm.submit("count"));
        }
        for (int i = 0; i < 40; i++) {
            assertThat(executions.get(i).result().toCompletableFuture().join().values())
                    .containsExactly(LuaValue.of(i + 1));
        }
    }

    @Test
    void aScriptErrorIsAResultAndOrThrowMakesAnExceptionOfIt() {
        ExecutionResult result = create("a").execute("nonsense");
        assertThat(result.outcome()).isEqualTo(Outcome.SCRIPT_ERROR);
        assertThatThrownBy(result::orThrow)
                .isInstanceOfSatisfying(LuaExecutionException.class, thrown -> assertThat(thrown.result())
                        .isSameAs(result));
    }

    @Test
    void aDeadlineEndsAnExecutionAndKeepsTheState() {
        Vm vm = create("a");
        ExecutionResult result = vm.execute(
                Script.of("loop"),
                ExecutionOptions.builder().timeout(Duration.ofMillis(50)).build());
        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(result.stateAfter()).isEqualTo(StateAfter.KEPT);
        assertThat(result.error().orElseThrow().message()).isEqualTo("timed out after 50ms");
        assertThat(vm.execute("count").values()).containsExactly(LuaValue.of(2));
    }

    @Test
    void anEngineThatDoesNotStopIsClosedAndTheNextExecutionStartsAfresh() {
        Vm vm = create("a");
        ExecutionResult result = vm.execute(
                Script.of("stubborn"),
                ExecutionOptions.builder().timeout(Duration.ofMillis(50)).build());
        assertThat(result.stateAfter()).isEqualTo(StateAfter.LOST);
        ExecutionResult next = vm.execute("count");
        assertThat(next.values()).containsExactly(LuaValue.of(1));
        assertThat(next.stateAfter()).isEqualTo(StateAfter.RESET);
        assertThat(vm.execute("count").stateAfter()).isEqualTo(StateAfter.KEPT);
    }

    @Test
    void anEngineThatNeitherStopsNorClosesIsGivenUpAndItsCallerStillGetsAnOutcome() {
        Vm vm = create("a");
        ExecutionResult result = vm.execute(
                Script.of("stuck"),
                ExecutionOptions.builder().timeout(Duration.ofMillis(50)).build());
        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(result.stateAfter()).isEqualTo(StateAfter.LOST);
        assertThat(vm.execute("count").stateAfter()).isEqualTo(StateAfter.RESET);
    }

    @Test
    void aVmThatMustNotStartAfreshIsLostWithItsEngine() {
        Vm vm = manager.create(trusted("a").rebind(Rebind.NEVER).build());
        assertThat(vm.execute("die").outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(vm.state()).isEqualTo(VmState.LOST);
        assertThatThrownBy(() -> vm.execute("count"))
                .isInstanceOf(VmNotFoundException.class)
                .hasMessageContaining("the interpreter died");
    }

    @Test
    void aBackendThatBreaksItsContractCostsTheEngineAndNothingElse() {
        Vm vm = create("a");
        assertThat(vm.execute("fault").outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(vm.execute("count").stateAfter()).isEqualTo(StateAfter.RESET);
    }

    @Test
    void anExitEndsTheVm() {
        Vm vm = create("a");
        ExecutionResult result = vm.execute("exit 7");
        assertThat(result.exitCode()).hasValue(7);
        assertThat(result.success()).isFalse();
        assertThat(manager.find("a")).isEmpty();
        assertThat(vm.state()).isEqualTo(VmState.TERMINATED);
    }

    @Test
    void interruptStopsWhatRunsAndLeavesWhatWaits() throws Exception {
        Vm vm = create("a");
        Execution loop = vm.submit("loop");
        Execution waiting = vm.submit("count");
        awaitRunning(first, 0);
        assertThat(vm.interrupt()).isTrue();
        assertThat(loop.await(Duration.ofSeconds(5)).orElseThrow().outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(waiting.await(Duration.ofSeconds(5)).orElseThrow().outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(vm.interrupt()).isFalse();
    }

    @Test
    void anInterruptedWaitingExecutionNeverStarts() throws Exception {
        Vm vm = create("a");
        Execution loop = vm.submit("loop");
        Execution waiting = vm.submit("count");
        awaitRunning(first, 0);
        assertThat(waiting.interrupt()).isTrue();
        assertThat(waiting.await(Duration.ofSeconds(5)).orElseThrow().outcome()).isEqualTo(Outcome.NOT_STARTED);
        loop.interrupt();
        assertThat(vm.execute("count").values()).containsExactly(LuaValue.of(2));
        assertThat(waiting.interrupt()).isFalse();
    }

    @Test
    void interruptingTheCallerInterruptsTheScript() throws Exception {
        Vm vm = create("a");
        ConcurrentLinkedQueue<Object> seen = new ConcurrentLinkedQueue<>();
        Thread caller = new Thread(() -> {
            seen.add(vm.execute("loop").outcome());
            seen.add(Thread.currentThread().isInterrupted());
        });
        caller.start();
        awaitRunning(first, 0);
        caller.interrupt();
        caller.join();
        assertThat(seen).containsExactly(Outcome.INTERRUPTED, true);
    }

    @Test
    void outputBeyondTheLimitEndsTheScriptAndWhatFitsIsKept() {
        Vm vm = create("a");
        Limits ten = Limits.none().toBuilder().outputBytes(10).build();
        ExecutionResult result = vm.execute(
                Script.of("print 0123456789ABC"),
                ExecutionOptions.builder().limits(ten).build());
        assertThat(result.outcome()).isEqualTo(Outcome.LIMIT_EXCEEDED);
        assertThat(result.stdout()).isEqualTo("0123456789");
        assertThat(result.truncated()).isTrue();
        assertThat(result.error().orElseThrow().message()).contains("10 bytes");
    }

    @Test
    void outputBeyondWhatIsRetainedReachesTheListenerAll() {
        StringBuilder heard = new StringBuilder();
        ExecutionResult result = create("a")
                .execute(
                        Script.of("print 0123456789"),
                        ExecutionOptions.builder()
                                .retainedOutput(4)
                                .outputListener((stream, bytes) -> heard.append(StandardCharsets.UTF_8.decode(bytes)))
                                .build());
        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(result.stdout()).isEqualTo("0123");
        assertThat(result.truncated()).isTrue();
        assertThat(heard).hasToString("0123456789");
        assertThat(result.usage().outputBytes()).isEqualTo(10);
    }

    @Test
    void aListenerThatThrowsInterruptsTheScriptAndSaysWhy() {
        ExecutionResult result = create("a")
                .execute(
                        Script.of("print x"),
                        ExecutionOptions.builder()
                                .outputListener((stream, bytes) -> {
                                    throw new IllegalStateException("broken pipe");
                                })
                                .build());
        assertThat(result.outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(result.error().orElseThrow().message()).contains("broken pipe");
    }

    @Test
    void aSourceBeyondItsLimitIsNotRun() {
        Vm vm = manager.create(
                trusted("a").limits(Limits.builder().sourceBytes(3).build()).build());
        assertThat(vm.execute("count").outcome()).isEqualTo(Outcome.LIMIT_EXCEEDED);
    }

    @Test
    void aFullQueueRefusesTheNext() {
        Vm vm = create("a");
        vm.submit("loop");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 60; i++) {
                        vm.submit("count");
                    }
                })
                .isInstanceOf(TooManyPendingException.class);
        vm.close();
    }

    @Test
    void aScriptThatWaitsForInputSaysSoAndCanBeInterrupted() throws Exception {
        Vm vm = create("a");
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out)) {
            ExecutionOptions options =
                    ExecutionOptions.builder().standardInput(in).build();
            Execution waiting = vm.submit(Script.of("read"), options);
            while (vm.state() != VmState.WAITING_FOR_INPUT) {
                assertThat(waiting.await(Duration.ofMillis(5))).isEmpty();
            }
            vm.interrupt();
            assertThat(waiting.await(Duration.ofSeconds(5)).orElseThrow().outcome())
                    .isEqualTo(Outcome.INTERRUPTED);
            // What the interrupted read had asked for is not lost to the next.
            out.write("hello".getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(vm.execute(Script.of("read"), options).values()).containsExactly(LuaValue.of("hello"));
        }
    }

    // ------------------------------------------------------------ ownership

    @Test
    void aScopeClosesWhatWasMadeInItExceptThePersistent() {
        Vm inside;
        Vm persistent;
        try (VmScope scope = manager.openScope()) {
            inside = scope.create(trusted("inside").build());
            persistent = scope.create(trusted("kept").persistent(true).build());
        }
        assertThat(inside.state()).isEqualTo(VmState.TERMINATED);
        assertThat(persistent.state()).isEqualTo(VmState.IDLE);
    }

    @Test
    void aClosedScopeMakesNothing() {
        VmScope scope = manager.openScope();
        scope.close();
        assertThatThrownBy(() -> scope.create(trusted("a").build())).isInstanceOf(VmManagerException.class);
        assertThat(manager.list()).isEmpty();
    }

    @Test
    void aGroupIsMadeWholeOrNotAtAll() {
        create("g-2");
        assertThatThrownBy(() -> manager.group("g", 3, trusted("x").build()))
                .isInstanceOf(VmAlreadyExistsException.class);
        assertThat(manager.list()).extracting("id").containsExactly("g-2");
    }

    @Test
    void aBroadcastReachesEveryVmOfAGroup() throws Exception {
        try (VmGroup group = manager.group("g", 4, trusted("x").build())) {
            List<Execution> executions = group.broadcast(Script.of("count"));
            assertThat(group.awaitAll(Duration.ofSeconds(5))).isTrue();
            assertThat(executions).extracting(Execution::vmId).containsExactly("g-1", "g-2", "g-3", "g-4");
            assertThat(executions).allMatch(Execution::isDone);
        }
        assertThat(manager.list()).isEmpty();
    }

    @Test
    void closingEndsWhatRunsAsLostAndWhatWaitsAsNotStarted() throws Exception {
        Vm vm = create("a");
        Execution running = vm.submit("loop");
        Execution waiting = vm.submit("count");
        awaitRunning(first, 0);
        vm.close();
        assertThat(running.await(Duration.ZERO).orElseThrow().outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(waiting.await(Duration.ZERO).orElseThrow().outcome()).isEqualTo(Outcome.NOT_STARTED);
        vm.close();
        assertThatThrownBy(() -> vm.execute("count")).isInstanceOf(VmNotFoundException.class);
    }

    // ------------------------------------------------------------ dynamics

    @Test
    void aVmWhoseBackendLeavesIsSuspendedAndStartsAfreshOnAnother() {
        Vm vm = create("a");
        platform.unregister(first);
        assertThat(vm.state()).isEqualTo(VmState.SUSPENDED);
        assertThat(vm.info().remark()).contains("backend 'first' went away");
        ExecutionResult waited = vm.execute("count");
        assertThat(waited.outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThat(waited.error().orElseThrow().message()).contains("first").contains("100ms");

        platform.register(second, 1);
        ExecutionResult result = vm.execute("count");
        assertThat(result.stateAfter()).isEqualTo(StateAfter.RESET);
        assertThat(vm.info().backend()).contains("second");
    }

    @Test
    void aVmDoesNotStartAfreshOnAnotherLuaVersionUnlessAllowed() {
        Vm strict = create("strict");
        Vm lax = manager.create(trusted("lax").rebind(Rebind.ANY_VERSION).build());
        platform.register(new ScriptedBackend("old", "5.1"), 1);
        platform.unregister(first);
        assertThat(strict.execute("count").outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThat(lax.execute("count").stateAfter()).isEqualTo(StateAfter.RESET);
        assertThat(lax.info().luaVersion()).contains("5.1");
    }

    @Test
    void whatRunsWhenItsBackendLeavesEndsAsLostAndTheLeavingIsBounded() throws Exception {
        Vm vm = create("a");
        Execution running = vm.submit("loop");
        awaitRunning(first, 0);
        platform.unregister(first);
        assertThat(first.open).hasValue(0);
        assertThat(running.await(Duration.ZERO).orElseThrow().outcome()).isEqualTo(Outcome.VM_LOST);
    }

    @Test
    void workThatWaitsForABackendRunsWhenItComes() throws Exception {
        platform.close();
        platform = new Platform(Map.of("backend.wait", "20s"));
        manager = platform.manager;
        ConcurrentLinkedQueue<Vm> made = new ConcurrentLinkedQueue<>();
        Thread creator = new Thread(() -> made.add(create("a")));
        creator.start();
        platform.register(second, 1);
        creator.join();
        assertThat(made.peek().info().backend()).contains("second");
    }

    @Test
    void workIsNotStartedWhenItsBackendKeepsComingAndGoingForAsLongAsItIsWaitedFor() throws Exception {
        platform.close();
        platform = new Platform(Map.of("backend.wait", "300ms", "drain.timeout", "20ms", "stop.grace", "20ms"));
        manager = platform.manager;
        platform.register(first, 1);
        Vm vm = create("a");
        first.onStart(() -> {
            platform.unregister(first);
            platform.register(first, 1);
        });
        platform.unregister(first);
        platform.register(first, 1);

        ExecutionResult result = vm.execute("count");
        assertThat(result.outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThat(result.error().orElseThrow().message()).contains("came and went for 300ms");

        first.onStart(() -> {});
        assertThat(vm.execute("count").stateAfter()).isEqualTo(StateAfter.RESET);
    }

    @Test
    void aStoppedManagerGivesEveryCallerAnOutcome() throws Exception {
        Vm vm = create("a");
        Execution running = vm.submit("loop");
        Execution waiting = vm.submit("count");
        awaitRunning(first, 0);
        platform.host.close();
        assertThat(running.await(Duration.ZERO).orElseThrow().outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(waiting.await(Duration.ZERO).orElseThrow().outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThatThrownBy(() -> create("b")).isInstanceOf(VmManagerException.class);
    }

    // ------------------------------------------------------------ races

    @Test
    void everyAcceptedScriptEndsInExactlyOneOutcomeHoweverTheThreadsMeet() throws Exception {
        Random seeds = new Random(42);
        int rounds = Integer.getInteger("bioxen.race.rounds", 400);
        for (int round = 0; round < rounds; round++) {
            long seed = seeds.nextLong();
            Vm vm = create("race");
            CyclicBarrier barrier = new CyclicBarrier(4);
            ConcurrentLinkedQueue<Execution> accepted = new ConcurrentLinkedQueue<>();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Random random = new Random(seed + t);
                Thread thread = new Thread(() -> {
                    try {
                        barrier.await();
                        for (int i = 0; i < 6; i++) {
                            act(vm, random.nextInt(10), accepted);
                        }
                    } catch (VmNotFoundException closed) {
                        // Another thread was quicker; nothing was accepted.
                    } catch (Exception unexpected) {
                        throw new AssertionError(unexpected);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            vm.close();
            for (Execution execution : accepted) {
                assertThat(execution.await(Duration.ofSeconds(5)))
                        .as("round %d seed %d", round, seed)
                        .isPresent();
            }
            assertThat(first.open)
                    .as("engines left open in round %d seed %d by %s", round, seed, vm.info())
                    .hasValue(0);
        }
    }

    private static void act(Vm vm, int choice, ConcurrentLinkedQueue<Execution> accepted) {
        switch (choice) {
            case 0 -> vm.interrupt();
            case 1 -> accepted.add(vm.submit("die"));
            case 2, 3 ->
                accepted.add(vm.submit(
                        Script.of("loop"),
                        ExecutionOptions.builder().timeout(Duration.ofMillis(2)).build()));
            case 4 -> accepted.stream().findFirst().ifPresent(Execution::interrupt);
            case 5 -> vm.close();
            default -> accepted.add(vm.submit("count"));
        }
    }

    @Test
    void noThreadIsLeftWhenTheManagerStops() throws Exception {
        Vm vm = create("a");
        vm.execute("count");
        platform.host.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("bioxen-vm")) {
                thread.join(2000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }
}
