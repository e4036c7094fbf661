// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.curator.environment.LockFile;
import org.bioxen.curator.environment.LockedPackage;

/** Who needs whom among the packages of an environment. */
final class Dependents {
    private Dependents() {}

    /** The packages that somebody asked for or has pinned, and all that these need. */
    static Set<PackageName> needed(Collection<LockedPackage> packages) {
        Set<PackageName> needed = new HashSet<>();
        Map<PackageName, LockedPackage> byName =
                packages.stream().collect(Collectors.toMap(LockedPackage::name, Function.identity()));
        Deque<LockedPackage> open = new ArrayDeque<>();
        for (LockedPackage one : packages) {
            if ((one.requested().isPresent() || one.pinned()) && needed.add(one.name())) {
                open.add(one);
            }
        }
        while (!open.isEmpty()) {
            for (Dependency dependency : open.remove().dependencies()) {
                LockedPackage next = byName.get(dependency.name());
                if (next != null && needed.add(next.name())) {
                    open.add(next);
                }
            }
        }
        return needed;
    }

    /** The packages that need this one. */
    static List<LockedPackage> of(PackageName name, Collection<LockedPackage> packages) {
        return packages.stream()
                .filter(one -> one.dependencies().stream()
                        .anyMatch(needed -> needed.name().equals(name)))
                .toList();
    }

    /** What a package lacks in its environment. */
    static List<Dependency> unmet(LockedPackage one, LockFile lock) {
        Map<PackageName, PackageVersion> provided = Provided.by(lock.layout().luaVersion());
        return one.dependencies().stream()
                .filter(needed -> provided.containsKey(needed.name())
                        ? !needed.constraints().allow(provided.get(needed.name()))
                        : lock.find(needed.name())
                                .filter(other -> needed.allows(other.id()))
                                .isEmpty())
                .toList();
    }
}
