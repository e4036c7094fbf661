// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.bioxen.api.curator.Change;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.curator.environment.LockFile;
import org.bioxen.curator.environment.LockedPackage;

/**
 * What shall be in an environment.
 *
 * @param kept what is there already, though perhaps it is asked for or pinned otherwise than before
 * @param wanted what comes, those first that others need
 * @param why for each package that comes, who wants it
 * @param notes what people should know besides
 */
record Target(List<LockedPackage> kept, List<Wanted> wanted, Map<PackageName, String> why, List<String> notes) {
    Target {
        kept = List.copyOf(kept);
        wanted = List.copyOf(wanted);
        why = Map.copyOf(why);
        notes = List.copyOf(notes);
    }

    /** Only what is there already. */
    static Target of(List<LockedPackage> kept) {
        return new Target(kept, List.of(), Map.of(), List.of());
    }

    /** Whether nothing would be other than it is. */
    boolean isAlready(LockFile now) {
        return wanted.isEmpty() && List.copyOf(now.packages().values()).equals(sorted(kept));
    }

    private static List<LockedPackage> sorted(List<LockedPackage> packages) {
        TreeMap<PackageName, LockedPackage> byName = new TreeMap<>();
        packages.forEach(one -> byName.put(one.name(), one));
        return List.copyOf(byName.values());
    }

    /** What changes, in the order of the work: what goes, then what comes. */
    List<Change> changes(LockFile now) {
        List<Change> changes = new ArrayList<>();
        for (LockedPackage old : now.packages().values()) {
            boolean stays = kept.stream().anyMatch(one -> one.name().equals(old.name()))
                    || wanted.stream().anyMatch(one -> one.id().name().equals(old.name()));
            if (!stays) {
                changes.add(new Change(
                        Change.Kind.REMOVE,
                        old.name(),
                        Optional.of(old.id().version()),
                        Optional.empty(),
                        "",
                        why.getOrDefault(old.name(), "asked for"),
                        Optional.empty(),
                        OptionalLong.empty()));
            }
        }
        for (Wanted next : wanted) {
            PackageId id = next.id();
            Optional<PackageVersion> from =
                    now.find(id.name()).map(old -> old.id().version());
            changes.add(new Change(
                    kind(from, id.version()),
                    id.name(),
                    from,
                    Optional.of(id.version()),
                    next.catalog(),
                    why.getOrDefault(id.name(), "asked for"),
                    next.licence(),
                    next.size()));
        }
        return changes;
    }

    private static Change.Kind kind(Optional<PackageVersion> from, PackageVersion to) {
        if (from.isEmpty()) {
            return Change.Kind.INSTALL;
        }
        int order = to.compareTo(from.get());
        return order > 0 ? Change.Kind.UPGRADE : order < 0 ? Change.Kind.DOWNGRADE : Change.Kind.REPLACE;
    }
}
