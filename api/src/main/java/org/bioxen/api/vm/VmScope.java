// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import org.osgi.annotation.versioning.ProviderType;

/** Owns the VMs that are made through it, and closes them when it is closed. Thread-safe. */
@ProviderType
public interface VmScope extends AutoCloseable {
    /**
     * Makes a VM, as {@link VmManager#create} does.
     *
     * @throws VmManagerException as {@link VmManager#create} does, or if the scope is closed
     */
    Vm create(VmSpec spec);

    /** Closes its VMs, except the persistent ones, which pass to the manager. Closing again does nothing. */
    @Override
    void close();
}
