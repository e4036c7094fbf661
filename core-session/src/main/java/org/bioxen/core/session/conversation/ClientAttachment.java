// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bioxen.api.session.AttachException;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.AttachmentInfo;
import org.bioxen.api.session.AttachmentRole;
import org.bioxen.api.session.DetachException;
import org.bioxen.api.session.InputResult;
import org.bioxen.api.session.InteractiveSession;
import org.bioxen.api.session.InterruptResult;
import org.bioxen.api.session.SessionListener;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.core.session.vm.Owned;
import org.bioxen.core.session.vm.VmOwner;

/** A client's place in a session's log and its role; all of it is guarded by the session's lock. Thread-safe. */
final class ClientAttachment implements Attachment, Owned {
    private final Session session;
    private final VmOwner owner;
    private final long id;
    private final String label;
    private final Instant since = Instant.now();
    private final Set<ListenerFeed> feeds = new LinkedHashSet<>(); // guarded by the session's lock
    private AttachmentRole role; // guarded by the session's lock
    private long next; // guarded by the session's lock
    private long dropped; // guarded by the session's lock
    private boolean detached; // guarded by the session's lock

    ClientAttachment(Session session, VmOwner owner, long id, AttachmentRole role, String label, long from) {
        this.session = session;
        this.owner = owner;
        this.id = id;
        this.role = role;
        this.label = label;
        next = from;
    }

    // ---------------------------------------------------------------- under the session's lock

    long id() {
        return id;
    }

    AttachmentRole role() {
        return role;
    }

    String label() {
        return label;
    }

    void becomeObserver() {
        role = AttachmentRole.OBSERVER;
    }

    VmOwner owner() {
        return owner;
    }

    /** Up to where the client has seen the log, be it by reading or by listening. */
    long seen() {
        return feeds.stream().mapToLong(ListenerFeed::next).reduce(next, Math::max);
    }

    Set<ListenerFeed> feeds() {
        return feeds;
    }

    void forget(ListenerFeed feed) {
        feeds.remove(feed);
    }

    void end() {
        detached = true;
        feeds.forEach(ListenerFeed::end);
        feeds.clear();
    }

    AttachmentInfo describe() {
        return new AttachmentInfo(id, role, label, since, next, dropped);
    }

    void checkAttached() {
        if (detached) {
            throw new AttachException("this attachment to session '" + session.id() + "' is detached; attach again");
        }
    }

    void checkControls() {
        checkAttached();
        if (role != AttachmentRole.CONTROLLER) {
            throw new AttachException("this attachment only observes session '" + session.id()
                    + "'; attach as its controller, with take-over if another controls it");
        }
    }

    private SessionOutput take() {
        SessionOutput output = session.outputFrom(next);
        next = output.next();
        dropped += output.droppedBytes();
        return output;
    }

    // ---------------------------------------------------------------- for the client

    @Override
    public InteractiveSession session() {
        return session;
    }

    @Override
    public AttachmentInfo info() {
        synchronized (session.lock()) {
            return describe();
        }
    }

    @Override
    public boolean isAttached() {
        synchronized (session.lock()) {
            return !detached;
        }
    }

    @Override
    public long sendInput(String text) {
        return session.send(this, Optional.of(text), false).number();
    }

    @Override
    public void sendEndOfInput() {
        session.send(this, Optional.empty(), false);
    }

    @Override
    public Optional<InputResult> evaluate(String text, Duration timeout) throws InterruptedException {
        Input input = session.send(this, Optional.of(text), true);
        try {
            return Optional.of(input.result().get(nanos(timeout), TimeUnit.NANOSECONDS));
        } catch (TimeoutException notYet) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public SessionOutput readOutput() {
        synchronized (session.lock()) {
            checkAttached();
            return take();
        }
    }

    @Override
    public SessionOutput readOutput(Duration timeout) throws InterruptedException {
        return read(timeout, false);
    }

    @Override
    public SessionOutput readUntilSettled(Duration timeout) throws InterruptedException {
        return read(timeout, true);
    }

    private SessionOutput read(Duration timeout, boolean untilSettled) throws InterruptedException {
        long end = System.nanoTime() + nanos(timeout);
        synchronized (session.lock()) {
            checkAttached();
            while (!session.phase().isSettled() && (untilSettled || !session.hasOutputFrom(next))) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                TimeUnit.NANOSECONDS.timedWait(session.lock(), left);
                checkAttached();
            }
            return take();
        }
    }

    /** Whatever a caller means by for ever. */
    private static long nanos(Duration timeout) {
        return timeout.compareTo(Duration.ofDays(365)) < 0
                ? timeout.toNanos()
                : Duration.ofDays(365).toNanos();
    }

    @Override
    public Subscription listen(SessionListener listener) {
        synchronized (session.lock()) {
            checkAttached();
            ListenerFeed feed = new ListenerFeed(session, this, listener, next);
            feeds.add(feed);
            session.changed();
            return feed;
        }
    }

    @Override
    public InterruptResult interrupt() {
        synchronized (session.lock()) {
            checkControls();
        }
        return session.interrupt();
    }

    @Override
    public List<String> complete(String prefix, int limit) {
        synchronized (session.lock()) {
            checkAttached();
        }
        return session.complete(prefix, limit);
    }

    @Override
    public void detach() {
        if (!session.detach(this)) {
            throw new DetachException("this attachment to session '" + session.id() + "' is detached already");
        }
    }

    @Override
    public void beginClose() {
        close();
    }

    @Override
    public void close() {
        session.detach(this);
    }
}
