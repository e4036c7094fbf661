// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.EngineStartException;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Interpreters that pass for one, and then lie, babble, fall silent or die: every evaluation ends in one outcome, in bounded time,
 * and in the end nothing is left. {@code -Dbioxen.liars.rounds} and {@code -Dbioxen.liars.seed} try more and others.
 */
@Isolated("counts the threads, the child processes and the descriptors of the JVM")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class HostileInterpreterTest {
    private static final int ROUNDS = Integer.getInteger("bioxen.liars.rounds", 60);
    private static final long SEED = Long.getLong("bioxen.liars.seed", 1);
    private static final int AT_ONCE = 4;

    private static final Duration DEADLINE = Duration.ofMillis(300);

    /** Deadline, the wait for an end that has been announced, and what a busy machine takes. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    /** Says hello as an interpreter does, having read its program. */
    private static final String HELLO = """
            local host, out = io.open('/dev/fd/3', 'rb'), io.open('/dev/fd/4', 'wb')
            out:setvbuf('no')
            local function frame(kind, payload) out:write(string.pack('>I4', #payload), kind, payload) end
            local function text(s) return string.pack('>s4', s) end
            host:read((host:read('*n', '*l')))
            frame('H', '\\PROTOCOL' .. text('Lua 5.4') .. text(''))
            local function request() return host:read((string.unpack('>I4', host:read(5)))) end
            local function stay() while true do end end
            """;

    @TempDir
    Path directory;

    private Lab lab;
    private Remains remains;
    private ScheduledExecutorService clock;

    @BeforeEach
    void open() {
        Lab.required(Lab.has("lua5.4"), "lua5.4 is not installed on this machine");
        try (Lab first = new Lab()) {
            Lab.run(first.engine(), "return 1"); // loads what is loaded once
        }
        remains = Remains.sinceNow();
        lab = new Lab(Duration.ofSeconds(2));
        clock = Executors.newScheduledThreadPool(1);
    }

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        remains.noteProcesses();
        clock.shutdownNow();
        assertThat(clock.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        lab.close();
        remains.assertNone();
    }

    private Path executable(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** A program in Lua that passes for an interpreter. */
    private Path liar(String rest) throws IOException {
        return executable(
                "liar",
                "#!" + Lab.executable("lua5.4") + "\n" + HELLO.replace("PROTOCOL", Integer.toString(Frame.PROTOCOL))
                        + rest);
    }

    private EvaluationResult run(ProcessEngine engine, String source) {
        Evaluation evaluation = Lab.evaluation(source, (stream, bytes, from, count) -> true, UnaryOperator.identity());
        Future<?> deadline = clock.schedule(
                () -> engine.interrupt(evaluation, InterruptReason.DEADLINE),
                DEADLINE.toMillis(),
                TimeUnit.MILLISECONDS);
        long begin = System.nanoTime();
        try {
            return engine.evaluate(evaluation);
        } finally {
            deadline.cancel(false);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND);
        }
    }

    private EvaluationResult run(Path liar) {
        ProcessEngine engine = lab.engine(liar.toString());
        EvaluationResult result = run(engine, "return 2 + 2");
        assertThat(result.stateAfter()).isEqualTo(StateAfter.LOST);
        assertThat(run(engine, "return 1").outcome()).as("the next").isEqualTo(Outcome.VM_LOST);
        return result;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stay()",
                "request() stay()",
                "out:write('\\0\\0') stay()",
                "request() frame('I', '') stay()",
                "request() while true do frame('O', ('x'):rep(1000)) end",
                "request() while true do frame('I', '') request() end",
                "request() while true do frame('M', 'no such module') request() end",
                "request() while true do frame('P', 'r/etc/passwd') request() end",
                "request() while true do frame('D', '') end",
                "request() frame('O', 'x') out:write('\\3\\255\\255\\255O', ('x'):rep(1000)) stay()",
                "request() while true do frame('M', ('m'):rep(1e6)) end",
            })
    void whatNeverComesToAnEndIsEndedByTheDeadline(String rest) throws IOException {
        EvaluationResult result = run(liar(rest));

        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "request()",
                "request() out:write('\\0\\0\\0')",
                "request() os.exit(3)",
                "request() os.execute('kill -SEGV $PPID') stay()",
                "request() os.execute('setsid sleep 600 & kill -9 $PPID') stay()",
                "request() frame('Z', '') stay()",
                "request() frame('H', '\\2') stay()",
                "request() frame('R', '') stay()",
                "request() frame('R', 'what is this') stay()",
                "request() frame('F', text('1') .. text('1') .. 's') stay()",
                "request() frame('X', 'one') stay()",
                "request() frame('P', '') stay()",
                "request() out:write('\\255\\255\\255\\255R') stay()",
                "request() frame('R', text('1') .. text('1') .. '\\0\\0\\0\\1' .. ('T\\0\\0\\0\\1'):rep(1e4)) stay()",
                "request() frame('R', text('1') .. text('1') .. '\\0\\255\\255\\255') stay()",
            })
    void whatBreaksTheProtocolOrDiesIsALostVm(String rest) throws IOException {
        EvaluationResult result = run(liar(rest));

        assertThat(result.outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(result.error().orElseThrow().message()).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"frame('X', '7') stay()", "frame('X', '7') while true do frame('O', 'more') end"})
    void exitThatIsAnnouncedAndDoesNotComeIsMade(String rest) throws IOException {
        EvaluationResult result = run(liar("request() " + rest));

        assertThat(result.outcome()).isIn(Outcome.COMPLETED, Outcome.TIMED_OUT);
    }

    @Test
    void interpreterThatClosesItsFramesAndGoesOnIsALostVm() throws IOException {
        Path closes =
                executable("closes", "#!/bin/sh\n" + liar("request()") + " \"$@\"\nexec 3<&- 4>&-\nexec sleep 600\n");

        assertThat(run(closes).outcome()).isEqualTo(Outcome.VM_LOST);
    }

    @Test
    void interpreterThatIgnoresSignalsIsEndedAllTheSame() throws IOException {
        Path deaf =
                executable("deaf", "#!/bin/sh\ntrap '' INT TERM HUP\nexec " + liar("request() stay()") + " \"$@\"\n");

        assertThat(run(deaf).outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#!/bin/sh\nexec sleep 600\n",
                "#!/bin/sh\nkill -STOP $$\n",
                "#!/bin/sh\nexec 3<&- 4>&-; exec sleep 600\n"
            })
    void interpreterThatNeverSaysHelloIsGivenUp(String text) throws IOException {
        Path mute = executable("mute", text);

        long begin = System.nanoTime();
        assertThatThrownBy(() -> lab.engine(mute.toString())).isInstanceOf(EngineStartException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND);
    }

    @Test
    void interpreterThatReadsNothingCannotHoldUpALargeScript() throws IOException {
        Path deaf = liar("stay()");
        ProcessEngine engine = lab.engine(deaf.toString());

        EvaluationResult result = run(engine, "return [[" + "x".repeat(10_000_000) + "]]");

        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void completionOfAStoppedInterpreterIsGivenUp() throws Exception {
        ProcessEngine engine = lab.engine("lua5.4");
        new ProcessBuilder("/bin/kill", "-STOP", Long.toString(engine.pid()))
                .start()
                .waitFor();

        assertThat(engine.introspection().orElseThrow().complete("pri", 10)).isEmpty();
        assertThat(run(engine, "return 1").outcome()).isEqualTo(Outcome.VM_LOST);
    }

    @Test
    void manyStoppedInterpretersAreClosedInTheTimeOfOne() throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/kill", "-STOP"));
        for (int i = 0; i < 8; i++) {
            command.add(Long.toString(lab.engine("lua5.4").pid()));
        }
        new ProcessBuilder(command).start().waitFor();

        long begin = System.nanoTime();
        lab.backend.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void stoppedInterpreterCanBeInterruptedAndClosedWithoutADeadline() throws Exception {
        for (boolean close : List.of(true, false)) {
            ProcessEngine engine = lab.engine("lua5.4");
            Lab.Output output = new Lab.Output();
            Evaluation evaluation = Lab.evaluation("print('on') while true do end", output, UnaryOperator.identity());
            CompletableFuture<EvaluationResult> result = Lab.launch(engine, evaluation);
            output.await(text -> text.equals("on\n"));
            new ProcessBuilder("/bin/kill", "-STOP", Long.toString(engine.pid()))
                    .start()
                    .waitFor();

            if (close) {
                engine.close();
            } else {
                engine.interrupt(evaluation, InterruptReason.REQUESTED);
            }

            assertThat(Lab.await(result).outcome()).isEqualTo(close ? Outcome.VM_LOST : Outcome.INTERRUPTED);
        }
    }

    @Test
    void sinkThatDoesNotTakeHoldsUpItsOwnEvaluationOnly() throws Exception {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        CompletableFuture<Void> full = new CompletableFuture<>();
        ProcessEngine engine = lab.engine("lua5.4");
        Evaluation evaluation = Lab.evaluation(
                "while true do print(('x'):rep(1000)) end",
                (stream, bytes, from, count) -> {
                    full.complete(null);
                    taken.join();
                    return true;
                },
                UnaryOperator.identity());
        CompletableFuture<EvaluationResult> result = Lab.launch(engine, evaluation);
        Lab.await(full);

        assertThat(Lab.texts(run(lab.engine("lua5.4"), "return 'beside'"))).containsExactly("beside");
        engine.interrupt(evaluation, InterruptReason.DEADLINE);
        Lab.awaitEnd(engine.pid());
        taken.complete(null);

        assertThat(Lab.await(result).outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void wrongVersionsAndLeftBehindProcessesDoNotHoldUpDiscovery() throws IOException {
        Path leaves = executable("leaves", "#!/bin/sh\nsleep 600 &\necho $! >" + directory + "/left\necho Lua 5.4\n");
        Discovery discovery = new Discovery(List.of(), List.of(leaves.toString()), Duration.ofSeconds(5));

        for (int i = 0; i < 5; i++) {
            assertThat(discovery.interpreters()).hasSize(1);
            long left =
                    Long.parseLong(Files.readString(directory.resolve("left")).strip());
            ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** What came of one liar, in words. */
    private String trial(String interpreter, long seed, Path mutator) throws IOException {
        Random random = new Random(seed);
        Path liar = executable(
                interpreter + "-" + seed,
                "#!/bin/sh\nLUA_INIT=\"PROTOCOL_SEED = " + (1 + random.nextInt(2147483645)) + " PROTOCOL_FROM = "
                        + (1 + seed % 8) + " dofile('" + mutator + "')\" exec " + Lab.executable(interpreter)
                        + " \"$@\"\n");
        ProcessEngine engine;
        try {
            engine = lab.engine(liar.toString());
        } catch (EngineStartException refused) {
            assertThat(refused.getMessage()).hasLineCount(1);
            return "refused";
        }
        try {
            for (int i = 0; i < 4; i++) {
                EvaluationResult result =
                        run(engine, "print('one') print('two') return { 1, 2.5, 'three', { true } }, io.read(), nil");
                assertThat(result.outcome()).isNotNull();
                if (result.stateAfter() == StateAfter.LOST) {
                    assertThat(run(engine, "return 1").outcome()).isEqualTo(Outcome.VM_LOST);
                    return result.outcome().toString();
                }
            }
            return "survived";
        } finally {
            engine.close();
            assertThat(Lab.isLive(engine.pid())).isFalse();
        }
    }

    @Test
    void interpretersThatDamageTheirFramesEndEveryEvaluation() throws Exception {
        Path mutator = directory.resolve("mutator.lua");
        try (InputStream source = HostileInterpreterTest.class.getResourceAsStream("mutator.lua")) {
            Files.copy(source, mutator);
        }
        List<String> interpreters = Lab.interpreters().toList();
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        Set<String> ends = new TreeSet<>();
        try {
            List<Future<String>> trials = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                long seed = SEED * 1_000_000 + round;
                String interpreter = interpreters.get(round % interpreters.size());
                trials.add(pool.submit(() -> trial(interpreter, seed, mutator)));
            }
            for (int round = 0; round < ROUNDS; round++) {
                ends.add(trials.get(round).get());
            }
        } finally {
            pool.shutdownNow();
            assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(ends).as("the seeds lead to every kind of end").contains("refused", "VM_LOST", "TIMED_OUT");
    }
}
