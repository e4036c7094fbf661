// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.bioxen.api.session.AttachOptions;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.InputResult;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.api.session.SessionPhase;
import org.bioxen.api.session.SessionSpec;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationMode;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.spi.backend.OutputSink;

/** Prints what a session costs beside the bare engine, on each backend, and what idle sessions hold. A program of its own. */
public final class Sessions {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Limits LIMITS =
            Limits.builder().unlimitedOutput().wallTime(PATIENCE).build();
    private static final int OBSERVERS = 3;

    private Sessions() {}

    /**
     * Measures.
     *
     * @param args none
     */
    public static void main(String... args) throws InterruptedException {
        measure(5, 5000, 1000, 100);
    }

    static void measure(int rounds, int calls, int idle, int megabytes) throws InterruptedException {
        try (Platform platform = Platform.open()) {
            SessionManager sessions = platform.sessions();
            for (String backend : List.of("luaj", "process")) {
                if (backend.equals("process") && ProcessState.interpreter().isEmpty()) {
                    System.out.println("process: no Lua interpreter is installed");
                    continue;
                }
                LuaBackend service = platform.backend(backend);
                compare(
                        backend + ": evaluate 'return 2+2'",
                        rounds,
                        calls,
                        side -> call(side, calls),
                        service,
                        sessions);
                compare(
                        backend + ": " + megabytes + " MB of output, " + OBSERVERS + " observers",
                        rounds,
                        1,
                        side -> output(side, megabytes),
                        service,
                        sessions);
            }
            print(idle, idle(sessions, idle));
        }
    }

    /** A session or a bare engine, of which the same is asked. */
    private interface Side {
        void evaluate(String source) throws InterruptedException;
    }

    private interface Work {
        void of(Side side) throws InterruptedException;
    }

    private static void compare(
            String title, int rounds, int calls, Work work, LuaBackend backend, SessionManager sessions)
            throws InterruptedException {
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        double[] ratios = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            double bare = bare(backend, work);
            double session = session(backend.descriptor().name(), sessions, work);
            // The first round warms up.
            if (round >= 0) {
                ours[round] = session / calls;
                theirs[round] = bare / calls;
                ratios[round] = session / bare;
            }
        }
        Arrays.sort(ours);
        Arrays.sort(theirs);
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "%-45s session %,12.1f µs, engine %,12.1f µs, ratio %.2f (%.2f-%.2f)%n",
                title,
                ours[rounds / 2],
                theirs[rounds / 2],
                ratios[rounds / 2],
                ratios[0],
                ratios[rounds - 1]);
    }

    private static double bare(LuaBackend backend, Work work) throws InterruptedException {
        OutputSink nowhere = (stream, bytes, offset, length) -> true;
        EngineSpec spec =
                EngineSpec.builder(SandboxLevel.TRUSTED).limits(LIMITS).build();
        try (LuaEngine engine = backend.start(spec)) {
            return micros(() -> work.of(source -> {
                EvaluationResult result = engine.evaluate(Evaluation.builder(Script.of(source), nowhere)
                        .mode(EvaluationMode.REPL)
                        .echo(true)
                        .limits(LIMITS)
                        .build());
                if (result.outcome() != Outcome.COMPLETED) {
                    throw new IllegalStateException(String.valueOf(result.error()));
                }
            }));
        }
    }

    private static double session(String backend, SessionManager sessions, Work work) throws InterruptedException {
        SessionSpec spec = SessionSpec.of(VmSpec.builder()
                .level(SandboxLevel.TRUSTED)
                .backend(backend)
                .limits(LIMITS)
                .build());
        try (Attachment client = sessions.create(spec)) {
            String id = client.session().id();
            AtomicLong heard = new AtomicLong();
            CountDownLatch over = new CountDownLatch(OBSERVERS);
            for (int i = 0; i < OBSERVERS; i++) {
                sessions.attach(id, AttachOptions.observer()).listen(output -> hear(output, heard, over));
            }
            double micros = micros(() -> work.of(source -> {
                InputResult result = client.evaluate(source, PATIENCE).orElseThrow();
                if (!result.success()) {
                    throw new IllegalStateException(String.valueOf(result.error()));
                }
            }));
            client.session().terminate();
            over.await();
            long whole = client.session().info().nextSequence() * OBSERVERS;
            if (heard.get() != whole) {
                throw new IllegalStateException(
                        "the observers have heard of " + heard.get() + " bytes instead of " + whole);
            }
            return micros;
        }
    }

    /** Counts what came and what was dropped. */
    private static void hear(SessionOutput output, AtomicLong heard, CountDownLatch over) {
        heard.addAndGet(output.next() - output.from());
        if (output.phase() == SessionPhase.ENDED) {
            over.countDown();
        }
    }

    private interface Timed {
        void run() throws InterruptedException;
    }

    private static double micros(Timed work) throws InterruptedException {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1000.0;
    }

    private static void call(Side side, int calls) throws InterruptedException {
        for (int i = 0; i < calls; i++) {
            side.evaluate("return 2+2");
        }
    }

    private static void output(Side side, int megabytes) throws InterruptedException {
        side.evaluate("local line = string.rep('x', 1023) for i = 1, " + megabytes * 1024 + " do print(line) end");
    }

    static IdleVms.Held idle(SessionManager sessions, int count) {
        VmSpec spec = VmSpec.builder()
                .level(SandboxLevel.TRUSTED)
                .backend("luaj")
                .limits(LIMITS)
                .build();
        List<Attachment> all = new ArrayList<>();
        try {
            return IdleVms.measure(count, () -> {
                Attachment client = sessions.create(spec);
                all.add(client);
                try {
                    client.evaluate("answer = 2+2 return answer", PATIENCE);
                } catch (InterruptedException stop) {
                    throw new IllegalStateException(stop);
                }
                return client;
            });
        } finally {
            all.forEach(client -> client.session().terminate());
        }
    }

    private static void print(int count, IdleVms.Held held) {
        System.out.printf(
                Locale.ROOT,
                "%d idle sessions: %,.0f bytes of heap each, %d threads in all%n",
                count,
                held.heapBytes(),
                held.threads());
    }
}
