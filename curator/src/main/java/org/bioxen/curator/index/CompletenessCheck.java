// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.catalog.Release;

/** Whether a catalog has what its packages and profiles need. */
final class CompletenessCheck {
    private static final List<PackageVersion> LUA_VERSIONS = Stream.of("5.1", "5.2", "5.3", "5.4", "5.5")
            .map(PackageVersion::parse)
            .toList();
    /** What comes with some versions of Lua, and from no catalog. */
    private static final Set<PackageName> PROVIDED = Set.of(new PackageName("bit32"), new PackageName("utf8"));

    private final Map<PackageName, ? extends Collection<Release>> packages;

    CompletenessCheck(Map<PackageName, ? extends Collection<Release>> packages) {
        this.packages = packages;
    }

    /** One line for each thing that is needed and not there. */
    List<String> missing(Map<String, Profile> profiles) {
        List<String> missing = new ArrayList<>();
        packages.values().stream()
                .flatMap(Collection::stream)
                .filter(release -> release.yanked().isEmpty())
                .forEach(release -> check(release.id().toString(), release.dependencies(), missing));
        profiles.forEach((name, profile) -> check("the profile '" + name + "'", profile.packages(), missing));
        return missing;
    }

    private void check(String who, List<Dependency> dependencies, List<String> missing) {
        for (Dependency dependency : dependencies) {
            if (!isThere(dependency)) {
                missing.add(who + " needs " + dependency + ", which "
                        + (dependency.name().equals(PackageName.LUA) ? "no Lua is" : "the catalog does not have"));
            }
        }
    }

    private boolean isThere(Dependency dependency) {
        if (dependency.name().equals(PackageName.LUA)) {
            return LUA_VERSIONS.stream().anyMatch(dependency.constraints()::allow);
        }
        return PROVIDED.contains(dependency.name())
                || packages.containsKey(dependency.name())
                        && packages.get(dependency.name()).stream()
                                .anyMatch(release -> release.yanked().isEmpty() && dependency.allows(release.id()));
    }
}
