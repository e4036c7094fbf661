// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.Optional;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.api.vm.VmState;
import org.bioxen.spi.backend.InputSource;

/**
 * Hears, in order, of all that runs on one VM. Its methods, and those of its parts, are called on whatever thread it happens, some of
 * them under the VM's lock: they return at once and call nobody, the VM included.
 */
public interface Conversation {
    /** The VM is about to accept a script that somebody executes on it. */
    Part script(Execution execution);

    /** What runs next has a fresh Lua state, because the one from before is gone. */
    void reset(String why);

    /** The VM will never run anything again. May be told twice, first of a VM that is lost and then of its being closed. */
    void closed(VmState end, String why);

    /** What one accepted execution tells. */
    interface Part {
        /** It has written this; the bytes are not kept after the call. */
        void output(StandardStream stream, byte[] bytes, int offset, int length);

        /** It has come to its end, or was not accepted after all; told once, before anything after it begins. */
        void ended(ExecutionResult result);
    }

    /** A part that comes from the conversation itself: what it says when its turn comes, and standard input meanwhile. */
    interface Line extends Part, InputSource {
        /** The script to be run now; empty if by now there is nothing to do. Called once. */
        Optional<Script> script();
    }
}
