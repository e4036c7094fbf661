// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.bioxen.api.vm.BackendUnavailableException;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaVmException;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Rebind;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.TooManyPendingException;
import org.bioxen.api.vm.Usage;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.api.vm.VmNotFoundException;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmState;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.EngineStartException;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationMode;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InputSource;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A VM as an actor: a queue of executions, of which one is worked off at a time, by a turn on a worker thread. Its engine
 * belongs to it alone and is closed by it alone: by {@link #close}, by the turn that finds it lost, or when its backend leaves.
 * Foreign code (backends, engines, listeners) is never called under {@link #lock}.
 */
final class LuaVm implements Vm {
    private static final Logger LOG = LoggerFactory.getLogger(LuaVm.class);
    private static final String MDC_KEY = "vm";

    private final VmHost host;
    private final String id;
    private final VmSpec spec;
    private final Instant created = Instant.now();

    private final Object lock = new Object();
    private final Deque<QueuedExecution> queue = new ArrayDeque<>(); // guarded by lock
    private VmOwner owner; // guarded by lock
    private Binding binding; // guarded by lock
    private QueuedExecution current; // guarded by lock
    private RunningEvaluation running; // guarded by lock
    private Thread turnThread; // guarded by lock
    private boolean seekingBackend; // guarded by lock: the turn is looking for a backend
    private boolean turnScheduled; // guarded by lock
    private long turnNumber; // guarded by lock: a turn with another number has been given up
    private boolean started; // guarded by lock
    private boolean waitingForInput; // guarded by lock
    private boolean resetDue; // guarded by lock: the state was lost since the last result
    private VmState end; // guarded by lock: TERMINATED or LOST, null while it lives
    private String remark; // guarded by lock
    private String backendName; // guarded by lock
    private String luaVersion; // guarded by lock
    private long stackBytes; // guarded by lock
    private long executions; // guarded by lock
    private CompletableFuture<Void> detached = CompletableFuture.completedFuture(null); // guarded by lock

    /** An engine and where it comes from. */
    private record Binding(BoundBackend bound, LuaEngine engine, String luaVersion, long stackBytes) {}

    LuaVm(VmHost host, String id, VmSpec spec) {
        this.host = host;
        this.id = id;
        this.spec = spec;
    }

    // ---------------------------------------------------------------- life

    /** Starts the first engine; if that fails, the VM is closed. */
    void start(VmOwner newOwner) {
        boolean done = false;
        try {
            if (!spec.persistent()) {
                synchronized (lock) {
                    owner = newOwner;
                }
                if (!newOwner.add(this)) {
                    throw new VmManagerException("VM '" + id + "' is not made: its owner has been closed");
                }
            }
            Binding first = bind(Optional.empty(), false);
            if (install(first).isEmpty()) {
                throw new BackendUnavailableException("VM '" + id + "' is not made: backend '" + first.bound()
                        + "' went away, or the VM was closed, while it started");
            }
            runPreloadsOnWorker(first);
            synchronized (lock) {
                started = true;
            }
            done = true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new VmManagerException("VM '" + id + "' is not made: the thread was interrupted", interrupted);
        } finally {
            if (!done) {
                close();
            }
        }
        LOG.debug("VM '{}' runs on {}", id, backendName);
    }

    private void runPreloadsOnWorker(Binding first) throws InterruptedException {
        if (spec.preloads().isEmpty()) {
            return;
        }
        CompletableFuture<Optional<LuaError>> failure = new CompletableFuture<>();
        try {
            host.workers().execute(first.stackBytes(), () -> {
                for (Script script : spec.preloads()) {
                    RunningEvaluation run = preload(first, script, givenUp -> {
                        host.zombieLeft(id);
                        failure.complete(Optional.of(LuaError.of("it does not stop")));
                    });
                    Optional<LuaError> why = evaluatePreload(first, run);
                    if (why.isPresent()) {
                        if (!failure.complete(why)) {
                            host.zombieReturned();
                        }
                        return;
                    }
                }
                failure.complete(Optional.empty());
            });
        } catch (RejectedExecutionException stopped) {
            throw new VmManagerException("VM '" + id + "' is not made: " + stopped.getMessage(), stopped);
        }
        Optional<LuaError> why;
        try {
            // Bounded: a preloaded script has the VM's limits, and one that does not stop is given up.
            why = failure.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (why.isPresent()) {
            throw new VmManagerException("VM '" + id + "' is not made: a preloaded script failed: "
                    + why.get().message());
        }
    }

    private RunningEvaluation preload(Binding fresh, Script script, Consumer<RunningEvaluation> giveUp) {
        OutputRecorder nowhere = new OutputRecorder(
                ExecutionOptions.builder().retainedOutput(0).build(),
                spec.limits().outputBytes());
        return new RunningEvaluation(
                Evaluation.builder(script, nowhere).limits(spec.limits()).build(),
                fresh.engine(),
                new ScriptInput(InputSource.empty(), on -> {}),
                host.workers(),
                host.settings().stopGrace(),
                giveUp);
    }

    /** Runs a preloaded script on the current thread; why it failed, if it did. */
    private Optional<LuaError> evaluatePreload(Binding fresh, RunningEvaluation run) {
        run.begin(spec.limits().wallTime());
        try {
            EvaluationResult result = fresh.engine().evaluate(run.evaluation());
            return result.outcome() == Outcome.COMPLETED && result.stateAfter() != StateAfter.LOST
                    ? Optional.empty()
                    : Optional.of(result.error().orElseGet(() -> LuaError.of("it ended the Lua state")));
        } catch (RuntimeException fault) {
            LOG.error("VM '{}': backend '{}' failed in a preloaded script", id, fresh.bound(), fault);
            return Optional.of(LuaError.of("the backend failed: " + fault));
        } finally {
            run.end();
        }
    }

    /** The same within a turn: then it can be interrupted and given up like the execution that waits for it. */
    private Optional<LuaError> runPreloads(Binding fresh, QueuedExecution execution, long number) throws GivenUp {
        for (Script script : spec.preloads()) {
            RunningEvaluation run = preload(fresh, script, givenUp -> giveUp(givenUp, execution));
            synchronized (lock) {
                if (end != null || execution.isInterruptRequested()) {
                    return Optional.of(LuaError.of("interrupted"));
                }
                running = run;
            }
            Optional<LuaError> why = evaluatePreload(fresh, run);
            synchronized (lock) {
                if (number != turnNumber) {
                    throw new GivenUp();
                }
                running = null;
            }
            if (why.isPresent()) {
                return why;
            }
        }
        return Optional.empty();
    }

    /** Chooses a backend and starts an engine there. */
    private Binding bind(Optional<String> version, boolean patient) throws InterruptedException {
        Backends.Choice choice =
                host.backends().choose(spec, version, patient, host.settings().backendWait());
        BoundBackend bound = choice.bound();
        if (!bound.enter()) {
            throw new BackendUnavailableException("backend '" + bound + "' went away; try again");
        }
        try {
            LuaEngine engine = choice.service().start(engineSpec(version));
            return new Binding(
                    bound, engine, engine.luaVersion(), choice.descriptor().evaluationStackBytes());
        } catch (EngineStartException refused) {
            throw new BackendUnavailableException(
                    "backend '" + bound + "' started no engine: " + refused.getMessage(), refused);
        } catch (LuaVmException known) {
            throw known;
        } catch (RuntimeException fault) {
            LOG.error("backend '{}' failed to start an engine", bound, fault);
            throw new BackendUnavailableException("backend '" + bound + "' failed to start an engine: " + fault, fault);
        } finally {
            bound.exit();
        }
    }

    private EngineSpec engineSpec(Optional<String> version) {
        EngineSpec.Builder builder = EngineSpec.builder(spec.level())
                .grants(spec.grants())
                .limits(spec.limits())
                .networked(spec.networked())
                .debug(spec.debug());
        spec.luaVersion().or(() -> version).ifPresent(builder::luaVersion);
        spec.luaExecutable().ifPresent(builder::luaExecutable);
        return builder.build();
    }

    /** Makes a fresh engine this VM's; closes it, and says empty, if there is no use for it any more. */
    private Optional<Binding> install(Binding fresh) {
        synchronized (lock) {
            if (end == null && !fresh.bound().isLeaving()) {
                binding = fresh;
                backendName = fresh.bound().name();
                luaVersion = fresh.luaVersion();
                stackBytes = fresh.stackBytes();
                remark = null;
                return Optional.of(fresh);
            }
        }
        fresh.engine().close();
        return Optional.empty();
    }

    /** Whether it holds something of this backend. */
    boolean isOn(BoundBackend bound) {
        synchronized (lock) {
            return binding != null && binding.bound() == bound;
        }
    }

    /**
     * Gives up its engine because the backend leaves: at once if nothing runs, else when what runs has ended.
     *
     * @return completes when the engine is closed
     */
    CompletableFuture<Void> detach(BoundBackend bound) {
        Binding old;
        synchronized (lock) {
            if (binding == null || binding.bound() != bound) {
                return CompletableFuture.completedFuture(null);
            }
            if (running != null) {
                if (detached.isDone()) {
                    detached = new CompletableFuture<>();
                }
                return detached;
            }
            old = loseBinding("backend '" + bound + "' went away");
        }
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try {
            host.workers().execute(0, () -> {
                old.engine().close();
                closed.complete(null);
            });
        } catch (RejectedExecutionException stopped) {
            old.engine().close();
            closed.complete(null);
        }
        return closed;
    }

    /** Under the lock: drops the engine, which the caller closes. */
    private Binding loseBinding(String why) {
        assert Thread.holdsLock(lock);
        Binding old = binding;
        binding = null;
        resetDue = true;
        remark = why;
        if (spec.rebind() == Rebind.NEVER && end == null) {
            end = VmState.LOST;
        }
        return old;
    }

    /** Stops what runs now, if it is on this backend. */
    void stopOn(BoundBackend bound) {
        RunningEvaluation run;
        synchronized (lock) {
            run = binding != null && binding.bound() == bound ? running : null;
        }
        if (run != null) {
            run.stop(InterruptReason.SHUTDOWN);
        }
    }

    @Override
    public void close() {
        beginClose();
        QueuedExecution last;
        synchronized (lock) {
            // A listener of the running script that closes its own VM would wait for itself.
            last = turnThread == Thread.currentThread() ? null : current;
        }
        if (last != null) {
            awaitEnd(last);
        }
    }

    private void awaitEnd(QueuedExecution last) {
        Duration bound = host.settings().stopGrace().multipliedBy(3);
        try {
            if (last.await(bound).isEmpty()) {
                LOG.error("VM '{}' did not end within {}", id, Durations.format(bound));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The part of {@link #close} that does not wait. */
    void beginClose() {
        List<QueuedExecution> waiting;
        RunningEvaluation run;
        Binding idle = null;
        VmOwner mine;
        synchronized (lock) {
            if (end == VmState.TERMINATED) {
                return;
            }
            end = VmState.TERMINATED;
            waiting = List.copyOf(queue);
            queue.clear();
            run = running;
            if (current == null && binding != null) {
                idle = binding;
                binding = null;
            }
            wakeBinder();
            mine = owner;
            owner = null;
        }
        host.forget(this);
        if (mine != null) {
            mine.remove(this);
        }
        waiting.forEach(execution -> execution.notStarted("VM '" + id + "' was closed before it", StateAfter.LOST));
        if (run != null) {
            run.stop(InterruptReason.SHUTDOWN);
        }
        if (idle != null) {
            idle.engine().close();
        }
    }

    // ---------------------------------------------------------------- executions

    @Override
    public ExecutionResult execute(Script script, ExecutionOptions options) {
        QueuedExecution execution = enqueue(script, options);
        try {
            return execution.get();
        } catch (InterruptedException interrupted) {
            interrupt(execution);
            // Bounded: an interrupted execution ends, or is given up.
            ExecutionResult result = execution.join();
            Thread.currentThread().interrupt();
            return result;
        }
    }

    @Override
    public Execution submit(Script script, ExecutionOptions options) {
        return enqueue(script, options);
    }

    private QueuedExecution enqueue(Script script, ExecutionOptions options) {
        QueuedExecution execution = new QueuedExecution(this, script, options);
        boolean schedule;
        long number;
        synchronized (lock) {
            if (end != null) {
                throw new VmNotFoundException("VM '" + id + "' is "
                        + (end == VmState.LOST ? "lost: " + remark + "; terminate it and create it anew" : "closed"));
            }
            if (queue.size() >= host.settings().pendingPerVm()) {
                throw new TooManyPendingException("VM '" + id + "' has " + queue.size()
                        + " executions waiting, which is its bound; wait for results before submitting more");
            }
            queue.add(execution);
            schedule = !turnScheduled;
            turnScheduled = true;
            number = turnNumber;
        }
        if (schedule) {
            scheduleTurn(number);
        }
        return execution;
    }

    private void scheduleTurn(long number) {
        long stack;
        synchronized (lock) {
            stack = stackBytes;
        }
        try {
            host.workers().execute(stack, () -> turn(number));
        } catch (RejectedExecutionException stopped) {
            List<QueuedExecution> waiting;
            synchronized (lock) {
                waiting = List.copyOf(queue);
                queue.clear();
                turnScheduled = false;
            }
            waiting.forEach(execution -> execution.notStarted(stopped.getMessage(), StateAfter.LOST));
        }
    }

    @Override
    public boolean interrupt() {
        QueuedExecution execution;
        synchronized (lock) {
            execution = current;
        }
        return execution != null && interrupt(execution);
    }

    boolean interrupt(QueuedExecution execution) {
        RunningEvaluation run;
        boolean waiting;
        synchronized (lock) {
            waiting = queue.remove(execution);
            if (!waiting && current != execution) {
                return false;
            }
            run = running;
            if (!waiting && run == null) {
                execution.requestInterrupt();
                wakeBinder();
            }
        }
        if (waiting) {
            execution.notStarted("it was interrupted before it began", stateWithoutRun());
        } else if (run != null) {
            run.stop(InterruptReason.REQUESTED);
        }
        return true;
    }

    private void wakeBinder() {
        assert Thread.holdsLock(lock);
        if (seekingBackend && turnThread != null) {
            turnThread.interrupt();
        }
    }

    private StateAfter stateWithoutRun() {
        synchronized (lock) {
            return binding == null ? StateAfter.LOST : StateAfter.KEPT;
        }
    }

    // ---------------------------------------------------------------- a turn

    /** Works off one execution, then makes place for other VMs. */
    private void turn(long number) {
        QueuedExecution execution;
        synchronized (lock) {
            if (number != turnNumber) {
                return;
            }
            execution = queue.poll();
            if (execution == null) {
                turnScheduled = false;
                return;
            }
            current = execution;
            turnThread = Thread.currentThread();
        }
        MDC.put(MDC_KEY, id);
        ExecutionResult result;
        try {
            result = work(execution, number);
        } catch (OtherThreadNeeded needed) {
            synchronized (lock) {
                queue.addFirst(execution);
                current = null;
                turnThread = null;
            }
            scheduleTurn(number);
            return;
        } catch (GivenUp givenUp) {
            host.zombieReturned();
            return;
        } catch (RuntimeException | Error fault) {
            // A fault of ours: the caller gets an outcome all the same.
            LOG.error("VM '{}': the manager failed", id, fault);
            result = ExecutionResult.builder(Outcome.VM_LOST)
                    .error(LuaError.of("the VM manager failed: " + fault))
                    .stateAfter(stateWithoutRun())
                    .build();
            synchronized (lock) {
                running = null;
            }
        } finally {
            MDC.remove(MDC_KEY);
            // An interrupt that came too late for the script must not reach the next one.
            Thread.interrupted();
        }
        finishTurn(execution, result, number);
    }

    private void finishTurn(QueuedExecution execution, ExecutionResult result, long number) {
        Binding unwanted = null;
        boolean more;
        List<QueuedExecution> orphans = List.of();
        CompletableFuture<Void> leaving;
        synchronized (lock) {
            current = null;
            turnThread = null;
            executions++;
            if (binding != null && binding.bound().isLeaving()) {
                unwanted = loseBinding("backend '" + binding.bound() + "' went away");
            }
            if (end != null) {
                if (binding != null) {
                    unwanted = binding;
                    binding = null;
                }
                orphans = List.copyOf(queue);
                queue.clear();
            }
            more = !queue.isEmpty();
            turnScheduled = more;
            leaving = detached;
        }
        if (unwanted != null) {
            unwanted.engine().close();
        }
        leaving.complete(null);
        if (result.exitCode().isPresent()) {
            beginClose();
        }
        execution.complete(result);
        orphans.forEach(orphan -> orphan.notStarted("VM '" + id + "' ended before it", StateAfter.LOST));
        if (more) {
            scheduleTurn(number);
        }
    }

    /** The turn must go on on a thread with a larger stack. */
    private static final class OtherThreadNeeded extends Exception {
        private static final long serialVersionUID = 1L;

        OtherThreadNeeded() {
            super(null, null, false, false);
        }
    }

    /** The evaluation was given up while it ran; its execution has its end already. */
    private static final class GivenUp extends Exception {
        private static final long serialVersionUID = 1L;

        GivenUp() {
            super(null, null, false, false);
        }
    }

    private ExecutionResult work(QueuedExecution execution, long number) throws OtherThreadNeeded, GivenUp {
        int size = execution.script().length();
        if (size > execution.limits().sourceBytes().orElse(Integer.MAX_VALUE)) {
            return ExecutionResult.builder(Outcome.LIMIT_EXCEEDED)
                    .error(LuaError.of("the source has " + size + " bytes, more than the limit of "
                            + execution.limits().sourceBytes().getAsInt()))
                    .stateAfter(stateWithoutRun())
                    .build();
        }
        while (true) {
            Binding engine;
            try {
                engine = engine(execution, number);
            } catch (LuaVmException unavailable) {
                return notStarted(unavailable.getMessage());
            } catch (InterruptedException interrupted) {
                return notStarted(whyNotStarted());
            }
            if (!Workers.fits(engine.stackBytes())) {
                throw new OtherThreadNeeded();
            }
            ScriptInput input = new ScriptInput(
                    execution
                            .options()
                            .standardInput()
                            .map(host.pumps()::source)
                            .orElseGet(InputSource::empty),
                    this::waiting);
            Evaluation evaluation = Evaluation.builder(execution.script(), execution.output())
                    .mode(execution.options().expressionFirst() ? EvaluationMode.REPL : EvaluationMode.CHUNK)
                    .echo(execution.options().echo())
                    .limits(execution.limits())
                    .input(input)
                    .build();
            RunningEvaluation run = new RunningEvaluation(
                    evaluation,
                    engine.engine(),
                    input,
                    host.workers(),
                    host.settings().stopGrace(),
                    givenUp -> giveUp(givenUp, execution));
            synchronized (lock) {
                if (end != null || execution.isInterruptRequested()) {
                    return notStarted(whyNotStarted());
                }
                if (binding != engine) {
                    continue;
                }
                running = run;
            }
            return evaluate(execution, engine, run, number);
        }
    }

    private ExecutionResult notStarted(String why) {
        return ExecutionResult.builder(Outcome.NOT_STARTED)
                .error(LuaError.of(why))
                .stateAfter(stateWithoutRun())
                .build();
    }

    private String whyNotStarted() {
        synchronized (lock) {
            return end != null ? "VM '" + id + "' was closed before it" : "it was interrupted before it began";
        }
    }

    /** This VM's engine, or a fresh one in the place of one that is gone. */
    private Binding engine(QueuedExecution execution, long number) throws InterruptedException, GivenUp {
        Optional<String> version;
        String gone;
        Binding old;
        synchronized (lock) {
            if (binding != null && !binding.bound().isLeaving()) {
                return binding;
            }
            // Its backend leaves and has not come round to this VM yet.
            old = binding == null ? null : loseBinding("backend '" + binding.bound() + "' went away");
            version = spec.rebind() == Rebind.SAME_VERSION ? Optional.ofNullable(luaVersion) : Optional.empty();
            gone = remark;
            seekingBackend = true;
        }
        if (old != null) {
            old.engine().close();
        }
        try {
            while (true) {
                Optional<Binding> fresh = install(bind(version, true));
                if (fresh.isPresent()) {
                    Optional<LuaError> failure = runPreloads(fresh.get(), execution, number);
                    if (failure.isEmpty()) {
                        LOG.info("VM '{}' starts afresh on {}", id, fresh.get().bound());
                        return fresh.get();
                    }
                    dropFailedStart(fresh.get());
                    throw new VmManagerException(
                            "a preloaded script failed: " + failure.get().message());
                }
                synchronized (lock) {
                    if (end != null) {
                        throw new VmManagerException("VM '" + id + "' was closed");
                    }
                }
            }
        } catch (LuaVmException failed) {
            throw new VmManagerException(
                    "VM '" + id + "' is suspended (" + gone + ") and cannot start afresh: " + failed.getMessage(),
                    failed);
        } finally {
            synchronized (lock) {
                seekingBackend = false;
                // What woke the search must not reach the engine.
                Thread.interrupted();
            }
        }
    }

    private void dropFailedStart(Binding failed) {
        synchronized (lock) {
            if (binding == failed) {
                binding = null;
            }
        }
        failed.engine().close();
    }

    private void waiting(boolean on) {
        synchronized (lock) {
            waitingForInput = on;
        }
    }

    private ExecutionResult evaluate(QueuedExecution execution, Binding engine, RunningEvaluation run, long number)
            throws GivenUp {
        run.begin(execution.limits().wallTime());
        long began = System.nanoTime();
        EvaluationResult answer;
        try {
            answer = engine.engine().evaluate(run.evaluation());
        } catch (Exception | StackOverflowError | LinkageError | OutOfMemoryError fault) {
            LOG.error("VM '{}': backend '{}' failed", id, engine.bound(), fault);
            answer = EvaluationResult.builder(Outcome.VM_LOST)
                    .error(LuaError.of("backend '" + engine.bound() + "' failed: " + fault))
                    .stateAfter(StateAfter.LOST)
                    .build();
        }
        run.end();
        Usage usage = answer.usage().toBuilder()
                .wallTime(Duration.ofNanos(System.nanoTime() - began))
                .outputBytes(execution.output().written())
                .build();
        Binding lost = null;
        boolean reset;
        synchronized (lock) {
            if (number != turnNumber) {
                throw new GivenUp();
            }
            running = null;
            reset = resetDue;
            resetDue = false;
            if (answer.stateAfter() == StateAfter.LOST && binding == engine) {
                lost = loseBinding(answer.error().map(LuaError::message).orElse("a script ended it"));
            }
        }
        if (lost != null) {
            lost.engine().close();
        }
        return Results.of(answer, execution, run.reason(), usage, reset);
    }

    /** Called when an engine neither stops nor closes: its execution ends without it, and the VM goes on without its engine. */
    private void giveUp(RunningEvaluation run, QueuedExecution execution) {
        boolean more;
        long number;
        InterruptReason reason = run.reason().orElse(InterruptReason.SHUTDOWN);
        CompletableFuture<Void> leaving;
        synchronized (lock) {
            if (running != run) {
                return;
            }
            number = ++turnNumber;
            running = null;
            current = null;
            turnThread = null;
            executions++;
            loseBinding("its engine did not stop and was given up");
            more = !queue.isEmpty() && end == null;
            turnScheduled = more;
            leaving = detached;
        }
        host.zombieLeft(id);
        leaving.complete(null);
        execution.complete(ExecutionResult.builder(reason.outcome())
                .stdout(execution.output().stdout())
                .stderr(execution.output().stderr())
                .truncated(execution.output().truncated())
                .error(LuaError.of(Results.sentence(reason, execution) + "; its engine did not stop and was given up"))
                .usage(Usage.builder().outputBytes(execution.output().written()).build())
                .stateAfter(StateAfter.LOST)
                .build());
        if (more) {
            scheduleTurn(number);
        }
    }

    // ---------------------------------------------------------------- views

    @Override
    public String id() {
        return id;
    }

    @Override
    public VmSpec spec() {
        return spec;
    }

    @Override
    public VmState state() {
        synchronized (lock) {
            if (end != null) {
                return end;
            }
            if (!started) {
                return VmState.STARTING;
            }
            if (running != null) {
                return waitingForInput ? VmState.WAITING_FOR_INPUT : VmState.RUNNING;
            }
            return binding == null ? VmState.SUSPENDED : VmState.IDLE;
        }
    }

    @Override
    public VmInfo info() {
        synchronized (lock) {
            VmInfo.Builder info = VmInfo.builder(id, spec)
                    .state(state())
                    .created(created)
                    .pending(queue.size())
                    .executions(executions);
            if (backendName != null) {
                info.backend(backendName).luaVersion(luaVersion);
            }
            if (remark != null) {
                info.remark(remark);
            }
            return info.build();
        }
    }

    @Override
    public String toString() {
        return info().toString();
    }
}
