// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bioxen.api.vm.Enforcement;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.BackendDescriptor;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.EngineStartException;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.spi.backend.ModuleSource;

/**
 * A backend whose engines misbehave on demand, as no real Lua can be asked to: the source is one command.
 *
 * <ul>
 *   <li>{@code count} returns how often this engine was asked so far
 *   <li>{@code print TEXT} writes it
 *   <li>{@code read} returns what standard input has next
 *   <li>{@code loop} runs until interrupted, and keeps the state
 *   <li>{@code await} does so, too, and says that it waits for something outside
 *   <li>{@code stubborn} runs until the engine is closed
 *   <li>{@code stuck} runs until {@link #release}, whatever is asked
 *   <li>{@code die} loses the state
 *   <li>{@code exit N} exits
 *   <li>{@code fault} breaks the contract by throwing
 * </ul>
 */
final class ScriptedBackend implements LuaBackend {
    final CountDownLatch release = new CountDownLatch(1);
    final List<Engine> engines = new CopyOnWriteArrayList<>();
    final AtomicInteger open = new AtomicInteger();
    private final String name;
    private final String version;
    private volatile boolean broken;
    private volatile Runnable onStart = () -> {};

    ScriptedBackend(String name, String version) {
        this.name = name;
        this.version = version;
    }

    /** Has this done while an engine is being started. */
    void onStart(Runnable deed) {
        onStart = deed;
    }

    void breakStarts() {
        broken = true;
    }

    void release() {
        release.countDown();
    }

    @Override
    public BackendDescriptor descriptor() {
        return BackendDescriptor.builder(name, "scripted")
                .luaVersions(version)
                .levels(Set.of(SandboxLevel.TRUSTED))
                .enforcements(EnumSet.of(Enforcement.WALL_TIME, Enforcement.OUTPUT))
                .evaluationStackBytes(1 << 20)
                .build();
    }

    @Override
    public LuaEngine start(EngineSpec spec) {
        if (broken) {
            throw new EngineStartException("the interpreter is not executable");
        }
        onStart.run();
        Engine engine = new Engine();
        engines.add(engine);
        open.incrementAndGet();
        return engine;
    }

    final class Engine implements LuaEngine {
        final CountDownLatch running = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile boolean waiting;
        private int count; // one thread at a time
        private Evaluation current; // guarded by this
        private InterruptReason interrupted; // guarded by this

        @Override
        public String luaVersion() {
            return version;
        }

        @Override
        public EvaluationResult evaluate(Evaluation evaluation) {
            synchronized (this) {
                current = evaluation;
                interrupted = null;
            }
            running.countDown();
            try {
                return run(evaluation, evaluation.script().text().split(" ", 2));
            } catch (InterruptedException stopped) {
                return stopped();
            } catch (java.io.IOException broken) {
                return failed(Outcome.SCRIPT_ERROR, broken.getMessage(), StateAfter.KEPT);
            } finally {
                waiting = false;
                synchronized (this) {
                    current = null;
                }
            }
        }

        @Override
        public boolean isWaiting() {
            return waiting;
        }

        private EvaluationResult run(Evaluation evaluation, String[] words)
                throws InterruptedException, java.io.IOException {
            count++;
            switch (words[0]) {
                case "count":
                    return value(LuaValue.of(count));
                case "print":
                    byte[] text = words[1].getBytes(StandardCharsets.UTF_8);
                    return evaluation.output().write(StandardStream.STDOUT, text, 0, text.length)
                            ? value(LuaValue.nil())
                            : failed(Outcome.LIMIT_EXCEEDED, "refused", StateAfter.KEPT);
                case "read":
                    byte[] buffer = new byte[100];
                    int length = evaluation.input().read(buffer, 0, buffer.length);
                    return value(length < 0 ? LuaValue.nil() : LuaValue.Str.of(buffer, 0, length));
                case "await":
                    waiting = true;
                    return run(evaluation, new String[] {"loop"});
                case "loop":
                    synchronized (this) {
                        while (interrupted == null && closed.getCount() > 0) {
                            wait();
                        }
                    }
                    return stopped();
                case "stubborn":
                    closed.await();
                    return failed(Outcome.VM_LOST, "closed", StateAfter.LOST);
                case "stuck":
                    while (release.getCount() > 0) {
                        try {
                            release.await();
                        } catch (InterruptedException ignored) {
                            // That is what being stuck means here.
                        }
                    }
                    return value(LuaValue.nil());
                case "die":
                    return failed(Outcome.VM_LOST, "the interpreter died", StateAfter.LOST);
                case "exit":
                    return EvaluationResult.builder(Outcome.COMPLETED)
                            .exitCode(Integer.parseInt(words[1]))
                            .stateAfter(StateAfter.LOST)
                            .build();
                case "fault":
                    throw new IllegalStateException("a bug");
                default:
                    return failed(Outcome.SCRIPT_ERROR, "no such command: " + words[0], StateAfter.KEPT);
            }
        }

        private synchronized EvaluationResult stopped() {
            InterruptReason why = interrupted == null ? InterruptReason.SHUTDOWN : interrupted;
            return failed(why.outcome(), "stopped", closed.getCount() == 0 ? StateAfter.LOST : StateAfter.KEPT);
        }

        private EvaluationResult value(LuaValue value) {
            return EvaluationResult.builder(Outcome.COMPLETED)
                    .values(List.of(value))
                    .build();
        }

        private EvaluationResult failed(Outcome outcome, String why, StateAfter state) {
            return EvaluationResult.builder(outcome)
                    .error(LuaError.of(why))
                    .stateAfter(state)
                    .build();
        }

        @Override
        public synchronized void interrupt(Evaluation target, InterruptReason reason) {
            if (target == current && interrupted == null) {
                interrupted = reason;
                notifyAll();
            }
        }

        @Override
        public void modules(ModuleSource source) {
            // It has no modules.
        }

        @Override
        public void close() {
            synchronized (this) {
                if (closed.getCount() > 0) {
                    open.decrementAndGet();
                    closed.countDown();
                    notifyAll();
                }
            }
        }
    }
}
