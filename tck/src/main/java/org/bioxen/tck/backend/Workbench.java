// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.LuaEngine;

/**
 * What one test works with: starts engines, runs chunks in them on threads with the stack that the descriptor asks for, and
 * ends all of it when the test is over. Every wait is bounded by {@link #patience()}.
 */
public final class Workbench {
    private final LuaBackend backend;
    private final Supplier<EngineSpec.Builder> spec;
    private final Predicate<Thread> resident;
    private final Duration patience;

    // Guarded by this.
    private final List<LuaEngine> engines = new ArrayList<>();
    private final List<Running> runs = new ArrayList<>();

    Workbench(LuaBackend backend, Supplier<EngineSpec.Builder> spec, Predicate<Thread> resident, Duration patience) {
        this.backend = Objects.requireNonNull(backend, "the backend");
        this.spec = spec;
        this.resident = resident;
        this.patience = patience;
    }

    /** Begins to watch for threads and child processes that come from now on. */
    Leftovers leftoversSinceNow() {
        return Leftovers.sinceNow(resident);
    }

    /** The longest that anything may take which the contract calls soon. */
    public Duration patience() {
        return patience;
    }

    /** The backend under test. */
    public LuaBackend backend() {
        return backend;
    }

    /** A new spec of the kind under test. */
    public EngineSpec.Builder spec() {
        return spec.get();
    }

    /** An engine of the kind under test. */
    public LuaEngine start() {
        return start(spec().build());
    }

    /** An engine of this spec; closed when the test is over. */
    public LuaEngine start(EngineSpec asked) {
        LuaEngine engine = Objects.requireNonNull(backend.start(asked), "the engine");
        synchronized (this) {
            engines.add(engine);
        }
        return engine;
    }

    /** Runs a chunk to its end. */
    public Finished run(LuaEngine engine, String source) throws InterruptedException {
        return run(engine, Trial.of(source));
    }

    /** Runs a chunk to its end. */
    public Finished run(LuaEngine engine, Trial trial) throws InterruptedException {
        return launch(engine, trial).await();
    }

    /** Runs a chunk to its end in a new engine of the kind under test. */
    public Finished run(String source) throws InterruptedException {
        return run(start(), source);
    }

    /** Runs a chunk to its end in a new engine of the kind under test. */
    public Finished run(Trial trial) throws InterruptedException {
        return run(start(), trial);
    }

    /** Starts a chunk and returns. */
    public Running launch(LuaEngine engine, Trial trial) {
        Running running = prepare(engine, trial);
        return running.start();
    }

    /** What {@link #launch} starts, not yet started. */
    Running prepare(LuaEngine engine, Trial trial) {
        Running running = new Running(engine, trial, backend.descriptor().evaluationStackBytes(), patience);
        synchronized (this) {
            runs.add(running);
        }
        return running;
    }

    /** Ends everything and answers what went wrong with that, or unseen before, in words. */
    List<String> close() throws InterruptedException {
        List<LuaEngine> opened;
        List<Running> launched;
        synchronized (this) {
            opened = List.copyOf(engines);
            launched = List.copyOf(runs);
        }
        List<String> violations = new ArrayList<>();
        for (LuaEngine engine : opened) {
            try {
                engine.close();
            } catch (RuntimeException thrown) {
                violations.add("close threw " + thrown);
            }
        }
        for (Running running : launched) {
            running.thread().join(patience.toMillis());
            if (running.thread().isAlive()) {
                violations.add("evaluate still runs though its engine is closed: " + running.evaluation());
            }
            violations.addAll(running.sink().violations());
        }
        return violations;
    }
}
