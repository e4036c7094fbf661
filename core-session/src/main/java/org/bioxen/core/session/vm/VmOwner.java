// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one owner has: a bundle, or a scope, which itself belongs to its bundle. Thread-safe. */
public final class VmOwner {
    private final Set<Owned> owned = new LinkedHashSet<>(); // guarded by this
    private final Set<VmOwner> scopes = new LinkedHashSet<>(); // guarded by this
    private boolean closed; // guarded by this

    VmOwner() {}

    /** Takes something over; false if the owner is closed. */
    public synchronized boolean add(Owned one) {
        return !closed && owned.add(one);
    }

    /** Takes a scope over; false if the owner is closed. */
    synchronized boolean add(VmOwner scope) {
        return !closed && scopes.add(scope);
    }

    /** Lets go of something that has ended. */
    public synchronized void remove(Owned one) {
        owned.remove(one);
    }

    synchronized void remove(VmOwner scope) {
        scopes.remove(scope);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Closes what it has: all engines are asked first and waited for after. */
    void close() {
        List<Owned> mine;
        List<VmOwner> inner;
        synchronized (this) {
            closed = true;
            mine = List.copyOf(owned);
            inner = List.copyOf(scopes);
            owned.clear();
            scopes.clear();
        }
        mine.forEach(Owned::beginClose);
        mine.forEach(Owned::close);
        inner.forEach(VmOwner::close);
    }
}
