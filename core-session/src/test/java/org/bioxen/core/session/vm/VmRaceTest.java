// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmTotals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads at one id, in seeded rounds: {@code -Dbioxen.race.rounds=N} for more of them. */
@Timeout(60)
class VmRaceTest {
    private static final int THREADS = 6;
    private static final int ROUNDS = Integer.getInteger("bioxen.race.rounds", 1500);
    private static final ExecutionOptions SHORT =
            ExecutionOptions.builder().timeout(Duration.ofMillis(1)).build();

    private final ScriptedBackend first = new ScriptedBackend("first", "5.4");
    private final ScriptedBackend second = new ScriptedBackend("second", "5.4");
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private Platform platform;

    @BeforeEach
    void startPlatform() throws Exception {
        platform = new Platform(Map.of("backend.wait", "2s"));
        platform.register(first, 10);
        platform.register(second, 5);
    }

    @AfterEach
    void stopPlatform() throws Exception {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        platform.close();
        assertThat(first.open.get() + second.open.get()).as("engines left open").isZero();
    }

    private void round(long seed, Actor actor) throws Exception {
        List<Future<?>> actors = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Random random = new Random(seed + t);
            actors.add(threads.submit(() -> {
                for (int i = 0; i < 3; i++) {
                    try {
                        actor.act(random);
                    } catch (VmManagerException refused) {
                        // Another was quicker: nothing was accepted.
                    }
                }
                return null;
            }));
        }
        for (Future<?> one : actors) {
            one.get(30, TimeUnit.SECONDS);
        }
    }

    private interface Actor {
        void act(Random random) throws Exception;
    }

    @Test
    void oneIdIsMadeUsedAndEndedByManyAndNoScriptIsLost() throws Exception {
        Random seeds = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            long seed = seeds.nextLong();
            ConcurrentLinkedQueue<Execution> accepted = new ConcurrentLinkedQueue<>();
            round(seed, random -> act(random, accepted));
            platform.manager.find("one").ifPresent(Vm::close);
            for (Execution execution : accepted) {
                assertThat(execution.await(Duration.ofSeconds(5)))
                        .as("round %d seed %d", round, seed)
                        .isPresent();
            }
            assertThat(platform.manager.list()).isEmpty();
            assertThat(platform.enginesOf("first"))
                    .as("round %d seed %d", round, seed)
                    .isEmpty();
            assertThat(first.open).as("round %d seed %d", round, seed).hasValue(0);
        }
        VmTotals totals = platform.host.metrics();
        assertThat(totals.ended().values().stream().mapToLong(n -> n).sum()).isEqualTo(totals.accepted());
        assertThat(totals.enginesGivenUp()).isZero();
    }

    private void act(Random random, ConcurrentLinkedQueue<Execution> accepted) {
        switch (random.nextInt(9)) {
            case 0, 1 ->
                platform.manager.create(
                        VmSpec.named("one").level(SandboxLevel.TRUSTED).build());
            case 2 -> platform.manager.terminate("one");
            case 3 -> accepted.add(platform.manager.get("one").submit(Script.of("loop"), SHORT));
            case 4 -> platform.manager.get("one").interrupt();
            case 5 -> accepted.stream().findFirst().ifPresent(Execution::interrupt);
            case 6 -> platform.manager.get("one").execute("count");
            case 7 -> accepted.add(platform.manager.submit("one", Script.of("die")));
            default -> accepted.add(platform.manager.submit("one", Script.of("count")));
        }
    }

    @Test
    void aBackendThatComesAndGoesLeavesNoEngineAndNoScriptBehind() throws Exception {
        Random seeds = new Random(8);
        for (int round = 0; round < ROUNDS / 10; round++) {
            long seed = seeds.nextLong();
            ConcurrentLinkedQueue<Execution> accepted = new ConcurrentLinkedQueue<>();
            Future<?> swap = threads.submit(() -> {
                platform.unregister(first);
                platform.register(first, 10);
            });
            for (int t = 1; t < THREADS; t++) {
                Random random = new Random(seed + t);
                for (int i = 0; i < 3; i++) {
                    try {
                        act(random, accepted);
                    } catch (VmManagerException refused) {
                        // Another was quicker.
                    }
                }
            }
            swap.get(30, TimeUnit.SECONDS);
            platform.manager.find("one").ifPresent(Vm::close);
            for (Execution execution : accepted) {
                assertThat(execution.await(Duration.ofSeconds(5)))
                        .as("round %d seed %d", round, seed)
                        .isPresent();
            }
            assertThat(first.open.get() + second.open.get())
                    .as("round %d seed %d", round, seed)
                    .isZero();
        }
    }

    @Test
    void aLateInterruptNeverHitsTheNextExecution() throws Exception {
        Vm vm = platform.manager.create(
                VmSpec.named("one").level(SandboxLevel.TRUSTED).build());
        for (int round = 0; round < ROUNDS; round++) {
            Execution target = vm.submit("count");
            Execution next = vm.submit("count");
            Future<Boolean> interrupt = threads.submit(target::interrupt);
            ExecutionResult after = next.await(Duration.ofSeconds(5)).orElseThrow();
            assertThat(after.outcome()).as("round %d", round).isEqualTo(Outcome.COMPLETED);
            interrupt.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void anExecutionSubmittedWhileItsVmStartsRunsOnTheOneEngineOfThatVm() throws Exception {
        for (int round = 0; round < ROUNDS / 10; round++) {
            Future<ExecutionResult> early = threads.submit(() -> {
                while (true) {
                    if (platform.manager.find("one").isPresent()) {
                        return platform.manager.execute("one", Script.of("count"));
                    }
                }
            });
            Vm vm = platform.manager.create(
                    VmSpec.named("one").level(SandboxLevel.TRUSTED).build());
            assertThat(early.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(first.open).hasValue(1);
            vm.close();
        }
    }
}
