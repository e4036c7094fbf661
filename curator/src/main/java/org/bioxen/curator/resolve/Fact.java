// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.List;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;

/** What is so from the start, and what every conclusion of a search rests on. */
sealed interface Fact {
    /** The packages that it is about. */
    List<PackageName> subjects();

    /** A requirement leaves only those states of the package. */
    record Demanded(Demand demand, Variable on, ReleaseSet allowed) implements Fact {
        @Override
        public List<PackageName> subjects() {
            return List.of(on.name());
        }
    }

    /** Those releases of one package need the other package in one of those states. */
    record Needs(Variable from, ReleaseSet releases, Dependency dependency, Variable on, ReleaseSet allowed)
            implements Fact {
        @Override
        public List<PackageName> subjects() {
            return List.of(from.name(), on.name());
        }
    }

    /** Only that version may be chosen. */
    record Pinned(PackageName name, PackageVersion version) implements Fact {
        @Override
        public List<PackageName> subjects() {
            return List.of(name);
        }
    }

    /** Those releases must not be chosen. */
    record Excluded(Dependency releases) implements Fact {
        @Override
        public List<PackageName> subjects() {
            return List.of(releases.name());
        }
    }

    /** Those releases were withdrawn. */
    record Withdrawn(Variable of, ReleaseSet releases) implements Fact {
        @Override
        public List<PackageName> subjects() {
            return List.of(of.name());
        }
    }

    /** Both bind one package to a catalog, and not to the same. */
    record Bound(Demand one, Demand other) implements Fact {
        @Override
        public List<PackageName> subjects() {
            return List.of(one.name());
        }
    }

    /** It is there from the start. */
    record Provided(Variable what) implements Fact {
        @Override
        public List<PackageName> subjects() {
            return List.of(what.name());
        }
    }
}
