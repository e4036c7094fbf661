// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaModule;
import org.bioxen.spi.backend.ModuleSource;
import org.bioxen.spi.backend.OutputSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Interpreters and their boxes are struck by signals at random moments, while several VMs work: every script ends in one outcome,
 * in bounded time, and in the end nothing is left. {@code -Dbioxen.kill.rounds} and {@code -Dbioxen.kill.seed} make it longer and
 * other.
 */
@Isolated("counts the threads, the child processes and the descriptors of the JVM")
class KillTest {
    private static final int ROUNDS = Integer.getInteger("bioxen.kill.rounds", 20);
    private static final long SEED = Long.getLong("bioxen.kill.seed", 4711);
    private static final int VMS = 3;

    /** What a manager would allow an evaluation; much less than an endless script takes. */
    private static final Duration DEADLINE = Duration.ofMillis(300);

    /** Within this an evaluation that is told to stop has ended, on a machine with other work to do. */
    private static final Duration BOUND = Duration.ofSeconds(8);

    private static final List<String> SCRIPTS = List.of(
            "while true do print(('x'):rep(50)) end",
            "while true do io.write(('y'):rep(200000)) end",
            "local n = 0 while true do n = n + 1 if n % 100000 == 0 then io.write('.') end end",
            "local t = {} for i = 1, 20000 do t[i] = { i, tostring(i) } end io.write('built') return t",
            "while true do local t = {} for i = 1, 1000 do t[i] = {} end io.write('.') end",
            "while true do package.loaded.struck = nil require('struck') io.write('.') end",
            "for line in io.lines() do io.write(line) end",
            "while true do pcall(error, ('e'):rep(1000)) io.stderr:write('.') end",
            "local co = coroutine.wrap(function() while true do coroutine.yield(('z'):rep(100)) end end)"
                    + " while true do io.write(co()) end",
            "return 2 + 2",
            "error({ 'not', 'a', 'string' })");

    /** Only where processes may be started. */
    private static final List<String> SCRIPTS_WITH_PROCESSES = List.of(
            "while true do os.execute('echo child') io.write('.') end",
            "while true do local p = io.popen('cat', 'w') p:write('to a child') p:close() end",
            "os.execute('setsid sleep 600 & sleep 600 & (sleep 600 &) ; echo left behind') while true do io.write('.') end");

    private static final ModuleSource MODULES = name -> name.equals("struck")
            ? Optional.of(new LuaModule(Script.of("return {}"), Optional.empty()))
            : Optional.empty();

    /** What befalls a VM. */
    private enum Blow {
        KILL,
        SEGV,
        ABRT,
        TERM,
        STOP,
        STOP_AND_CLOSE,
        CLOSE,
        NONE;

        Optional<String> signal() {
            return switch (this) {
                case CLOSE, NONE -> Optional.empty();
                case STOP_AND_CLOSE -> Optional.of("STOP");
                default -> Optional.of(name());
            };
        }
    }

    /** How much a VM has done, so that a blow can fall at a point of its work and not of time. */
    private static final class Progress implements OutputSink {
        private long done; // guarded by this
        private boolean over; // guarded by this

        @Override
        public boolean write(StandardStream stream, byte[] bytes, int offset, int length) {
            advance(length);
            return true;
        }

        synchronized void advance(int steps) {
            done += steps;
            notifyAll();
        }

        synchronized void end() {
            over = true;
            notifyAll();
        }

        /** Waits until so much is done, or nothing more will be. */
        synchronized void await(long wanted) throws InterruptedException {
            long end = System.nanoTime() + Lab.PATIENCE.toNanos();
            while (done < wanted && !over && System.nanoTime() < end) {
                wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
        }
    }

    /** One VM that evaluates one script after the other until it is lost or told to stop. */
    private final class Worker {
        final ProcessEngine engine;
        final boolean startsProcesses;
        final Random random;
        final Progress progress = new Progress();
        final List<EvaluationResult> results = new ArrayList<>();
        final CompletableFuture<List<EvaluationResult>> ended = new CompletableFuture<>();
        volatile boolean stopping;

        Worker(ProcessEngine engine, boolean startsProcesses, long seed) {
            this.engine = engine;
            this.startsProcesses = startsProcesses;
            random = new Random(seed);
        }

        void work() {
            try {
                StateAfter state = StateAfter.KEPT;
                while (state == StateAfter.KEPT && !stopping) {
                    EvaluationResult result = evaluate();
                    state = result.stateAfter();
                    results.add(result);
                    progress.advance(1000);
                }
                ended.complete(results);
            } catch (RuntimeException | Error thrown) {
                ended.completeExceptionally(thrown);
            } finally {
                progress.end();
            }
        }

        private EvaluationResult evaluate() {
            List<String> scripts = startsProcesses && random.nextInt(3) == 0 ? SCRIPTS_WITH_PROCESSES : SCRIPTS;
            Evaluation evaluation = Lab.evaluation(
                    scripts.get(random.nextInt(scripts.size())),
                    progress,
                    builder -> builder.input((buffer, offset, length) -> {
                        Arrays.fill(buffer, offset, offset + length, (byte) 'i');
                        buffer[offset + length - 1] = '\n';
                        return length;
                    }));
            Future<?> deadline = clock.schedule(
                    () -> engine.interrupt(evaluation, InterruptReason.DEADLINE),
                    DEADLINE.toMillis(),
                    TimeUnit.MILLISECONDS);
            long begin = System.nanoTime();
            try {
                return engine.evaluate(evaluation);
            } finally {
                deadline.cancel(false);
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .as("time of an evaluation")
                        .isLessThan(BOUND);
            }
        }
    }

    private ScheduledExecutorService clock;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void whateverStrikesAVmItsScriptsEndInOneOutcomeEachAndNothingIsLeft() throws Exception {
        Random random = new Random(SEED);
        List<String> interpreters = Lab.interpreters().toList();
        oneRound(new Random(0), interpreters, "warming up"); // loads classes, and finds out what the machine keeps
        Remains remains = Remains.sinceNow();

        for (int round = 0; round < ROUNDS; round++) {
            oneRound(random, interpreters, "round " + round + " of seed " + SEED);
            if (round % 100 == 0) {
                remains.assertNone();
            }
        }

        remains.assertNone();
    }

    private void oneRound(Random random, List<String> interpreters, String name) throws Exception {
        clock = Executors.newScheduledThreadPool(1);
        ExecutorService workers = Executors.newFixedThreadPool(VMS);
        try (Lab lab = new Lab()) {
            List<SandboxLevel> levels =
                    lab.backend.descriptor().levels().stream().sorted().toList();
            List<Worker> started = new ArrayList<>();
            for (int i = 0; i < VMS; i++) {
                SandboxLevel level = levels.get(random.nextInt(levels.size()));
                EngineSpec.Builder spec = EngineSpec.builder(level)
                        .modules(MODULES)
                        .luaExecutable(interpreters.get(random.nextInt(interpreters.size())));
                started.add(new Worker(lab.engine(spec), level == SandboxLevel.TRUSTED, random.nextLong()));
            }
            started.forEach(worker -> workers.execute(worker::work));
            for (Worker worker : started) {
                Blow blow = Blow.values()[random.nextInt(Blow.values().length)];
                worker.progress.await((long) Math.exp(random.nextDouble() * 13));
                strike(worker.engine, blow, random);
                worker.stopping = true;
                if (blow == Blow.STOP_AND_CLOSE || blow == Blow.CLOSE) {
                    worker.engine.close();
                }
            }
            for (Worker worker : started) {
                assertOutcomes(Lab.await(worker.ended), name);
                long begin = System.nanoTime();
                worker.engine.close();
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(name).isLessThan(BOUND);
                assertThat(Lab.isLive(worker.engine.pid())).as(name).isFalse();
            }
        } finally {
            workers.shutdownNow();
            clock.shutdownNow();
            assertThat(workers.awaitTermination(Lab.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .as(name)
                    .isTrue();
            assertThat(clock.awaitTermination(Lab.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .as(name)
                    .isTrue();
        }
    }

    private static void assertOutcomes(List<EvaluationResult> results, String name) {
        assertThat(results).as(name).isNotEmpty().allSatisfy(result -> {
            assertThat(result.outcome())
                    .isIn(Outcome.COMPLETED, Outcome.SCRIPT_ERROR, Outcome.TIMED_OUT, Outcome.VM_LOST);
            if (result.outcome() == Outcome.VM_LOST) {
                assertThat(result.stateAfter()).isEqualTo(StateAfter.LOST);
            }
            result.error().ifPresent(error -> assertThat(error.message()).doesNotContain("protocol"));
        });
    }

    /** One of the processes of a VM, which in a box are three. */
    private static void strike(ProcessEngine engine, Blow blow, Random random) throws Exception {
        List<Long> targets = new ArrayList<>(List.of(engine.pid()));
        ProcessHandle.of(engine.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .forEach(targets::add);
        long target = targets.get(random.nextInt(targets.size()));
        if (blow.signal().isPresent()) {
            new ProcessBuilder("/bin/kill", "-" + blow.signal().get(), Long.toString(target))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(); // bounded: kill waits for nobody; where the process is gone already, it says so
        }
    }
}
