// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

/**
 * The events that the platform posts to the OSGi Event Admin, where there is one, about sessions: their making and end, and who
 * attaches and detaches. Asynchronous, in the order in which things happened. What a session's VM does is told by {@link
 * org.bioxen.api.vm.VmEvents} under the same id.
 */
public final class SessionEvents {
    /** Matches every topic of these events: {@value}. */
    public static final String ALL_TOPICS = "org/bioxen/session/*";

    /** Topic: a session has been made. */
    public static final String CREATED = "org/bioxen/session/CREATED";

    /** Topic: a client has attached. */
    public static final String ATTACHED = "org/bioxen/session/ATTACHED";

    /** Topic: a client has taken the control from another, which observes from now on. */
    public static final String TAKEN_OVER = "org/bioxen/session/TAKEN_OVER";

    /** Topic: a client has detached. */
    public static final String DETACHED = "org/bioxen/session/DETACHED";

    /** Topic: a session has ended. */
    public static final String ENDED = "org/bioxen/session/ENDED";

    /** Property: the session's id, a {@code String}. */
    public static final String SESSION = "session.id";

    /** Property: number of the attachment within the session, a {@code Long}; of the topics about attachments. */
    public static final String ATTACHMENT = "session.attachment";

    /** Property: name of the {@link AttachmentRole}, a {@code String}; of the topics about attachments. */
    public static final String ROLE = "session.role";

    /** Property: who it is, as {@link AttachOptions#label()} said, a {@code String}; of the topics about attachments. */
    public static final String LABEL = "session.label";

    /** Property: what a script gave to {@code os.exit}, an {@code Integer}; of {@link #ENDED}, absent if it ended otherwise. */
    public static final String EXIT_CODE = "session.exit.code";

    /** Property: when it happened, in milliseconds since the epoch, a {@code Long}. */
    public static final String TIMESTAMP = "timestamp";

    private SessionEvents() {}
}
