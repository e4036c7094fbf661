// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.api.vm.VmScope;
import org.bioxen.api.vm.VmSpec;

/** An owner inside a bundle: what it owns, the bundle owns no longer. */
final class OwnedScope implements VmScope {
    private final VmHost host;
    private final VmOwner bundle;
    private final VmOwner owner = new VmOwner();

    OwnedScope(VmHost host, VmOwner bundle) {
        this.host = host;
        this.bundle = bundle;
        if (!bundle.add(owner)) {
            throw new VmManagerException("the bundle that opens a scope has been stopped");
        }
    }

    @Override
    public Vm create(VmSpec spec) {
        if (owner.isClosed()) {
            throw new VmManagerException("the scope is closed; open another");
        }
        return host.create(spec, owner);
    }

    @Override
    public void close() {
        bundle.remove(owner);
        owner.close();
    }
}
