// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import org.bioxen.api.session.AttachException;
import org.bioxen.api.session.AttachOptions;
import org.bioxen.api.session.AttachmentRole;
import org.bioxen.api.session.HistoryEntry;
import org.bioxen.api.session.InputResult;
import org.bioxen.api.session.InteractiveSession;
import org.bioxen.api.session.InteractiveSessionException;
import org.bioxen.api.session.InterruptResult;
import org.bioxen.api.session.OutputKind;
import org.bioxen.api.session.SessionEvents;
import org.bioxen.api.session.SessionInfo;
import org.bioxen.api.session.SessionNotFoundException;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.api.session.SessionPhase;
import org.bioxen.api.session.SessionSpec;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.TooManyPendingException;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.api.vm.VmNotFoundException;
import org.bioxen.api.vm.VmState;
import org.bioxen.core.session.vm.Conversation;
import org.bioxen.core.session.vm.HostedVm;
import org.bioxen.core.session.vm.LogSubject;
import org.bioxen.core.session.vm.VmHost;
import org.bioxen.core.session.vm.VmOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A conversation: a log that is written by what runs on the VM and read by the attachments, and a queue of inputs, each of which the VM
 * runs in its turn unless a script reads it before.
 *
 * <p>Locks are taken in this order: {@link #sending}, the VM's, {@link #lock}. So the VM is never called under {@link #lock}, and nobody
 * foreign under any.
 */
final class Session implements InteractiveSession, Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Duration INTERRUPT_BOUND = Duration.ofMillis(900);
    private static final int MAX_ATTACHMENTS = 256;
    private static final byte[] NOTHING = new byte[0];

    private static final ExecutionOptions LOGGED =
            ExecutionOptions.builder().expressionFirst(true).retainedOutput(0).build();
    private static final ExecutionOptions ANSWERED =
            ExecutionOptions.builder().expressionFirst(true).build();

    private final VmHost host;
    private final HostedVm vm;
    private final SessionSpec spec;
    private final Object sending = new Object(); // keeps inputs in the same order here and in the VM's queue

    private final Object lock = new Object();
    private final OutputLog log; // guarded by lock
    private final History history; // guarded by lock
    private final Deque<Input> pending = new ArrayDeque<>(); // guarded by lock: sent, not begun nor read
    private final Map<Part, Optional<Execution>> open = new LinkedHashMap<>(); // guarded by lock: not ended
    private final Map<Long, ClientAttachment> attachments = new LinkedHashMap<>(); // guarded by lock, by number
    private byte[] incomplete = NOTHING; // guarded by lock: what waits for its rest
    private long inputs; // guarded by lock
    private long attached; // guarded by lock: how many ever
    private long leftOff; // guarded by lock: where the controller that detached last had read to
    private boolean reading; // guarded by lock: a script waits for input
    private OptionalInt exitCode = OptionalInt.empty(); // guarded by lock
    private boolean announced; // guarded by lock
    private boolean ended; // guarded by lock

    Session(VmHost host, HostedVm vm, SessionSpec spec) {
        this.host = host;
        this.vm = vm;
        this.spec = spec;
        log = new OutputLog(spec.logBytes());
        history = new History(spec.historyEntries(), spec.logBytes());
    }

    // ---------------------------------------------------------------- for those in this package, under the lock

    Object lock() {
        return lock;
    }

    /** What is logged while somebody works for this session is about it. */
    LogSubject subject() {
        return vm.subject();
    }

    SessionPhase phase() {
        assert Thread.holdsLock(lock);
        if (ended) {
            return SessionPhase.ENDED;
        }
        if (reading && pending.isEmpty()) {
            return SessionPhase.WAITING_FOR_INPUT;
        }
        // After an exit there is more to come: the end.
        if (!open.isEmpty() || exitCode.isPresent()) {
            return SessionPhase.BUSY;
        }
        return incomplete.length > 0 ? SessionPhase.INCOMPLETE : SessionPhase.READY;
    }

    SessionOutput outputFrom(long number) {
        assert Thread.holdsLock(lock);
        return SessionOutput.of(number, log.from(number), phase());
    }

    boolean hasOutputFrom(long number) {
        assert Thread.holdsLock(lock);
        return log.hasOutputFrom(number);
    }

    long logEnd() {
        assert Thread.holdsLock(lock);
        return log.end();
    }

    /** Something is new for those who read or listen. */
    void changed() {
        assert Thread.holdsLock(lock);
        lock.notifyAll();
        for (ClientAttachment attachment : attachments.values()) {
            for (ListenerFeed feed : attachment.feeds()) {
                if (feed.toBeRun()) {
                    run(feed);
                }
            }
        }
    }

    private void run(ListenerFeed feed) {
        try {
            host.aside(feed);
        } catch (RejectedExecutionException noThread) {
            feed.notRun();
            subject().run(() -> LOG.warn("session '{}': a listener is not called: {}", id(), noThread.getMessage()));
        }
    }

    private void append(OutputKind kind, long input, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        log.append(kind, input, bytes, 0, bytes.length);
    }

    private void note(String line) {
        append(OutputKind.NOTICE, 0, "-- " + line + "\n");
    }

    // ---------------------------------------------------------------- inputs

    /** Queues an input of this attachment: a text, or the end of standard input. */
    Input send(ClientAttachment from, Optional<String> text, boolean answered) {
        synchronized (sending) {
            Input input;
            synchronized (lock) {
                from.checkControls();
                checkLives();
                input = text.isPresent() ? Input.text(this, ++inputs, text.get()) : Input.end(this);
                pending.add(input);
                open.put(input, Optional.empty());
                // A script that waits for it goes on.
                changed();
            }
            Optional<Execution> execution = submit(input, answered ? ANSWERED : LOGGED);
            synchronized (lock) {
                open.computeIfPresent(input, (same, none) -> execution);
                input.text().ifPresent(sent -> history.add(new HistoryEntry(input.number(), input.time(), sent)));
            }
            return input;
        }
    }

    /** Queues its turn; empty if there is none to be had, but a script has read it already. */
    private Optional<Execution> submit(Input input, ExecutionOptions options) {
        try {
            return Optional.of(vm.submit(input, options));
        } catch (VmNotFoundException gone) {
            throw new SessionNotFoundException("session '" + id() + "' has ended: " + gone.getMessage(), gone);
        } catch (TooManyPendingException full) {
            synchronized (lock) {
                if (input.position() == 0) {
                    throw full;
                }
                return Optional.empty();
            }
        }
    }

    private void checkLives() {
        if (ended) {
            throw new SessionNotFoundException("session '" + id() + "' has ended");
        }
    }

    /** The turn of an input has come. */
    Optional<Script> begin(Input input) {
        synchronized (lock) {
            // If it is not there, a script has read it.
            if (!pending.remove(input) || input.isUsedUp()) {
                return Optional.empty();
            }
            input.runs();
            byte[] text = input.bytes();
            int from = input.position();
            log.append(OutputKind.INPUT, input.number(), text, from, text.length - from);
            byte[] joined = new byte[incomplete.length + text.length - from];
            System.arraycopy(incomplete, 0, joined, 0, incomplete.length);
            System.arraycopy(text, from, joined, incomplete.length, text.length - from);
            incomplete = joined;
            changed();
            return Optional.of(Script.of(joined).named("=stdin"));
        }
    }

    /** A script reads standard input: a line of the next input, which is waited for if there is none. */
    int read(byte[] buffer, int offset, int length) throws InterruptedException {
        synchronized (lock) {
            try {
                while (pending.isEmpty()) {
                    if (!reading) {
                        reading = true;
                        changed();
                    }
                    // Bounded by the script's time, and by those who interrupt it.
                    lock.wait();
                }
            } finally {
                reading = false;
            }
            Input input = pending.getFirst();
            int count = input.isUsedUp() ? -1 : input.readLine(buffer, offset, length);
            if (count > 0) {
                log.append(OutputKind.INPUT, input.number(), buffer, offset, count);
            }
            if (input.isUsedUp()) {
                pending.removeFirst();
                input.result().complete(InputResult.of(input.number(), InputResult.Fate.READ));
            }
            changed();
            return count;
        }
    }

    // ---------------------------------------------------------------- what the VM tells

    @Override
    public Part script(Execution execution) {
        ExecutedScript part = new ExecutedScript(this, execution);
        synchronized (lock) {
            open.put(part, Optional.of(execution));
            changed();
        }
        return part;
    }

    void output(Part part, long input, StandardStream stream, byte[] bytes, int offset, int length) {
        synchronized (lock) {
            // What was given up and still writes is heard no more.
            if (open.containsKey(part)) {
                OutputKind kind = stream == StandardStream.STDOUT ? OutputKind.STDOUT : OutputKind.STDERR;
                log.append(kind, input, bytes, offset, length);
                changed();
            }
        }
    }

    void ended(ExecutedScript script, ExecutionResult result) {
        synchronized (lock) {
            open.remove(script);
            if (result.outcome() != Outcome.NOT_STARTED) {
                tellError(0, result);
            }
            exits(result);
            changed();
        }
    }

    void ended(Input input, ExecutionResult result) {
        synchronized (lock) {
            open.remove(input);
            if (!input.wasRun()) {
                // Unless a script has read it, which that has said already.
                pending.remove(input);
                input.result().complete(InputResult.of(input.number(), InputResult.Fate.DISCARDED));
            } else if (result.incomplete()) {
                input.result().complete(InputResult.of(input.number(), InputResult.Fate.INCOMPLETE));
            } else {
                incomplete = NOTHING;
                tellError(input.number(), result);
                exits(result);
                input.result().complete(InputResult.evaluated(input.number(), result));
            }
            changed();
        }
    }

    private void exits(ExecutionResult result) {
        if (result.exitCode().isPresent()) {
            exitCode = result.exitCode();
        }
    }

    private void tellError(long input, ExecutionResult result) {
        result.error()
                .ifPresent(error -> append(OutputKind.ERROR, input, error.message() + "\n" + error.tracebackText()));
    }

    @Override
    public void reset(String why) {
        synchronized (lock) {
            note("the Lua state was reset: " + why);
            changed();
        }
    }

    @Override
    public void closed(VmState end, String why) {
        Collection<ClientAttachment> all;
        synchronized (lock) {
            all = List.copyOf(attachments.values());
            if (!ended) {
                ended = true;
                if (exitCode.isPresent()) {
                    note("the session has ended with exit code " + exitCode.getAsInt());
                } else if (end == VmState.LOST) {
                    note("the session is lost: " + why);
                } else {
                    note("the session has been terminated");
                }
                post(SessionEvents.ENDED);
                changed();
            }
        }
        // Whoever still reads holds them himself.
        all.forEach(attachment -> attachment.owner().remove(attachment));
    }

    // ---------------------------------------------------------------- attachments

    ClientAttachment attach(AttachOptions options, VmOwner owner) {
        ClientAttachment fresh;
        synchronized (lock) {
            checkLives();
            if (attachments.size() >= MAX_ATTACHMENTS) {
                throw new AttachException("session '" + id() + "' has " + attachments.size()
                        + " attachments, which is its bound; detach others first");
            }
            Optional<ClientAttachment> controller = controlling();
            if (options.role() == AttachmentRole.CONTROLLER && controller.isPresent() && !options.takeOver()) {
                throw new AttachException("session '" + id() + "' is controlled by " + name(controller.get())
                        + "; observe it, or take it over");
            }
            long from = start(options.start(), controller);
            fresh = new ClientAttachment(this, owner, ++attached, options.role(), options.label(), from);
            if (!owner.add(fresh)) {
                throw new AttachException("the bundle that attaches to session '" + id() + "' has been stopped");
            }
            attachments.put(fresh.id(), fresh);
            boolean takesOver = options.role() == AttachmentRole.CONTROLLER && controller.isPresent();
            post(SessionEvents.ATTACHED, fresh);
            if (takesOver) {
                controller.get().becomeObserver();
                note("control was taken over by " + name(fresh));
                post(SessionEvents.TAKEN_OVER, fresh);
                changed();
            }
        }
        return fresh;
    }

    private static String name(ClientAttachment attachment) {
        return "attachment " + attachment.id() + (attachment.label().isEmpty() ? "" : " (" + attachment.label() + ")");
    }

    private long start(AttachOptions.Start start, Optional<ClientAttachment> controller) {
        if (start instanceof AttachOptions.Start.Sequence sequence) {
            if (sequence.number() > log.end()) {
                throw new AttachException("the log of session '" + id() + "' is to be read from " + sequence.number()
                        + ", but has come to " + log.end() + " only; give a number up to that");
            }
            return sequence.number();
        }
        if (start instanceof AttachOptions.Start.Oldest) {
            return log.first();
        }
        if (start instanceof AttachOptions.Start.Now) {
            return log.end();
        }
        return controller.map(ClientAttachment::seen).orElse(leftOff);
    }

    private Optional<ClientAttachment> controlling() {
        return attachments.values().stream()
                .filter(one -> one.role() == AttachmentRole.CONTROLLER)
                .findFirst();
    }

    /** Says that the session is made, and has events told from now on. */
    void announce() {
        synchronized (lock) {
            announced = true;
            post(SessionEvents.CREATED);
            attachments.values().forEach(attachment -> post(SessionEvents.ATTACHED, attachment));
        }
    }

    private void post(String topic) {
        if (announced) {
            host.post(new LifeEvent(topic, id(), exitCode, System.currentTimeMillis()));
        }
    }

    private void post(String topic, ClientAttachment attachment) {
        if (announced) {
            host.post(new AttachmentEvent(
                    topic, id(), attachment.id(), attachment.role(), attachment.label(), System.currentTimeMillis()));
        }
    }

    ClientAttachment controller() {
        synchronized (lock) {
            return controlling()
                    .orElseThrow(
                            () -> new AttachException("nobody controls session '" + id() + "'; attach to it first"));
        }
    }

    /** Detaches the controller; false if there is none. */
    boolean detachController() {
        Optional<ClientAttachment> controller;
        synchronized (lock) {
            controller = controlling();
        }
        return controller.isPresent() && detach(controller.get());
    }

    /** Detaches; false if that was done. */
    boolean detach(ClientAttachment attachment) {
        synchronized (lock) {
            if (!attachments.remove(attachment.id(), attachment)) {
                return false;
            }
            if (attachment.role() == AttachmentRole.CONTROLLER) {
                leftOff = attachment.seen();
            }
            attachment.end();
            post(SessionEvents.DETACHED, attachment);
            changed();
        }
        attachment.owner().remove(attachment);
        return true;
    }

    // ---------------------------------------------------------------- for clients

    @Override
    public String id() {
        return vm.id();
    }

    @Override
    public SessionInfo info() {
        VmInfo now = vm.info();
        synchronized (lock) {
            SessionInfo.Builder info = SessionInfo.builder(now)
                    .phase(phase())
                    .attachments(attachments.values().stream()
                            .map(ClientAttachment::describe)
                            .toList())
                    .log(log.first(), log.end())
                    .inputs(inputs)
                    .pendingInputs((int)
                            pending.stream().filter(input -> input.number() > 0).count());
            vm.environment().ifPresent(info::environment);
            exitCode.ifPresent(info::exitCode);
            return info.build();
        }
    }

    @Override
    public List<HistoryEntry> history() {
        return history("");
    }

    @Override
    public List<HistoryEntry> history(String text) {
        synchronized (lock) {
            return history.find(text);
        }
    }

    @Override
    public List<String> complete(String prefix, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("at most " + limit + " names were asked for; give one or more");
        }
        return vm.complete(prefix, limit);
    }

    @Override
    public InterruptResult interrupt() {
        Optional<Execution> target;
        synchronized (sending) {
            target = vm.current();
            synchronized (lock) {
                if (open.isEmpty() && incomplete.length > 0) {
                    incomplete = NOTHING;
                    changed();
                }
                if (target.isEmpty()) {
                    target = open.values().stream().flatMap(Optional::stream).findFirst();
                }
            }
        }
        if (target.isEmpty() || !target.get().interrupt()) {
            return InterruptResult.NOTHING_RAN;
        }
        try {
            return target.get()
                    .await(INTERRUPT_BOUND)
                    .map(result -> result.stateAfter() == StateAfter.LOST ? InterruptResult.LOST : InterruptResult.KEPT)
                    .orElse(InterruptResult.STOPPING);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return InterruptResult.STOPPING;
        }
    }

    @Override
    public void setEnvironment(String name) {
        synchronized (lock) {
            checkLives();
        }
        try {
            vm.setEnvironment(name);
        } catch (VmManagerException refused) {
            throw new InteractiveSessionException(
                    "session '" + id() + "' keeps its environment: " + refused.getMessage(), refused);
        }
    }

    @Override
    public void terminate() {
        vm.close();
    }

    @Override
    public String toString() {
        return info().toString();
    }
}
