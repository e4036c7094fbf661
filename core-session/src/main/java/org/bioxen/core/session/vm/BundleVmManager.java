// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmGroup;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmNotFoundException;
import org.bioxen.api.vm.VmScope;
import org.bioxen.api.vm.VmSpec;
import org.osgi.framework.Bundle;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The manager as one bundle sees it: what is made here belongs to that bundle. Holds no state of its own. */
@Component(service = VmManager.class, scope = ServiceScope.BUNDLE)
public final class BundleVmManager implements VmManager {
    private final VmHost host;
    private final Bundle bundle;

    /** Made by Declarative Services, once for each bundle that uses the service. */
    @Activate
    public BundleVmManager(@Reference VmHost host, ComponentContext context) {
        this(host, context.getUsingBundle());
    }

    BundleVmManager(VmHost host, Bundle bundle) {
        this.host = host;
        this.bundle = bundle;
    }

    @Override
    public Vm create(VmSpec spec) {
        return host.create(spec, host.owner(bundle));
    }

    @Override
    public Optional<Vm> find(String id) {
        return host.find(id).map(vm -> vm);
    }

    @Override
    public Vm get(String id) {
        return host.find(id).orElseThrow(() -> new VmNotFoundException("there is no VM '" + id + "'"));
    }

    @Override
    public List<VmInfo> list() {
        return host.list();
    }

    @Override
    public void terminate(String id) {
        get(id).close();
    }

    @Override
    public VmScope openScope() {
        return new OwnedScope(host, host.owner(bundle));
    }

    @Override
    public VmGroup group(String name, int count, VmSpec template) {
        if (count < 1) {
            throw new IllegalArgumentException("a group of " + count + " VMs was asked for; give one or more");
        }
        VmScope scope = openScope();
        try {
            List<Vm> vms = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                vms.add(scope.create(template.toBuilder().id(name + "-" + i).build()));
            }
            return new NumberedGroup(name, List.copyOf(vms), scope);
        } catch (RuntimeException failed) {
            scope.close();
            throw failed;
        }
    }

    @Override
    public List<BackendInfo> backends() {
        return host.backendInfos();
    }
}
