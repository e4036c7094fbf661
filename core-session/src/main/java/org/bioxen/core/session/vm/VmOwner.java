// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The VMs of one owner: a bundle, or a scope, which itself belongs to its bundle. Thread-safe. */
final class VmOwner {
    private final Set<LuaVm> vms = new LinkedHashSet<>(); // guarded by this
    private final Set<VmOwner> scopes = new LinkedHashSet<>(); // guarded by this
    private boolean closed; // guarded by this

    /** Takes a VM over; false if the owner is closed. */
    synchronized boolean add(LuaVm vm) {
        return !closed && vms.add(vm);
    }

    /** Takes a scope over; false if the owner is closed. */
    synchronized boolean add(VmOwner scope) {
        return !closed && scopes.add(scope);
    }

    synchronized void remove(LuaVm vm) {
        vms.remove(vm);
    }

    synchronized void remove(VmOwner scope) {
        scopes.remove(scope);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Closes the VMs: all engines are asked first and waited for after. */
    void close() {
        List<LuaVm> mine;
        List<VmOwner> inner;
        synchronized (this) {
            closed = true;
            mine = List.copyOf(vms);
            inner = List.copyOf(scopes);
            vms.clear();
            scopes.clear();
        }
        mine.forEach(LuaVm::beginClose);
        mine.forEach(LuaVm::close);
        inner.forEach(VmOwner::close);
    }
}
