// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One Lua state. The platform calls {@link #evaluate} from one thread at a time, though not always the same; {@link
 * #interrupt} and {@link #close} it may call from any thread at any moment. An idle engine holds no thread.
 */
@ConsumerType
public interface LuaEngine extends AutoCloseable {
    /** What runs here, for example {@code 5.4}: {@code _VERSION} without the word Lua. */
    String luaVersion();

    /**
     * Runs a chunk in this state and returns when it has ended, whatever way it ends: a script that fails, is stopped or
     * loses its engine is a result. Blocks the calling thread, whose stack is at least as large as the descriptor asks. All
     * output has reached the sink when it returns.
     *
     * <p>Called after {@link #close}, or after the state was lost, it answers {@code VM_LOST}.
     *
     * @throws RuntimeException only for a fault of the backend itself; the platform then closes the engine
     */
    EvaluationResult evaluate(Evaluation evaluation);

    /**
     * Asks that evaluation, and no other, to stop. Returns at once; the answer is the result of {@link #evaluate}, whose
     * outcome is {@link InterruptReason#outcome()} of the first reason given, unless the chunk ended first. Does nothing if
     * that evaluation is not running here. The platform may repeat it.
     *
     * <p>An engine stops as soon as it can and keeps the state if it can. One that cannot stop in any other way loses its
     * state and says so in the result.
     */
    void interrupt(Evaluation target, InterruptReason reason);

    /** Replaces where {@code require} finds modules from the next evaluation on; modules already loaded stay. */
    void modules(ModuleSource source);

    /** How to look inside, if this engine can tell. */
    default Optional<Introspection> introspection() {
        return Optional.empty();
    }

    /**
     * Whether what runs here waits for something outside, such as a child process, and does not compute. The platform then lets
     * others run in its place. Asked from any thread while {@link #evaluate} runs, several times a second and only while others
     * wait; answers at once. What waits for standard input need not be told here: that the platform knows.
     *
     * @return false also where the engine cannot tell
     */
    default boolean isWaiting() {
        return false;
    }

    /**
     * Ends the state and frees what it holds: memory, threads, processes. Legal during {@link #evaluate}, which then returns
     * soon with {@code VM_LOST}. Bounded in time: at most a few seconds, whatever the script does. Closing again does
     * nothing. Never throws.
     */
    @Override
    void close();
}
