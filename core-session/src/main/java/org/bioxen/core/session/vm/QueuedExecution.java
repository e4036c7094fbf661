// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.InputSource;

/** A script that a VM has accepted, from the queue to its one result. Thread-safe. */
final class QueuedExecution implements Execution {
    private final LuaVm vm;
    private final Totals totals;
    private final ExecutionOptions options;
    private final Optional<Conversation.Line> line;
    private final Optional<Conversation.Part> part;
    private final Limits limits;
    private final OutputRecorder output;
    private final CompletableFuture<ExecutionResult> result = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean interruptRequested;
    private Script script; // of the thread that has the turn, from settle on
    private boolean observed; // guarded by this: somebody has had the stage, whose completion may run his code
    private boolean endsUnobserved; // guarded by this

    /** Of a script that somebody executes. */
    QueuedExecution(LuaVm vm, Totals totals, Script script, ExecutionOptions options, Optional<Conversation> heard) {
        this.vm = vm;
        this.totals = totals;
        this.script = script;
        this.options = options;
        line = Optional.empty();
        part = heard.map(conversation -> conversation.script(this));
        limits = vm.spec().limits().tightenedBy(options.limits());
        output = new OutputRecorder(options, limits.outputBytes(), part, vm.subject());
    }

    /** Of a line of the VM's conversation. */
    QueuedExecution(LuaVm vm, Totals totals, Conversation.Line line, ExecutionOptions options) {
        this.vm = vm;
        this.totals = totals;
        this.options = options;
        this.line = Optional.of(line);
        part = Optional.of(line);
        limits = vm.spec().limits().tightenedBy(options.limits());
        output = new OutputRecorder(options, limits.outputBytes(), part, vm.subject());
    }

    /** Now that its turn has come, settles what it runs; false if there is nothing to run. */
    boolean settle() {
        if (script == null) {
            line.flatMap(Conversation.Line::script).ifPresent(now -> script = now);
        }
        return script != null;
    }

    /** What it runs, once that is settled. */
    Script script() {
        return script;
    }

    /** What errors call its source; for who looks on. */
    String chunkName() {
        return script == null ? "nothing" : script.chunkName();
    }

    /** What it reads. */
    InputSource input(StreamPumps pumps) {
        return line.<InputSource>map(source -> source)
                .orElseGet(() -> options.standardInput().map(pumps::source).orElseGet(InputSource::empty));
    }

    /** Tells the conversation how it ended: nothing more of it is heard there. */
    void tellEnd(ExecutionResult end) {
        output.close();
        part.ifPresent(told -> told.ended(end));
    }

    ExecutionOptions options() {
        return options;
    }

    Limits limits() {
        return limits;
    }

    OutputRecorder output() {
        return output;
    }

    /** Says, for one that has left the queue and not begun to run, that it shall not run. */
    void requestInterrupt() {
        interruptRequested = true;
    }

    boolean isInterruptRequested() {
        return interruptRequested;
    }

    /**
     * Whether to complete it runs nobody else's code. If so, then {@link #complete} must follow at once: who asks for the stage
     * from now on waits for that.
     */
    synchronized boolean endsUnobserved() {
        endsUnobserved = !observed;
        return endsUnobserved;
    }

    /** Ends it; the first end counts. */
    void complete(ExecutionResult end) {
        output.close();
        if (ended.compareAndSet(false, true)) {
            totals.ended(end);
            // What this runs may log.
            vm.subject().run(() -> result.complete(end));
        }
    }

    /** Ends it without its having run. */
    void notStarted(String why, StateAfter state) {
        ExecutionResult never = ExecutionResult.builder(Outcome.NOT_STARTED)
                .error(LuaError.of(why))
                .stateAfter(state)
                .build();
        tellEnd(never);
        complete(never);
    }

    /** The result, however long it takes. */
    ExecutionResult join() {
        return result.join();
    }

    /** The result, or an interrupt of the calling thread. */
    ExecutionResult get() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a result never completes exceptionally", impossible);
        }
    }

    @Override
    public String vmId() {
        return vm.id();
    }

    @Override
    public CompletionStage<ExecutionResult> result() {
        boolean ends;
        synchronized (this) {
            observed = true;
            ends = endsUnobserved;
        }
        if (ends) {
            result.join();
        }
        // A copy: nobody outside can complete ours.
        return result.minimalCompletionStage();
    }

    @Override
    public boolean isDone() {
        return result.isDone();
    }

    @Override
    public Optional<ExecutionResult> await(Duration timeout) throws InterruptedException {
        try {
            return Optional.of(result.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException notYet) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a result never completes exceptionally", impossible);
        }
    }

    @Override
    public boolean interrupt() {
        return vm.interrupt(this);
    }

    @Override
    public String stdoutSoFar() {
        return output.stdoutSoFar();
    }
}
