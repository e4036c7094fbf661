// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that a release comes as.
 *
 * @param format which {@link PackageFormat} reads it, for example {@code bioxen}
 * @param platform for which machines it is: {@code all}, or operating system and processor such as {@code linux-x86_64}
 * @param location where the catalog has it; means something to the catalog alone
 * @param size its length in bytes, if the catalog knows
 * @param sha256 its digest in 64 small hexadecimal digits, if the catalog knows; without, the platform trusts the first that it gets
 *     and remembers it
 */
public record Artifact(String format, String platform, String location, OptionalLong size, Optional<String> sha256) {
    /** The platform of what runs everywhere. */
    public static final String ALL = "all";

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if the size is negative or the digest is none
     */
    public Artifact {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(location, "location");
        if (size.isPresent() && size.getAsLong() < 0) {
            throw new IllegalArgumentException("an artifact has no size of " + size.getAsLong());
        }
        if (sha256.isPresent() && !sha256.get().matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "'" + sha256.get() + "' is no SHA-256 digest; give 64 small hexadecimal digits");
        }
    }
}
