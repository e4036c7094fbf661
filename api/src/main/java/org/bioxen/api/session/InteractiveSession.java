// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A conversation with a Lua VM: what lasts while clients attach, detach and come back. Thread-safe.
 *
 * <p>Input is read as the Lua prompt reads it: an expression prints its values, what is no whole chunk yet waits for the rest, an error
 * is printed and does not end the session. Whatever runs on the VM, through the session or through the VM manager, runs one after the
 * other in the order in which it came and writes into the session's one output log. The log retains the last bytes, up to its bound;
 * what it drops it counts.
 */
@ProviderType
public interface InteractiveSession {
    /** Its id, which is its VM's. */
    String id();

    /** What it is, at this moment. Also tells after the session has ended. */
    SessionInfo info();

    /** What was sent, as far as it is retained, the oldest first. Also tells after the session has ended. */
    List<HistoryEntry> history();

    /**
     * What was sent and contains a text, whatever its case, as far as it is retained, the oldest first.
     *
     * @param text to be found anywhere in the input; an empty one finds all
     */
    List<HistoryEntry> history(String text);

    /**
     * Names that could complete a prefix, from the live globals and the fields of tables, by raw access: no code of the script is run.
     *
     * @param prefix a name, or a path like {@code string.fo} or {@code io.stdout:wr}
     * @param limit at most so many, from 1 on
     * @return whole texts to put in the place of the prefix, sorted; empty while something runs, if the Lua state is gone, or if the
     *     engine cannot tell
     */
    List<String> complete(String prefix, int limit);

    /**
     * Asks what runs on the VM now to stop, waits for that, and tells what became of the Lua state. Input that waits in the queue
     * is not touched; an incomplete input that waits for its rest is dropped. If the calling thread is interrupted, its interrupt
     * status is set again and the answer is what is known by then.
     *
     * @return within a second
     */
    InterruptResult interrupt();

    /**
     * Lets {@code require} find the packages of an environment from the next input on; modules already loaded stay.
     *
     * @throws InteractiveSessionException if there is no such environment, or nothing that manages environments
     * @throws SessionNotFoundException if the session has ended
     */
    void setEnvironment(String name);

    /** Ends the session and its VM, as {@link org.bioxen.api.vm.Vm#close} does. Ending it again does nothing. */
    void terminate();
}
