// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import java.util.Optional;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.SessionListener;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.api.session.SessionPhase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a listener what comes into the log, on a thread that it has only while there is something to bring. It reads from the log as
 * fast as the listener takes it, so nothing piles up here. Thread-safe.
 */
final class ListenerFeed implements Attachment.Subscription, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerFeed.class);

    private final Session session;
    private final ClientAttachment attachment;
    private final SessionListener listener;
    private long next; // guarded by the session's lock
    private SessionPhase told; // guarded by the session's lock; null before the first call
    private boolean running; // guarded by the session's lock
    private boolean closed; // guarded by the session's lock

    ListenerFeed(Session session, ClientAttachment attachment, SessionListener listener, long from) {
        this.session = session;
        this.attachment = attachment;
        this.listener = listener;
        next = from;
    }

    /** Under the session's lock: whether it must be run, because there is something to bring and it does not run. */
    boolean toBeRun() {
        boolean now = !closed && !running && isBehind();
        running |= now;
        return now;
    }

    private boolean isBehind() {
        return next < session.logEnd() || told != session.phase();
    }

    /** Under the session's lock: says that no thread could be had. */
    void notRun() {
        running = false;
    }

    /** Under the session's lock: up to where it has brought the log. */
    long next() {
        return next;
    }

    @Override
    public void run() {
        session.subject().run(this::bring);
    }

    private void bring() {
        Optional<SessionOutput> output = take();
        while (output.isPresent()) {
            try {
                listener.output(output.get());
            } catch (RuntimeException | LinkageError fault) {
                LOG.warn("session '{}': a listener failed and is called no more", session.id(), fault);
                close();
            }
            output = take();
        }
    }

    private Optional<SessionOutput> take() {
        synchronized (session.lock()) {
            if (closed || !isBehind()) {
                running = false;
                return Optional.empty();
            }
            SessionOutput output = session.outputFrom(next);
            next = output.next();
            told = output.phase();
            return Optional.of(output);
        }
    }

    /** Under the session's lock. */
    void end() {
        closed = true;
    }

    @Override
    public void close() {
        synchronized (session.lock()) {
            closed = true;
            attachment.forget(this);
        }
    }
}
