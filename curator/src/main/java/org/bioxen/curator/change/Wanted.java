// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.util.Optional;
import java.util.OptionalLong;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.Requirement;
import org.bioxen.curator.environment.LockedPackage;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.Release;

/** A package that shall be in an environment and is not there yet. */
sealed interface Wanted {
    /** Which release. */
    PackageId id();

    /** The id of the catalog that it comes from. */
    String catalog();

    /** Its licence, if known. */
    Optional<String> licence();

    /** Length of its artifact in bytes, if known. */
    OptionalLong size();

    /**
     * What a catalog offers.
     *
     * @param artifact which of the release's artifacts
     */
    record Offered(Release release, Artifact artifact, String catalog, Optional<Requirement> requested, boolean pinned)
            implements Wanted {
        @Override
        public PackageId id() {
            return release.id();
        }

        @Override
        public Optional<String> licence() {
            return release.licence();
        }

        @Override
        public OptionalLong size() {
            return artifact.size();
        }
    }

    /** What a lock file says, file by file. */
    record Exactly(LockedPackage locked) implements Wanted {
        @Override
        public PackageId id() {
            return locked.id();
        }

        @Override
        public String catalog() {
            return locked.catalog();
        }

        @Override
        public Optional<String> licence() {
            return locked.licence();
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.of(locked.artifact().size());
        }
    }
}
