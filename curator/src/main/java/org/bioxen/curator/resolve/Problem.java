// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.Requirement;

/** What a solution must meet, and what it should prefer. Immutable. */
public final class Problem {
    private final List<Demand> demands;
    private final Map<PackageName, PackageVersion> pins;
    private final List<Dependency> excludes;
    private final Map<PackageName, PackageVersion> locked;
    private final Map<PackageName, PackageVersion> provided;
    private final Map<String, Map<PackageName, PackageVersion>> alternatives;
    private final Set<PackageName> upgrades;
    private final boolean upgradeAll;
    private final boolean preferOldest;

    private Problem(Builder builder) {
        demands = List.copyOf(builder.demands);
        pins = Map.copyOf(builder.pins);
        excludes = List.copyOf(builder.excludes);
        locked = Map.copyOf(builder.locked);
        provided = Map.copyOf(builder.provided);
        alternatives = new LinkedHashMap<>(builder.alternatives);
        upgrades = Set.copyOf(builder.upgrades);
        upgradeAll = builder.upgradeAll;
        preferOldest = builder.preferOldest;
    }

    /** A problem with nothing in it yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that holds what this problem holds. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.demands.addAll(demands);
        builder.pins.putAll(pins);
        builder.excludes.addAll(excludes);
        builder.locked.putAll(locked);
        builder.provided.putAll(provided);
        builder.alternatives.putAll(alternatives);
        builder.upgrades.addAll(upgrades);
        builder.upgradeAll = upgradeAll;
        builder.preferOldest = preferOldest;
        return builder;
    }

    /** What must be met, the most important first. */
    public List<Demand> demands() {
        return demands;
    }

    /** The only version that may be chosen of a package, if the package is needed at all. */
    public Map<PackageName, PackageVersion> pins() {
        return pins;
    }

    /** Releases that must not be chosen. */
    public List<Dependency> excludes() {
        return excludes;
    }

    /** The versions to prefer: what is installed now, or what a lock file says. */
    public Map<PackageName, PackageVersion> locked() {
        return locked;
    }

    /** What is there without being installed: {@code lua} and whatever else comes with the engine. */
    public Map<PackageName, PackageVersion> provided() {
        return provided;
    }

    /** Other things that could be provided, by the name that people know them by. */
    Map<String, Map<PackageName, PackageVersion>> alternatives() {
        return alternatives;
    }

    boolean prefersOldest() {
        return preferOldest;
    }

    boolean upgrades(PackageName name) {
        return upgradeAll || upgrades.contains(name);
    }

    /** The catalog that a requirement binds the package to, if one does. */
    Optional<String> catalogOf(PackageName name) {
        return demands.stream()
                .filter(demand -> demand.name().equals(name))
                .flatMap(demand -> demand.requirement().catalog().stream())
                .findFirst();
    }

    /** Collects a problem. For one thread. */
    public static final class Builder {
        private final List<Demand> demands = new ArrayList<>();
        private final Map<PackageName, PackageVersion> pins = new LinkedHashMap<>();
        private final List<Dependency> excludes = new ArrayList<>();
        private final Map<PackageName, PackageVersion> locked = new LinkedHashMap<>();
        private final Map<PackageName, PackageVersion> provided = new LinkedHashMap<>();
        private final Map<String, Map<PackageName, PackageVersion>> alternatives = new LinkedHashMap<>();
        private final Set<PackageName> upgrades = new LinkedHashSet<>();
        private boolean upgradeAll;
        private boolean preferOldest;

        private Builder() {}

        /**
         * Adds a requirement. Earlier ones come first where not all can have their newest release. One that names a catalog binds
         * the package to it, whoever else needs it.
         *
         * @param origin where it comes from, for people, such as {@code asked for}
         */
        public Builder require(Requirement requirement, String origin) {
            demands.add(new Demand(requirement, origin));
            return this;
        }

        /** Puts these in place of the requirements that were added. */
        public Builder demands(Collection<Demand> newDemands) {
            demands.clear();
            demands.addAll(newDemands);
            return this;
        }

        /** Allows only that version of the package; without a revision, each of its revisions. It need not be installed. */
        public Builder pin(PackageName name, PackageVersion version) {
            pins.put(name, version);
            return this;
        }

        /** Takes the pin away. */
        public Builder unpin(PackageName name) {
            pins.remove(name);
            return this;
        }

        /** Rules out the releases that this allows: all of the package if it has no constraints. */
        public Builder exclude(Dependency releases) {
            excludes.add(releases);
            return this;
        }

        /** Puts these in place of the exclusions that were added. */
        public Builder excludes(Collection<Dependency> newExcludes) {
            excludes.clear();
            excludes.addAll(newExcludes);
            return this;
        }

        /** Prefers that version of the package, unless it is to be upgraded. */
        public Builder lock(PackageName name, PackageVersion version) {
            locked.put(name, version);
            return this;
        }

        /** Has something there from the start: dependencies on it are met by it or not at all, and it is never installed. */
        public Builder provide(PackageName name, PackageVersion version) {
            provided.put(name, version);
            return this;
        }

        /**
         * Says what else could be provided, to be tried for advice when what is provided is part of a conflict.
         *
         * @param label what people call it, such as {@code Lua 5.3}
         * @param instead all that would be provided then
         */
        public Builder alternative(String label, Map<PackageName, PackageVersion> instead) {
            alternatives.put(label, Map.copyOf(instead));
            return this;
        }

        /** Puts these in place of what was provided. */
        Builder provided(Map<PackageName, PackageVersion> instead) {
            provided.clear();
            provided.putAll(instead);
            return this;
        }

        /** Prefers the newest release of the package even if another is locked. */
        public Builder upgrade(PackageName name) {
            upgrades.add(name);
            return this;
        }

        /** Prefers the newest releases of all packages, whatever is locked. */
        public Builder upgradeAll() {
            upgradeAll = true;
            return this;
        }

        /** Prefers the oldest releases, to see whether the lower bounds of constraints are true. */
        public Builder preferOldest() {
            preferOldest = true;
            return this;
        }

        /** The problem as it is now. */
        public Problem build() {
            return new Problem(this);
        }
    }
}
