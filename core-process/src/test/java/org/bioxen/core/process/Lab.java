// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InputSource;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.spi.backend.OutputSink;
import org.junit.jupiter.api.Assumptions;

/** What a test of this module works with: the interpreters of this machine, a backend on them, and the output of scripts. */
final class Lab implements AutoCloseable {
    /** The longest that anything may take here. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Where backends under test keep the files of their own. */
    static final Path SCRATCH = Path.of("target", "box").toAbsolutePath();

    private static final Discovery DISCOVERY =
            new Discovery(Discovery.directories(System.getenv("PATH")), List.of(), Duration.ofSeconds(5));

    private static Ladder ladder;

    final ProcessBackend backend;

    Lab() {
        this(Duration.ofSeconds(10));
    }

    Lab(Duration startTimeout) {
        this(startTimeout, 0);
    }

    /** Keeps so many interpreters of a kind started ahead. */
    Lab(int warm) {
        this(Duration.ofSeconds(10), warm);
    }

    private Lab(Duration startTimeout, int warm) {
        List<Interpreter> interpreters = DISCOVERY.interpreters();
        required(!interpreters.isEmpty(), "no Lua interpreter is installed on this machine");
        backend = new ProcessBackend(DISCOVERY.tools().orElseThrow(), interpreters, startTimeout, warm, Lab::ladder);
    }

    /** Changes the configuration: keeps so many interpreters of a kind started ahead. */
    void offer(int warm) {
        backend.offer(DISCOVERY.tools().orElseThrow(), DISCOVERY.interpreters(), PATIENCE, warm, Lab::ladder);
    }

    private Lab(ProcessBackend backend) {
        this.backend = backend;
    }

    /** As on a machine without bubblewrap. */
    static Lab withoutBubblewrap(Path scratch) {
        return new Lab(
                backendWith(Optional.empty(), DISCOVERY.tools().orElseThrow().unshare(), scratch));
    }

    /** As on a machine that has nothing to make boxes of. */
    static Lab withoutBoxes(Path scratch) {
        return new Lab(backendWith(Optional.empty(), Optional.empty(), scratch));
    }

    /** A backend on a machine whose bubblewrap and unshare are these. */
    static ProcessBackend backendWith(Optional<Path> bwrap, Optional<Path> unshare, Path scratch) {
        List<Interpreter> interpreters = DISCOVERY.interpreters();
        required(!interpreters.isEmpty(), "no Lua interpreter is installed on this machine");
        Tools found = DISCOVERY.tools().orElseThrow();
        Tools tools = new Tools(found.shell(), found.setsid(), bwrap, unshare);
        return new ProcessBackend(
                tools,
                interpreters,
                PATIENCE,
                0,
                keeper -> Ladder.climb(tools, interpreters.get(0).executable(), scratch, keeper));
    }

    static boolean has(String interpreter) {
        return DISCOVERY.executable(interpreter).isPresent();
    }

    /** What this machine can close in; the same for all tests, found out once. */
    private static synchronized Ladder ladder(Keeper keeper) {
        if (ladder == null) {
            Tools tools = DISCOVERY.tools().orElseThrow();
            ladder = Ladder.climb(tools, DISCOVERY.interpreters().get(0).executable(), SCRATCH, keeper);
        }
        return ladder;
    }

    /** A backend on all interpreters of this machine, that one first. */
    static ProcessBackend backendPreferring(String interpreter) {
        List<Interpreter> sorted = new ArrayList<>(DISCOVERY.interpreters());
        sorted.sort(Comparator.comparing(one -> !one.name().equals(interpreter)));
        return new ProcessBackend(DISCOVERY.tools().orElseThrow(), sorted, PATIENCE, 0, Lab::ladder);
    }

    /** The names of the interpreters of this machine, for parametrised tests; never empty, so that what lacks is told. */
    static Stream<String> interpreters() {
        List<String> names =
                DISCOVERY.interpreters().stream().map(Interpreter::name).toList();
        return names.isEmpty() ? Stream.of("lua") : names.stream();
    }

    /** Skips a test that needs what this machine lacks; where it is required, lets it fail. */
    static void required(boolean there, String otherwise) {
        if (Boolean.getBoolean("bioxen.require.lua")) {
            assertThat(there).as(otherwise).isTrue();
        }
        Assumptions.assumeTrue(there, otherwise);
    }

    /** Skips a test of a level that this machine cannot keep, as one without user namespaces cannot keep those of a box. */
    static void assumeKept(ProcessBackend backend, SandboxLevel level) {
        Assumptions.assumeTrue(
                backend.descriptor().levels().contains(level),
                () -> "this machine cannot keep the level " + level + ": "
                        + String.join("; ", backend.descriptor().remarks()));
    }

    /** The path of an interpreter. */
    static Path executable(String name) {
        return DISCOVERY.executable(name).orElseThrow();
    }

    static Discovery discovery() {
        return DISCOVERY;
    }

    static EngineSpec.Builder spec() {
        return EngineSpec.builder(SandboxLevel.TRUSTED);
    }

    ProcessEngine engine() {
        return engine(spec());
    }

    ProcessEngine engine(String interpreter) {
        return engine(spec().luaExecutable(interpreter));
    }

    ProcessEngine engine(EngineSpec.Builder spec) {
        return (ProcessEngine) backend.start(spec.build());
    }

    static EvaluationResult run(LuaEngine engine, String source) {
        return run(engine, source, new Output());
    }

    static EvaluationResult run(LuaEngine engine, String source, OutputSink output) {
        return engine.evaluate(evaluation(source, output, UnaryOperator.identity()));
    }

    static EvaluationResult run(LuaEngine engine, String source, OutputSink output, InputSource input) {
        return engine.evaluate(evaluation(source, output, builder -> builder.input(input)));
    }

    static Evaluation evaluation(String source, OutputSink output, UnaryOperator<Evaluation.Builder> more) {
        return more.apply(Evaluation.builder(Script.of(source).named("=test"), output))
                .build();
    }

    /** What the script returned, as texts. */
    static List<String> texts(EvaluationResult result) {
        assertThat(result.error()).as("error").isEmpty();
        return result.values().stream().map(value -> value.asText()).toList();
    }

    /** An input that gives these bytes, some at a time. */
    static InputSource input(String text, int atATime) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
        return (buffer, offset, length) -> bytes.read(buffer, offset, Math.min(atATime, length));
    }

    /** Runs it on a thread of its own. */
    static CompletableFuture<EvaluationResult> launch(LuaEngine engine, Evaluation evaluation) {
        CompletableFuture<EvaluationResult> result = new CompletableFuture<>();
        var executor = Executors.newSingleThreadExecutor();
        executor.execute(() -> {
            try {
                result.complete(engine.evaluate(evaluation));
            } catch (RuntimeException | Error thrown) {
                result.completeExceptionally(thrown);
            }
        });
        executor.shutdown();
        return result;
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until a process has ended. */
    static void awaitEnd(long pid) throws Exception {
        var handle = ProcessHandle.of(pid);
        if (handle.isPresent() && isLive(pid)) {
            try {
                handle.get().onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                assertThat(isLive(pid)).as("process %d lives", pid).isFalse();
            }
        }
    }

    /** Whether a process runs; one that has ended and that nobody has reaped does not. */
    static boolean isLive(long pid) {
        return ProcessTable.now().contains(pid);
    }

    @Override
    public void close() {
        backend.close();
    }

    /** Keeps what a script writes. */
    static final class Output implements OutputSink {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private final List<Waiter> waiters = new ArrayList<>();

        private record Waiter(Predicate<String> wanted, CompletableFuture<String> future) {}

        @Override
        public synchronized boolean write(StandardStream stream, byte[] bytes, int offset, int length) {
            (stream == StandardStream.STDOUT ? out : err).write(bytes, offset, length);
            waiters.stream()
                    .filter(waiter -> waiter.wanted.test(text()))
                    .forEach(waiter -> waiter.future.complete(text()));
            return true;
        }

        /** Standard output so far. */
        synchronized String text() {
            return out.toString(StandardCharsets.ISO_8859_1);
        }

        synchronized String errors() {
            return err.toString(StandardCharsets.ISO_8859_1);
        }

        synchronized byte[] bytes() {
            return out.toByteArray();
        }

        /** Waits until standard output is as wanted; answers it. */
        String await(Predicate<String> wanted) throws Exception {
            CompletableFuture<String> future = new CompletableFuture<>();
            synchronized (this) {
                waiters.add(new Waiter(wanted, future));
                if (wanted.test(text())) {
                    future.complete(text());
                }
            }
            return Lab.await(future);
        }

        /** Waits for a whole first line of standard output, a number; answers it. */
        long awaitNumber() throws Exception {
            return Long.parseLong(await(text -> text.contains("\n"))
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .strip());
        }
    }
}
