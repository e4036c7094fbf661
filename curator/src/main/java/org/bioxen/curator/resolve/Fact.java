// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;

/** What is so from the start, and what every conclusion of a search rests on. */
sealed interface Fact {
    /** A requirement leaves only those states of the package. */
    record Demanded(Demand demand, Variable on, ReleaseSet allowed) implements Fact {}

    /** Those releases of one package need the other package in one of those states. */
    record Needs(Variable from, ReleaseSet releases, Dependency dependency, Variable on, ReleaseSet allowed)
            implements Fact {}

    /** Only that version may be chosen. */
    record Pinned(PackageName name, PackageVersion version) implements Fact {}

    /** Those releases must not be chosen. */
    record Excluded(Dependency releases) implements Fact {}

    /** Those releases were withdrawn. */
    record Withdrawn(Variable of, ReleaseSet releases) implements Fact {}

    /** Both bind one package to a catalog, and not to the same. */
    record Bound(Demand one, Demand other) implements Fact {}

    /** It is there from the start. */
    record Provided(Variable what) implements Fact {}
}
