// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes, finds and ends Lua VMs. A service; thread-safe.
 *
 * <p>Each bundle sees the same VMs, but owns those that it made: when it stops, the ones that are not {@link
 * VmSpec#persistent()} are closed. A scope or a group takes over the ownership of those made through it.
 */
@ProviderType
public interface VmManager {
    /**
     * Makes a VM and starts its engine on the highest ranked backend that satisfies the spec whole.
     *
     * @throws VmAlreadyExistsException if a living VM has the id
     * @throws PolicyNotEnforceableException if there are backends, but none that can keep what the spec asks
     * @throws BackendUnavailableException if the backend that it needs did not come within the configured wait, or could not
     *     start an engine
     * @throws VmManagerException if a preloaded script fails, or the manager has been stopped
     */
    Vm create(VmSpec spec);

    /** The living VM of this id. */
    Optional<Vm> find(String id);

    /**
     * The living VM of this id.
     *
     * @throws VmNotFoundException if there is none
     */
    Vm get(String id);

    /** The living VMs, by id. */
    List<VmInfo> list();

    /**
     * {@link Vm#execute(Script)} on the VM of this id.
     *
     * @throws VmNotFoundException if there is none
     */
    default ExecutionResult execute(String id, Script script) {
        return get(id).execute(script);
    }

    /**
     * {@link Vm#submit(Script)} on the VM of this id.
     *
     * @throws VmNotFoundException if there is none
     */
    default Execution submit(String id, Script script) {
        return get(id).submit(script);
    }

    /**
     * Closes the VM of this id, whoever owns it.
     *
     * @throws VmNotFoundException if there is none
     */
    void terminate(String id);

    /** A new owner of VMs, to be used in a try-with-resources statement. */
    VmScope openScope();

    /**
     * Makes several like VMs under one name: {@code name-1}, {@code name-2} and so on. Either all are made or none.
     *
     * @param count how many, from 1 on
     * @param template their spec; its id is not used
     * @throws VmManagerException as {@link #create} does
     */
    VmGroup group(String name, int count, VmSpec template);

    /** The backends that are there, those that would be but for a stated reason included, best first. */
    List<BackendInfo> backends();
}
