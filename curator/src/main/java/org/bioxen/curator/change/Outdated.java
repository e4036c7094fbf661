// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.OutdatedPackage;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.Requirement;
import org.bioxen.api.curator.UnsatisfiableException;
import org.bioxen.api.curator.VersionConstraints;
import org.bioxen.curator.catalog.CatalogView;
import org.bioxen.curator.environment.LockFile;
import org.bioxen.curator.environment.LockedPackage;
import org.bioxen.curator.resolve.Candidate;
import org.bioxen.curator.resolve.Problem;
import org.bioxen.curator.resolve.Resolver;
import org.bioxen.curator.resolve.Unresolved;

/** Which packages of an environment have newer releases. For one operation and thread. */
final class Outdated {
    private final String environment;
    private final LockFile now;
    private final CatalogUniverse universe;

    Outdated(String environment, LockFile now, CatalogView view, Formats formats) {
        this.environment = environment;
        this.now = now;
        this.universe = new CatalogUniverse(view, formats, now, false, false);
    }

    List<OutdatedPackage> list() {
        Map<PackageName, PackageVersion> wanted = wanted();
        List<OutdatedPackage> outdated = new ArrayList<>();
        for (LockedPackage one : now.packages().values()) {
            PackageVersion installed = one.id().version();
            PackageVersion latest = latest(one).orElse(installed);
            PackageVersion possible = wanted.getOrDefault(one.name(), installed);
            if (latest.compareTo(installed) > 0 || possible.compareTo(installed) > 0) {
                outdated.add(new OutdatedPackage(
                        one.name(),
                        installed,
                        possible,
                        latest.compareTo(possible) < 0 ? possible : latest,
                        one.catalog()));
            }
        }
        return outdated;
    }

    /** What an update of all would bring. */
    private Map<PackageName, PackageVersion> wanted() {
        Map<PackageName, PackageVersion> versions = new HashMap<>();
        try {
            Target target = new Planner(environment, now, universe, ChangeOptions.usual()).update(List.of());
            target.wanted()
                    .forEach(next -> versions.put(next.id().name(), next.id().version()));
        } catch (UnsatisfiableException broken) {
            return Map.of(); // env:health tells that; that there are newer releases is true all the same
        }
        return versions;
    }

    /** What the resolver would take of the package if nothing else mattered. */
    private Optional<PackageVersion> latest(LockedPackage one) {
        Problem alone = Problem.builder()
                .require(
                        new Requirement(
                                new Dependency(one.name(), new VersionConstraints(List.of())),
                                Optional.of(one.catalog())),
                        "outdated")
                .build();
        try {
            Candidate best = new Resolver()
                    .resolve(alone, (name, catalog) -> universe.releases(name, catalog)
                            .map(all -> all.stream().map(Outdated::alone).toList()))
                    .chosen()
                    .get(one.name());
            return Optional.of(best.version());
        } catch (Unresolved none) {
            return Optional.empty();
        }
    }

    private static Candidate alone(Candidate candidate) {
        return new Candidate(candidate.id(), candidate.catalog(), List.of(), candidate.yanked());
    }
}
