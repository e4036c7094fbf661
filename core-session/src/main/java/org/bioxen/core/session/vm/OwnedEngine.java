// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.spi.backend.ModuleSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine that was started. It stands in its backend's register from its start until it is closed and nothing runs in it, so
 * that none can be forgotten; it is closed once, whoever asks first. Thread-safe.
 */
final class OwnedEngine {
    private static final Logger LOG = LoggerFactory.getLogger(OwnedEngine.class);

    private final LuaEngine engine;
    private final BoundBackend backend;
    private final String luaVersion;
    private final long stackBytes;
    /** Whoever starts it for a VM is about that VM; the threads that close it later may not be. */
    private final LogSubject subject = LogSubject.current();

    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private boolean open = true; // guarded by this
    private boolean evaluating; // guarded by this
    private boolean abandoned; // guarded by this

    OwnedEngine(LuaEngine engine, BoundBackend backend, long stackBytes) {
        this.engine = engine;
        this.backend = backend;
        this.stackBytes = stackBytes;
        luaVersion = engine.luaVersion();
    }

    BoundBackend backend() {
        return backend;
    }

    String luaVersion() {
        return luaVersion;
    }

    /** What is logged about it is about this. */
    LogSubject subject() {
        return subject;
    }

    /** The stack that a thread needs to evaluate here. */
    long stackBytes() {
        return stackBytes;
    }

    EvaluationResult evaluate(Evaluation evaluation) {
        synchronized (this) {
            evaluating = true;
        }
        try {
            return engine.evaluate(evaluation);
        } finally {
            synchronized (this) {
                evaluating = false;
            }
            settle();
        }
    }

    /** Has scripts find these modules from the next evaluation on. Called while nothing runs. */
    void modules(ModuleSource source) {
        try {
            engine.modules(source);
        } catch (RuntimeException | LinkageError fault) {
            LOG.error("backend '{}' failed to take other modules", backend, fault);
        }
    }

    /** Names that could complete a prefix; empty if the engine cannot tell. Called while nothing runs. */
    List<String> complete(String prefix, int limit) {
        try {
            return engine.introspection()
                    .map(inside -> inside.complete(prefix, limit))
                    .orElse(List.of());
        } catch (RuntimeException | LinkageError fault) {
            LOG.warn("backend '{}' failed to complete a name", backend, fault);
            return List.of();
        }
    }

    void interrupt(Evaluation target, InterruptReason reason) {
        engine.interrupt(target, reason);
    }

    /** Whether what runs in it waits for something outside. */
    boolean isWaiting() {
        return subject.call(this::isWaitingHere);
    }

    private boolean isWaitingHere() {
        try {
            return engine.isWaiting();
        } catch (RuntimeException | LinkageError fault) {
            LOG.warn("backend '{}' failed to say whether an engine waits", backend, fault);
            return false;
        }
    }

    /** Closes it, or does nothing if that has begun already. */
    void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        try {
            subject.run(this::closeHere);
        } finally {
            synchronized (this) {
                open = false;
            }
            // Out of the register before anybody hears of it.
            settle();
            closed.complete(null);
        }
    }

    private void closeHere() {
        try {
            engine.close();
        } catch (RuntimeException | LinkageError fault) {
            LOG.error("backend '{}' failed to close an engine", backend, fault);
        }
    }

    /**
     * Closes it on another thread and waits for that.
     *
     * @return false if it took longer than the bound; then it is abandoned
     */
    boolean close(Workers workers, Duration bound) {
        try {
            workers.aside(this::close);
        } catch (RejectedExecutionException stopped) {
            close();
        }
        boolean interrupted = false;
        long end = System.nanoTime() + bound.toNanos();
        try {
            while (true) {
                try {
                    closed.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (TimeoutException hangs) {
                    abandon();
                    return false;
                } catch (ExecutionException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Says that nobody waits for it any more: it neither stops nor closes. */
    void abandon() {
        synchronized (this) {
            abandoned = true;
        }
        settle();
    }

    private void settle() {
        boolean gone;
        synchronized (this) {
            gone = abandoned || !open && !evaluating;
        }
        if (gone) {
            backend.forget(this);
        }
    }
}
