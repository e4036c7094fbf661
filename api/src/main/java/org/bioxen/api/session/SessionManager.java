// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.vm.VmSpec;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes, finds and ends sessions, and attaches clients to them. A service; thread-safe.
 *
 * <p>Each bundle sees the same sessions, but owns those that it made: when it stops, they end, unless their VM is {@linkplain
 * VmSpec#persistent() persistent}. Its attachments are closed in either case. Detaching ends no session.
 *
 * <p>The methods that take an id and no attachment act on the attachment that controls the session, whoever made it.
 */
@ProviderType
public interface SessionManager {
    /**
     * Makes a session, and its VM, and attaches to it as the controller, from the beginning of its log.
     *
     * @throws SessionAlreadyExistsException if a living session or VM has the id
     * @throws org.bioxen.api.vm.VmManagerException if the VM cannot be made, as {@link org.bioxen.api.vm.VmManager#create} says
     */
    Attachment create(SessionSpec spec);

    /** {@link #create(SessionSpec)} with the default bounds. */
    default Attachment create(VmSpec vm) {
        return create(SessionSpec.of(vm));
    }

    /**
     * Attaches to a session.
     *
     * @throws SessionNotFoundException if there is none of this id
     * @throws AttachException if another attachment controls it and is not to be taken over, if the sequence number to begin with has
     *     not come yet, or if too many are attached
     */
    Attachment attach(String id, AttachOptions options);

    /** {@link #attach(String, AttachOptions)} as its controller, from where the last one left off. */
    default Attachment attach(String id) {
        return attach(id, AttachOptions.controller());
    }

    /** The living session of this id. */
    Optional<InteractiveSession> find(String id);

    /**
     * The living session of this id.
     *
     * @throws SessionNotFoundException if there is none
     */
    InteractiveSession get(String id);

    /** The living sessions, by id. */
    List<SessionInfo> list();

    /**
     * Ends the session of this id and its VM, whoever owns it.
     *
     * @throws SessionNotFoundException if there is none
     */
    void terminate(String id);

    /**
     * The attachment that controls the session of this id, whoever made it.
     *
     * @throws SessionNotFoundException if there is no such session
     * @throws AttachException if nobody controls it
     */
    Attachment controller(String id);

    /**
     * {@link Attachment#sendInput} of the controlling attachment.
     *
     * @throws SessionNotFoundException if there is no such session
     * @throws AttachException if nobody controls it
     */
    default long sendInput(String id, String text) {
        return controller(id).sendInput(text);
    }

    /**
     * {@link Attachment#readOutput()} of the controlling attachment.
     *
     * @throws SessionNotFoundException if there is no such session
     * @throws AttachException if nobody controls it
     */
    default SessionOutput readOutput(String id) {
        return controller(id).readOutput();
    }

    /**
     * {@link Attachment#readOutput(Duration)} of the controlling attachment.
     *
     * @throws SessionNotFoundException if there is no such session
     * @throws AttachException if nobody controls it
     * @throws InterruptedException if the calling thread is interrupted
     */
    default SessionOutput readOutput(String id, Duration timeout) throws InterruptedException {
        return controller(id).readOutput(timeout);
    }

    /**
     * {@link Attachment#evaluate} of the controlling attachment.
     *
     * @throws SessionNotFoundException if there is no such session
     * @throws AttachException if nobody controls it
     * @throws InterruptedException if the calling thread is interrupted
     */
    default Optional<InputResult> evaluate(String id, String text, Duration timeout) throws InterruptedException {
        return controller(id).evaluate(text, timeout);
    }

    /**
     * Closes the controlling attachment.
     *
     * @throws SessionNotFoundException if there is no such session
     * @throws DetachException if nobody controls it
     */
    void detach(String id);
}
