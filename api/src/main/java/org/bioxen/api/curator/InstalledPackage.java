// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A package in an environment.
 *
 * @param id which release
 * @param catalog the id of the catalog that it came from
 * @param requested the requirement by which somebody asked for it, or empty if it is there for others
 * @param pinned whether updates leave it alone
 * @param dependencies what it needs
 * @param licence its licence, if known
 * @param sha256 digest of the artifact that it came as
 * @param files how many files it has
 * @param nativeModules whether it has modules that are not Lua
 * @param installed when
 */
public record InstalledPackage(
        PackageId id,
        String catalog,
        Optional<Requirement> requested,
        boolean pinned,
        List<Dependency> dependencies,
        Optional<String> licence,
        String sha256,
        int files,
        boolean nativeModules,
        Instant installed) {
    /** Copies the list. */
    public InstalledPackage {
        dependencies = List.copyOf(dependencies);
    }
}
