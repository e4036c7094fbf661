// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One client's view of a session: its role, and its own place in the output log. Closing it is the detach; the session goes on.
 * Thread-safe; if several threads read, each byte goes to one of them.
 */
@ProviderType
public interface Attachment extends AutoCloseable {
    /** The session. */
    InteractiveSession session();

    /** What it is, at this moment. Another client's take-over makes an observer of a controller. */
    AttachmentInfo info();

    /** Whether it is attached still: not closed, nor the bundle that made it stopped. The session's end does not detach. */
    boolean isAttached();

    /**
     * Queues an input and returns at once. What comes of it is read from the log.
     *
     * <p>If a script on the VM waits for standard input, or asks for some before the input's turn comes, it reads the input, line by
     * line; what it leaves is evaluated after it.
     *
     * @param text one line or several, evaluated as one chunk; a line end at its end may be left out
     * @return the input's number, from 1 on
     * @throws AttachException if this is detached or an observer
     * @throws SessionNotFoundException if the session has ended
     * @throws org.bioxen.api.vm.TooManyPendingException if the queue is full
     */
    long sendInput(String text);

    /**
     * Ends standard input, as Ctrl-D does at a terminal: the script that waits for it, or the next one that reads before the turn of
     * this comes, finds the end once. Otherwise it does nothing.
     *
     * @throws AttachException if this is detached or an observer
     * @throws SessionNotFoundException if the session has ended
     * @throws org.bioxen.api.vm.TooManyPendingException if the queue is full
     */
    void sendEndOfInput();

    /**
     * Sends an input and waits for what comes of it. Its output goes into the log like any other; the place of this attachment in the
     * log stays.
     *
     * @param text as of {@link #sendInput}
     * @param timeout at most so long
     * @return what became of the input; empty if that is not known in time: the input goes on
     * @throws InterruptedException if the calling thread is interrupted: the input goes on
     * @throws AttachException if this is detached or an observer
     * @throws SessionNotFoundException if the session has ended
     * @throws org.bioxen.api.vm.TooManyPendingException if the queue is full
     */
    Optional<InputResult> evaluate(String text, Duration timeout) throws InterruptedException;

    /**
     * What came into the log since the last read, without waiting.
     *
     * @throws AttachException if this is detached
     */
    SessionOutput readOutput();

    /**
     * What came into the log since the last read. If nothing did but inputs, waits until something does, or until the session
     * {@linkplain SessionPhase#isSettled() is settled}: all input worked off, or a script waiting for some, or the session ended.
     *
     * @param timeout waits at most so long
     * @throws InterruptedException if the calling thread is interrupted; nothing has been read then
     * @throws AttachException if this is detached, before or meanwhile
     */
    SessionOutput readOutput(Duration timeout) throws InterruptedException;

    /**
     * What came into the log since the last read, once the session {@linkplain SessionPhase#isSettled() is settled}, or the time is
     * over.
     *
     * @param timeout waits at most so long
     * @throws InterruptedException if the calling thread is interrupted; nothing has been read then
     * @throws AttachException if this is detached, before or meanwhile
     */
    SessionOutput readUntilSettled(Duration timeout) throws InterruptedException;

    /**
     * Has a listener brought what comes into the log, beginning where this attachment stands now. It reads at a place of its own, so
     * that this attachment can be read as well.
     *
     * @return closing it ends that: a call that is under way may go on, another does not come; detaching closes it as well
     * @throws AttachException if this is detached
     */
    Subscription listen(SessionListener listener);

    /** A listener's hold on an attachment. Thread-safe. */
    @ProviderType
    interface Subscription extends AutoCloseable {
        /** Calls the listener no more. Closing again does nothing. */
        @Override
        void close();
    }

    /**
     * {@link InteractiveSession#interrupt} by this client.
     *
     * @throws AttachException if this is detached or an observer
     */
    InterruptResult interrupt();

    /**
     * {@link InteractiveSession#complete} by this client.
     *
     * @throws AttachException if this is detached
     */
    List<String> complete(String prefix, int limit);

    /**
     * Detaches.
     *
     * @throws DetachException if this is detached already
     */
    void detach();

    /** Detaches, or does nothing if that was done. */
    @Override
    void close();
}
