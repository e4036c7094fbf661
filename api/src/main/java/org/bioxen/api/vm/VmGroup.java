// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Several like VMs under one name, with one owner. Thread-safe. */
@ProviderType
public interface VmGroup extends AutoCloseable {
    /** Its name. */
    String name();

    /** Its VMs, in the order of their numbers. */
    List<Vm> vms();

    /**
     * Submits a script to each VM; either all accept it, or it is interrupted again on those that did.
     *
     * @return one execution a VM, in the order of {@link #vms()}
     * @throws VmManagerException as {@link Vm#submit(Script)} does
     */
    List<Execution> broadcast(Script script, ExecutionOptions options);

    /** {@link #broadcast(Script, ExecutionOptions)} with the default options. */
    default List<Execution> broadcast(Script script) {
        return broadcast(script, ExecutionOptions.defaults());
    }

    /**
     * Waits until everything broadcast so far has ended.
     *
     * @return false if that did not happen in time
     * @throws InterruptedException if the calling thread is interrupted
     */
    boolean awaitAll(Duration timeout) throws InterruptedException;

    /** Closes its VMs. Closing again does nothing. */
    @Override
    void close();
}
