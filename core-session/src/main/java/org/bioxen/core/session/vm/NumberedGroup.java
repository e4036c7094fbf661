// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmGroup;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.api.vm.VmScope;

/** Like VMs in a scope of their own. */
final class NumberedGroup implements VmGroup {
    private final String name;
    private final List<Vm> vms;
    private final VmScope scope;
    private final List<Execution> broadcasts = new ArrayList<>(); // guarded by this

    NumberedGroup(String name, List<Vm> vms, VmScope scope) {
        this.name = name;
        this.vms = vms;
        this.scope = scope;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Vm> vms() {
        return vms;
    }

    @Override
    public List<Execution> broadcast(Script script, ExecutionOptions options) {
        List<Execution> accepted = new ArrayList<>();
        try {
            for (Vm vm : vms) {
                accepted.add(vm.submit(script, options));
            }
        } catch (VmManagerException refused) {
            accepted.forEach(Execution::interrupt);
            throw refused;
        } finally {
            synchronized (this) {
                broadcasts.removeIf(Execution::isDone);
                broadcasts.addAll(accepted);
            }
        }
        return List.copyOf(accepted);
    }

    @Override
    public boolean awaitAll(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        List<Execution> open;
        synchronized (this) {
            open = List.copyOf(broadcasts);
        }
        for (Execution execution : open) {
            if (execution
                    .await(Duration.ofNanos(Math.max(0, end - System.nanoTime())))
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        scope.close();
    }
}
