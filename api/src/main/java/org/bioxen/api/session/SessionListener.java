// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

/**
 * Is brought what comes into a session's log, and told where the conversation stands.
 *
 * <p>It has a place in the log of its own and hurts nobody: it is called on a thread of the platform, one call at a time; while it is
 * slow, others read on and the session runs on, and what the log drops meanwhile it is told by {@link SessionOutput#droppedBytes()}. If
 * it throws, that is logged and it is not called again.
 */
@FunctionalInterface
public interface SessionListener {
    /**
     * Called soon after it was given to {@link Attachment#listen}, then when there is output or the phase has changed, and once with {@link SessionPhase#ENDED} after the last output. Phases
     * that passed quickly may be left out; the last one never is.
     *
     * @param output what is new; empty if only the phase is
     */
    void output(SessionOutput output);
}
