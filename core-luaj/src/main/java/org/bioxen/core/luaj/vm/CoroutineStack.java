// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

/** What a started coroutine runs on. Either the coroutine runs or who resumed it, never both. */
sealed interface CoroutineStack permits ContinuationStack, ThreadStack {
    /** Lets the coroutine run until it suspends itself or has ended; called by who resumes it. */
    void enter();

    /**
     * Goes back to who entered, and comes back when it is entered again; called by the coroutine.
     *
     * @throws ScriptError if it cannot be left where it is; it goes on then
     */
    void leave();

    /** Ends it where it is suspended: it is never entered again. Comes back when it is done. */
    void abandon();
}
