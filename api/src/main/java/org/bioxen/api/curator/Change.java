// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What happens to one package.
 *
 * @param kind what happens
 * @param name to which package
 * @param from the release that was there, if one was
 * @param to the release that is there afterwards, if one is
 * @param catalog the id of the catalog of the new release; empty for a removal
 * @param why by whose wish: {@code asked for}, or who needs it
 * @param licence the licence of the new release, if known
 * @param size length of its artifact in bytes, if known
 */
public record Change(
        Kind kind,
        PackageName name,
        Optional<PackageVersion> from,
        Optional<PackageVersion> to,
        String catalog,
        String why,
        Optional<String> licence,
        OptionalLong size) {
    /** What can happen to a package. */
    public enum Kind {
        /** It was not there. */
        INSTALL,
        /** It becomes newer. */
        UPGRADE,
        /** It becomes older. */
        DOWNGRADE,
        /** The same version with other content, or from another catalog. */
        REPLACE,
        /** It goes. */
        REMOVE
    }
}
