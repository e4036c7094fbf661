// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bioxen.api.vm.BackendUnavailableException;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.TooManyPendingException;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.api.vm.VmNotFoundException;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmState;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.environment.OpenEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A VM as an actor: a queue of executions, of which one is worked off at a time, in a {@link Turn} on a worker thread.
 *
 * <p>Everything that concerns the engine is done by the holder of the turn: a {@link TurnWork}, or whoever creates, closes or
 * detaches the VM while it rests. All others only say what they want ({@link #end}, a leaving backend, an interrupt), and
 * {@link #giveBack} does not let a turn go before the engine is as they want it.
 *
 * <p>Foreign code (backends, engines, listeners) is never called under {@link #lock}.
 */
final class LuaVm implements HostedVm, Owned {
    private static final Logger LOG = LoggerFactory.getLogger(LuaVm.class);
    /** Every engine has so long to close, whatever the configuration says: it is what the SPI allows. */
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(3);

    private final VmHost host;
    private final String id;
    private final VmSpec spec;
    private final EngineSlot slot;
    private final VmPackages packages;
    private final EngineStarter starter;
    private Optional<Conversation> conversation = Optional.empty(); // set before anybody else knows the VM

    private final Object lock = new Object();
    private final Deque<QueuedExecution> queue = new ArrayDeque<>(); // guarded by lock
    private Turn turn = new Turn(); // guarded by lock: first that of the start; null while nobody holds it
    private final List<Turn> telling = new ArrayList<>(); // guarded by lock: given back, results not all told
    private boolean scheduled; // guarded by lock
    private VmOwner owner; // guarded by lock
    private final VmRecord record; // guarded by lock

    LuaVm(VmHost host, String id, VmSpec spec, Optional<OpenEnvironment> environment) {
        this.host = host;
        this.id = id;
        this.spec = spec;
        slot = new EngineSlot(this::closeEngine);
        packages = new VmPackages(spec.level(), environment);
        starter = new EngineStarter(host, spec, packages);
        record = new VmRecord(id, spec, host.events());
    }

    /** Says who hears of all that runs here; called at most once, before anybody else knows the VM. */
    void isHeardBy(Conversation heard) {
        conversation = Optional.of(heard);
    }

    Optional<Conversation> conversation() {
        return conversation;
    }

    @Override
    public LogSubject subject() {
        return LogSubject.of(id, conversation.isPresent(), spec.debug());
    }

    // ---------------------------------------------------------------- start

    /** Starts the first engine; if that fails, the VM is closed. */
    void start(VmOwner newOwner) {
        subject().run(() -> startHere(newOwner));
    }

    private void startHere(VmOwner newOwner) {
        Turn mine;
        synchronized (lock) {
            mine = turn;
            record.publishBeginning();
        }
        boolean done = false;
        try {
            own(newOwner);
            if (fill(mine, Optional.empty(), false, host.settings().backendWait())
                    .isEmpty()) {
                throw new BackendUnavailableException("VM '" + id
                        + "' is not made: its backend went away, or the VM was closed, while it started; try again");
            }
            preload(mine);
            done = true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new VmManagerException("VM '" + id + "' is not made: the thread was interrupted", interrupted);
        } finally {
            if (done) {
                synchronized (lock) {
                    record.started();
                }
            } else {
                beginClose();
            }
            giveBack(mine, Optional.empty());
        }
        synchronized (lock) {
            if (record.end().filter(end -> end == VmState.TERMINATED).isPresent()) {
                throw new VmManagerException("VM '" + id + "' is not made: it was closed while it started");
            }
        }
        if (LOG.isDebugEnabled()) {
            LOG.debug("VM '{}' is made, at level {} on {}", id, spec.level(), onWhat());
        }
    }

    private void own(VmOwner newOwner) {
        if (spec.persistent()) {
            return;
        }
        synchronized (lock) {
            owner = newOwner;
        }
        if (!newOwner.add(this)) {
            throw new VmManagerException("VM '" + id + "' is not made: its owner has been closed");
        }
    }

    private void preload(Turn mine) throws InterruptedException {
        if (spec.preloads().isEmpty()) {
            preloaded();
            return;
        }
        PreloadWork work = new PreloadWork(this, mine, host);
        host.workers().execute(neededStack(), work);
        Optional<LuaError> why = work.await();
        if (why.isPresent()) {
            throw new VmManagerException("VM '" + id + "' is not made: a preloaded script failed: "
                    + why.get().message());
        }
    }

    // ---------------------------------------------------------------- executions

    @Override
    public ExecutionResult execute(Script script, ExecutionOptions options) {
        QueuedExecution execution = enqueue(new QueuedExecution(this, host.totals(), script, options, conversation));
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
        return enqueue(new QueuedExecution(this, host.totals(), script, options, conversation));
    }

    @Override
    public Execution submit(Conversation.Line line, ExecutionOptions options) {
        return enqueue(new QueuedExecution(this, host.totals(), line, options));
    }

    private QueuedExecution enqueue(QueuedExecution execution) {
        boolean schedule;
        try {
            schedule = accept(execution);
        } catch (VmManagerException refused) {
            execution.tellEnd(notStarted(refused.getMessage()));
            throw refused;
        }
        if (schedule) {
            schedule(Optional.empty());
        }
        return execution;
    }

    /** Puts it into the queue; whether the caller must schedule a turn then. */
    private boolean accept(QueuedExecution execution) {
        synchronized (lock) {
            if (record.end().isPresent()) {
                throw new VmNotFoundException("VM '" + id + "' is "
                        + (record.end().get() == VmState.LOST
                                ? "lost: " + record.remark() + "; terminate it and create it anew"
                                : "closed"));
            }
            if (queue.size() >= host.settings().pendingPerVm()) {
                throw new TooManyPendingException("VM '" + id + "' has " + queue.size()
                        + " executions waiting, which is its bound; wait for results before submitting more");
            }
            if (!host.totals().accept(host.settings().pendingTotal())) {
                throw new TooManyPendingException(
                        "the platform has " + host.settings().pendingTotal()
                                + " executions that have not ended, which is its bound; wait for results before submitting more");
            }
            queue.add(execution);
            return toBeScheduled();
        }
    }

    /** Under the lock: whether the caller must schedule a turn after it. */
    private boolean toBeScheduled() {
        boolean now = !scheduled && turn == null && !queue.isEmpty();
        scheduled |= now;
        return now;
    }

    private void schedule(Optional<Workers.Place> after) {
        Workers.Work work = new Workers.Work() {
            @Override
            public void run(Workers.Place place) {
                takeTurn(place);
            }

            @Override
            public boolean isWaiting() {
                return isWaitingOutside();
            }

            @Override
            public void refused(String why) {
                List<QueuedExecution> waiting;
                synchronized (lock) {
                    scheduled = false;
                    waiting = drainQueue();
                }
                waiting.forEach(execution -> execution.notStarted(why, StateAfter.LOST));
            }
        };
        if (after.isPresent()) {
            after.get().then(neededStack(), work);
        } else {
            host.workers().execute(neededStack(), work);
        }
    }

    private List<QueuedExecution> drainQueue() {
        assert Thread.holdsLock(lock);
        List<QueuedExecution> all = List.copyOf(queue);
        queue.clear();
        return all;
    }

    private long neededStack() {
        synchronized (lock) {
            return record.stackBytes();
        }
    }

    @Override
    public boolean interrupt() {
        Optional<QueuedExecution> execution;
        synchronized (lock) {
            execution = turn == null ? Optional.empty() : turn.execution();
        }
        return execution.isPresent() && interrupt(execution.get());
    }

    boolean interrupt(QueuedExecution execution) {
        Optional<RunningEvaluation> run = Optional.empty();
        boolean waiting;
        synchronized (lock) {
            waiting = queue.remove(execution);
            if (!waiting) {
                if (turn == null || !turn.isOf(execution)) {
                    return false;
                }
                run = turn.running();
                execution.requestInterrupt();
            }
        }
        if (waiting) {
            execution.notStarted("it was interrupted before it began", stateWithoutRun());
        } else if (run.isPresent()) {
            run.get().stop(InterruptReason.REQUESTED);
        } else {
            host.backends().wake();
        }
        return true;
    }

    // ---------------------------------------------------------------- turns

    /** Works off one execution, then makes place for other VMs. */
    private void takeTurn(Workers.Place place) {
        subject().run(() -> takeTurnHere(place));
    }

    private void takeTurnHere(Workers.Place place) {
        Turn mine;
        synchronized (lock) {
            scheduled = false;
            if (turn != null || queue.isEmpty()) {
                // Who holds it schedules the next when he gives it back.
                return;
            }
            mine = new Turn(queue.poll(), place);
            turn = mine;
            stateMayHaveChanged();
        }
        QueuedExecution execution = mine.execution().orElseThrow();
        ExecutionResult result;
        try {
            result = new TurnWork(this, mine, host).execute(execution);
        } catch (TurnWork.OtherThreadNeeded needed) {
            if (putBack(execution)) {
                giveBack(mine, Optional.empty());
                return;
            }
            result = notStarted("VM '" + id + "' was closed before it");
        } catch (TurnWork.GivenUp givenUp) {
            host.zombieReturned(id);
            return;
        } catch (RuntimeException | Error fault) {
            // A fault of ours: the caller gets an outcome all the same.
            LOG.error("VM '{}': the manager failed", id, fault);
            lost("the VM manager failed: " + fault);
            slot.empty();
            result = ExecutionResult.builder(Outcome.VM_LOST)
                    .error(LuaError.of("the VM manager failed: " + fault))
                    .stateAfter(StateAfter.LOST)
                    .build();
        }
        ExecutionResult last = result;
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "VM '{}': {} ended {} after {}",
                    id,
                    execution.chunkName(),
                    last.outcome(),
                    Durations.format(last.usage().wallTime()));
        }
        synchronized (lock) {
            mine.running = null;
            record.used(last.usage());
        }
        if (last.exitCode().isPresent()) {
            beginClose();
        }
        giveBack(mine, Optional.of(last));
    }

    private boolean putBack(QueuedExecution execution) {
        synchronized (lock) {
            boolean alive = record.end().isEmpty();
            if (alive) {
                queue.addFirst(execution);
            }
            return alive;
        }
    }

    /**
     * Gives a turn back when the engine is as it must be then: closed if the VM has ended or its backend is leaving.
     *
     * @param result what came of the turn's execution, to be told when the VM can work on already
     */
    private void giveBack(Turn mine, Optional<ExecutionResult> result) {
        List<QueuedExecution> orphans = List.of();
        boolean schedule;
        boolean over;
        while (true) {
            boolean shut;
            synchronized (lock) {
                if (turn != mine) {
                    return;
                }
                over = record.end().isPresent();
                if (slot.engine().filter(engine -> engine.backend().isLeaving()).isPresent()) {
                    lost("backend '" + slot.engine().get().backend() + "' went away");
                } else if (!over || slot.isShut()) {
                    // Before the next can begin.
                    result.ifPresent(told -> mine.execution().orElseThrow().tellEnd(told));
                    turn = null;
                    telling.add(mine);
                    if (over) {
                        orphans = drainQueue();
                        conversation.ifPresent(
                                heard -> heard.closed(record.end().orElseThrow(), record.remark()));
                    }
                    schedule = toBeScheduled();
                    stateMayHaveChanged();
                    break;
                }
                shut = record.end().isPresent();
            }
            if (shut) {
                slot.shut();
            } else {
                LOG.debug("VM '{}' is suspended: its backend goes", id);
                slot.empty();
            }
        }
        if (schedule) {
            // Before it is told: what that runs may take its time, or even call this VM. If it runs nothing, the thread
            // is
            // free soon.
            boolean soon = result.isPresent() && mine.execution().orElseThrow().endsUnobserved();
            schedule(soon ? mine.placeHere() : Optional.empty());
        }
        if (over) {
            packages.close();
        }
        try {
            result.ifPresent(told -> mine.execution().orElseThrow().complete(told));
            orphans.forEach(orphan -> orphan.notStarted("VM '" + id + "' ended before it", StateAfter.LOST));
        } finally {
            synchronized (lock) {
                telling.remove(mine);
            }
            mine.done.complete(null);
        }
    }

    /** Takes the turn from a holder whose engine neither stops nor closes: the VM goes on without that engine. */
    void giveUp(Turn holder, RunningEvaluation run) {
        InterruptReason reason = run.reason().orElse(InterruptReason.SHUTDOWN);
        host.zombieLeft(id);
        run.engine().abandon();
        holder.releasePlace();
        lost("its engine did not stop and was given up");
        // What is in it is closing already, so this does not wait for it.
        slot.empty();
        synchronized (lock) {
            holder.running = null;
        }
        if (holder.execution().isEmpty()) {
            // The start fails, and its thread gives the turn back.
            holder.done.complete(null);
            return;
        }
        QueuedExecution execution = holder.execution().get();
        ExecutionResult result = Results.givenUp(execution, reason);
        synchronized (lock) {
            record.used(result.usage());
        }
        giveBack(holder, Optional.of(result));
    }

    // ---------------------------------------------------------------- for the holder of the turn

    /** Puts an engine into the slot; empty if it is not wanted any more. */
    Optional<OwnedEngine> fill(Turn holder, Optional<String> version, boolean patient, Duration wait)
            throws InterruptedException {
        Optional<OwnedEngine> fresh = slot.fill(
                () -> starter.start(version, patient, wait, () -> whyNot(holder).isPresent()));
        synchronized (lock) {
            if (fresh.isPresent()) {
                record.runsOn(fresh.get());
            }
            stateMayHaveChanged();
        }
        return fresh;
    }

    EngineSlot slot() {
        return slot;
    }

    VmPackages packages() {
        return packages;
    }

    /** Whether the engine is fresh, so that what the spec preloads must be run there first. */
    boolean arePreloadsDue() {
        synchronized (lock) {
            return record.arePreloadsDue();
        }
    }

    void preloaded() {
        synchronized (lock) {
            record.preloaded();
        }
    }

    /** The Lua version that an engine must have that takes the place of one that is gone. */
    Optional<String> versionToKeep() {
        synchronized (lock) {
            return record.versionToKeep();
        }
    }

    /** Notes that the state is gone; the holder of the turn then empties the slot. */
    void lost(String why) {
        synchronized (lock) {
            record.lost(why);
        }
    }

    /** Whether a result must say that the state from before was gone; once. */
    boolean takeReset() {
        synchronized (lock) {
            return record.takeReset();
        }
    }

    /** Tells the conversation, once, that the state from before is gone. */
    void tellReset() {
        synchronized (lock) {
            Optional<String> why = record.takeResetReason();
            conversation.ifPresent(heard -> why.ifPresent(heard::reset));
        }
    }

    String remark() {
        synchronized (lock) {
            return record.remark();
        }
    }

    /** Says what runs from now on; false if it is not to run any more. */
    boolean begin(Turn holder, RunningEvaluation run) {
        synchronized (lock) {
            if (whyNot(holder).isPresent()) {
                return false;
            }
            holder.running = run;
            stateMayHaveChanged();
            return true;
        }
    }

    void ended(Turn holder) {
        synchronized (lock) {
            holder.running = null;
            holder.waitingForInput = false;
        }
    }

    void waiting(Turn holder, boolean on) {
        synchronized (lock) {
            holder.waitingForInput = on;
            stateMayHaveChanged();
        }
        // After the state: who runs in its place finds it waiting.
        holder.waits(on);
    }

    /** Whether what runs now waits for something outside that is not its input. */
    boolean isWaitingOutside() {
        Optional<RunningEvaluation> run;
        synchronized (lock) {
            run = turn == null ? Optional.empty() : turn.running();
        }
        return run.filter(one -> one.engine().isWaiting()).isPresent();
    }

    /** Why what the turn is for shall not run, if it shall not. */
    Optional<String> whyNot(Turn holder) {
        synchronized (lock) {
            if (record.end().isPresent()) {
                return Optional.of("VM '" + id + "' was closed before it");
            }
            return holder.execution()
                    .filter(QueuedExecution::isInterruptRequested)
                    .map(one -> "it was interrupted before it began");
        }
    }

    ExecutionResult notStarted(String why) {
        return ExecutionResult.builder(Outcome.NOT_STARTED)
                .error(LuaError.of(why))
                .stateAfter(stateWithoutRun())
                .build();
    }

    StateAfter stateWithoutRun() {
        return slot.isOpen() ? StateAfter.KEPT : StateAfter.LOST;
    }

    private String onWhat() {
        return slot.engine()
                .map(engine -> engine.backend() + " with Lua " + engine.luaVersion())
                .orElse("nothing any more");
    }

    private void closeEngine(OwnedEngine engine) {
        Duration bound = host.settings().stopGrace().multipliedBy(3);
        if (bound.compareTo(CLOSE_BOUND) < 0) {
            bound = CLOSE_BOUND;
        }
        if (!engine.close(host.workers(), bound)) {
            LOG.error(
                    "VM '{}': an engine of backend '{}' did not close within {}",
                    id,
                    engine.backend(),
                    Durations.format(bound));
        }
    }

    // ---------------------------------------------------------------- for the conversation

    @Override
    public Optional<Execution> current() {
        synchronized (lock) {
            return turn == null ? Optional.empty() : turn.execution().map(execution -> execution);
        }
    }

    @Override
    public List<String> complete(String prefix, int limit) {
        Turn mine = new Turn();
        OwnedEngine engine;
        synchronized (lock) {
            Optional<OwnedEngine> there = slot.engine();
            if (record.end().isPresent() || turn != null || !queue.isEmpty() || there.isEmpty()) {
                return List.of();
            }
            engine = there.get();
            turn = mine;
        }
        return subject().call(() -> {
            try {
                return engine.complete(prefix, limit);
            } finally {
                giveBack(mine, Optional.empty());
            }
        });
    }

    @Override
    public void setEnvironment(String name) {
        subject().run(() -> setEnvironmentHere(name));
    }

    private void setEnvironmentHere(String name) {
        OpenEnvironment next = host.openEnvironment(name);
        try {
            slot.engine().ifPresent(engine -> VmPackages.check(next, engine));
        } catch (RuntimeException refused) {
            next.close();
            throw refused;
        }
        packages.want(next);
    }

    @Override
    public Optional<String> environment() {
        return packages.name();
    }

    // ---------------------------------------------------------------- backends that leave

    /** Whether its engine is of this backend. */
    boolean isOn(BoundBackend bound) {
        return slot.engine().filter(engine -> engine.backend() == bound).isPresent();
    }

    /**
     * Has its engine closed because the backend leaves: at once if the VM rests, else when what runs has ended.
     *
     * @return completes when that is done, and what came of what ran is told
     */
    CompletableFuture<Void> detach(BoundBackend bound) {
        Turn mine = new Turn();
        synchronized (lock) {
            if (turn != null) {
                return turn.running()
                        .filter(run -> run.engine().backend() == bound)
                        .map(run -> turn.done)
                        .orElseGet(() -> CompletableFuture.completedFuture(null));
            }
            if (!isOn(bound)) {
                return CompletableFuture.completedFuture(null);
            }
            turn = mine;
        }
        try {
            host.workers().aside(subject().around(() -> giveBack(mine, Optional.empty())));
        } catch (RejectedExecutionException stopped) {
            subject().run(() -> giveBack(mine, Optional.empty()));
        }
        return mine.done;
    }

    /** Stops what runs now, if it is on this backend. */
    void stopOn(BoundBackend bound) {
        Optional<RunningEvaluation> run;
        synchronized (lock) {
            run = turn == null ? Optional.empty() : turn.running();
        }
        run.filter(one -> one.engine().backend() == bound).ifPresent(one -> one.stop(InterruptReason.SHUTDOWN));
    }

    // ---------------------------------------------------------------- end

    @Override
    public void close() {
        subject().run(this::closeHere);
    }

    private void closeHere() {
        beginClose();
        List<Turn> last;
        synchronized (lock) {
            last = new ArrayList<>(telling);
            if (turn != null) {
                last.add(turn);
            }
        }
        // A listener of the running script that closes its own VM would wait for itself.
        last.removeIf(Turn::isOnCurrentThread);
        Duration bound = host.settings().stopGrace().multipliedBy(3);
        long limit = System.nanoTime() + bound.toNanos();
        try {
            for (Turn one : last) {
                one.done.get(limit - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (TimeoutException hangs) {
            LOG.error("VM '{}' did not end within {}", id, Durations.format(bound));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void beginClose() {
        subject().run(this::beginCloseHere);
    }

    private void beginCloseHere() {
        List<QueuedExecution> waiting;
        Optional<RunningEvaluation> run = Optional.empty();
        Optional<Turn> mine = Optional.empty();
        Optional<VmOwner> mineNoMore;
        synchronized (lock) {
            if (!record.terminated()) {
                return;
            }
            waiting = drainQueue();
            if (turn == null) {
                turn = new Turn();
                mine = Optional.of(turn);
            } else {
                run = turn.running();
            }
            mineNoMore = Optional.ofNullable(owner);
            owner = null;
            stateMayHaveChanged();
        }
        LOG.debug("VM '{}' is closed", id);
        host.forget(this);
        mineNoMore.ifPresent(former -> former.remove(this));
        waiting.forEach(execution -> execution.notStarted("VM '" + id + "' was closed before it", StateAfter.LOST));
        run.ifPresent(one -> one.stop(InterruptReason.SHUTDOWN));
        // A turn that waits for a backend.
        host.backends().wake();
        mine.ifPresent(resting -> giveBack(resting, Optional.empty()));
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
            if (record.end().isPresent()) {
                return record.end().get();
            }
            if (!record.hasStarted()) {
                return VmState.STARTING;
            }
            if (!slot.isOpen()) {
                return VmState.SUSPENDED;
            }
            if (turn == null || turn.execution().isEmpty()) {
                return VmState.IDLE;
            }
            return turn.waitingForInput ? VmState.WAITING_FOR_INPUT : VmState.RUNNING;
        }
    }

    /** Under the lock: has a new state published. */
    private void stateMayHaveChanged() {
        assert Thread.holdsLock(lock);
        record.publish(state());
    }

    @Override
    public VmInfo info() {
        synchronized (lock) {
            return record.info(state(), queue.size());
        }
    }

    @Override
    public String toString() {
        return info().toString();
    }
}
