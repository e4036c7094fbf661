// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One Lua VM: a Lua state of its own that lasts from execution to execution, and a queue of executions of which one runs at
 * a time, in the order in which they came. Thread-safe.
 */
@ProviderType
public interface Vm extends AutoCloseable {
    /** Its id, unique among the living VMs of the platform. */
    String id();

    /** What it was asked to be. */
    VmSpec spec();

    /** What it is doing. */
    VmState state();

    /** What it is, at this moment. */
    VmInfo info();

    /**
     * Runs a script and waits for its result, behind those that wait already. If the calling thread is interrupted
     * meanwhile, the script is interrupted, and the thread's interrupt status is set again on return.
     *
     * @throws TooManyPendingException if the queue is full
     * @throws VmNotFoundException if the VM is closed or lost
     */
    ExecutionResult execute(Script script, ExecutionOptions options);

    /** {@link #execute(Script, ExecutionOptions)} with the default options. */
    default ExecutionResult execute(Script script) {
        return execute(script, ExecutionOptions.defaults());
    }

    /** {@link #execute(Script, ExecutionOptions)} of a text with the default options. */
    default ExecutionResult execute(String source) {
        return execute(Script.of(source), ExecutionOptions.defaults());
    }

    /**
     * Queues a script and returns at once.
     *
     * @throws TooManyPendingException if the queue is full
     * @throws VmNotFoundException if the VM is closed or lost
     */
    Execution submit(Script script, ExecutionOptions options);

    /** {@link #submit(Script, ExecutionOptions)} with the default options. */
    default Execution submit(Script script) {
        return submit(script, ExecutionOptions.defaults());
    }

    /** {@link #submit(Script, ExecutionOptions)} of a text with the default options. */
    default Execution submit(String source) {
        return submit(Script.of(source), ExecutionOptions.defaults());
    }

    /**
     * Asks the script that runs now to stop; those that wait are not touched.
     *
     * @return false if none runs
     */
    boolean interrupt();

    /**
     * Ends the VM: what runs is stopped and ends as {@link Outcome#VM_LOST}, what waits ends as {@link
     * Outcome#NOT_STARTED}, the engine is closed. Returns when that is done, or after a bounded time if an engine does not
     * let go. Closing again does nothing.
     */
    @Override
    void close();
}
