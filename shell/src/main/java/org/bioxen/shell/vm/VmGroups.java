// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.bioxen.api.vm.VmGroup;
import org.bioxen.shell.verb.CommandFailure;

/** The groups that commands have made, by name. Thread-safe. */
public final class VmGroups {
    private final Map<String, VmGroup> groups = new ConcurrentSkipListMap<>();

    VmGroups() {}

    /** All, by name. */
    List<VmGroup> all() {
        return List.copyOf(groups.values());
    }

    /** The names of all. */
    public List<String> names() {
        return List.copyOf(groups.keySet());
    }

    /** Adds one; the VM manager has no two of a name. */
    void add(VmGroup group) {
        groups.put(group.name(), group);
    }

    /** The group of this name. */
    VmGroup get(String name) {
        VmGroup group = groups.get(name);
        if (group == null) {
            throw new CommandFailure("there is no group '" + name + "'; vm:group makes one");
        }
        return group;
    }

    /** Takes the group of this name out, if there is one; closing it is the caller's. */
    Optional<VmGroup> remove(String name) {
        return Optional.ofNullable(groups.remove(name));
    }
}
