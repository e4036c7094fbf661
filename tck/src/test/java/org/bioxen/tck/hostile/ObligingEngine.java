// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.spi.backend.ModuleSource;

/** The engine of {@link ObligingBackend}. */
final class ObligingEngine implements LuaEngine {
    private final ObligingBackend backend;
    private final boolean startedLater;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean lost;

    ObligingEngine(ObligingBackend backend) {
        this.backend = backend;
        startedLater = backend.attacked;
    }

    @Override
    public String luaVersion() {
        return "5.4";
    }

    @Override
    public EvaluationResult evaluate(Evaluation evaluation) {
        Attack attack = ObligingBackend.SCRIPTS.get(evaluation.script().chunkName());
        backend.turn.lock();
        try {
            if (attack == null || backend.gap != Gap.TURN) {
                backend.turn.unlock();
            }
            return attack == null ? answer(evaluation.script().text()) : end(attack, evaluation);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        } finally {
            if (backend.turn.isHeldByCurrentThread()) {
                backend.turn.unlock();
            }
        }
    }

    /** To the scripts of the arena itself. */
    private EvaluationResult answer(String text) {
        if (lost) {
            return failed(Outcome.VM_LOST, "lost", StateAfter.LOST);
        }
        if (text.equals("return 2 + 2")) {
            return returned(LuaValue.of(4));
        }
        if (text.equals("return neighbour()")) {
            return returned(LuaValue.of(backend.gap == Gap.NEIGHBOUR ? "string.upper" : ""));
        }
        return returned(LuaValue.of(backend.gap == Gap.LATER_VMS && startedLater ? "changed" : "as ever"));
    }

    private EvaluationResult end(Attack attack, Evaluation evaluation) throws IOException, InterruptedException {
        backend.attacked = true;
        Path file = Path.of(evaluation.script().arguments().get(0).asText());
        Path folder = Path.of(evaluation.script().arguments().get(1).asText());
        int port = Integer.parseInt(evaluation.script().arguments().get(2).asText());
        switch (backend.gap) {
            case EVERYWHERE -> {
                write(evaluation, Files.readString(file));
                return returned(LuaValue.of("reached"));
            }
            case OUTCOME -> {
                return returned(LuaValue.of("reached"));
            }
            case DEADLINE -> closed.await();
            case CLOSING -> backend.over.await();
            case STATE -> lost = true;
            case TURN -> interrupted.await(2, TimeUnit.SECONDS);
            case HEAP -> {
                byte[] held = new byte[160 << 20];
                interrupted.await(2, TimeUnit.SECONDS);
                write(evaluation, "held " + held.length);
            }
            case LEAK -> backend.hoard.add(new byte[40 << 20]);
            case THREAD -> new Thread(this::remain, "left by a script").start();
            case COLLECTOR -> {
                for (int i = 0; i < 20; i++) {
                    System.gc();
                }
            }
            case STACK -> throw new StackOverflowError("deep");
            case FILE -> write(evaluation, Files.readString(file));
            case PROPERTY -> write(evaluation, System.getProperty("org.bioxen.tck.secret"));
            case FOLDER -> Files.writeString(folder.resolve("new"), "new");
            case PORT -> new Socket(InetAddress.getLoopbackAddress(), port).close();
            case MESSAGE -> write(evaluation, "java.lang.NullPointerException at java.util.Objects.requireNonNull");
            default -> {
                // Contained, or seen elsewhere.
            }
        }
        return end(attack.expected().get(0));
    }

    private EvaluationResult end(Expectation expected) throws InterruptedException {
        return switch (expected.kind()) {
            case COMPLETED -> returned(LuaValue.of(expected.text()));
            case EXIT ->
                EvaluationResult.builder(Outcome.COMPLETED)
                        .exitCode(Integer.parseInt(expected.text()))
                        .stateAfter(StateAfter.LOST)
                        .build();
            case SCRIPT_ERROR -> failed(Outcome.SCRIPT_ERROR, "error: " + expected.text(), StateAfter.KEPT);
            case LIMIT_EXCEEDED -> failed(Outcome.LIMIT_EXCEEDED, "limit", StateAfter.KEPT);
            case TIMED_OUT -> {
                interrupted.await();
                yield failed(Outcome.TIMED_OUT, "time", StateAfter.KEPT);
            }
        };
    }

    private void remain() {
        try {
            backend.over.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Evaluation evaluation, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        evaluation.output().write(StandardStream.STDOUT, bytes, 0, bytes.length);
    }

    private static EvaluationResult returned(LuaValue value) {
        return EvaluationResult.builder(Outcome.COMPLETED)
                .values(java.util.List.of(value))
                .build();
    }

    private static EvaluationResult failed(Outcome outcome, String why, StateAfter state) {
        return EvaluationResult.builder(outcome)
                .error(LuaError.of(why))
                .stateAfter(state)
                .build();
    }

    @Override
    public void interrupt(Evaluation target, InterruptReason reason) {
        interrupted.countDown();
    }

    @Override
    public void modules(ModuleSource source) {
        // There is nothing to find.
    }

    @Override
    public void close() {
        interrupted.countDown();
        closed.countDown();
    }
}
