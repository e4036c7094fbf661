// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.VmManager;

/** The scripts that were begun and not waited for: the last of each living VM, so that who comes later finds it. Thread-safe. */
public final class Submissions {
    private final VmManager manager;
    private final Map<String, Execution> byVm = new ConcurrentHashMap<>();
    private final AtomicReference<String> last = new AtomicReference<>();

    Submissions(VmManager manager) {
        this.manager = manager;
    }

    /** Notes one, and forgets those of VMs that are no more. */
    void add(Execution execution) {
        byVm.keySet().removeIf(id -> manager.find(id).isEmpty());
        byVm.put(execution.vmId(), execution);
        last.set(execution.vmId());
    }

    /** The last on a VM. */
    Optional<Execution> on(String vm) {
        return Optional.ofNullable(byVm.get(vm));
    }

    /** The last of all.*/
    Optional<Execution> last() {
        return Optional.ofNullable(last.get()).flatMap(this::on);
    }
}
