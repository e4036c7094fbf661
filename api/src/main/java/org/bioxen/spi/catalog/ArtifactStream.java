// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

import java.io.InputStream;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * An artifact's bytes on their way.
 *
 * @param bytes the bytes; whoever asked for them closes it
 * @param length how many there will be, if known
 */
public record ArtifactStream(InputStream bytes, OptionalLong length) {
    /** Refuses {@code null}. */
    public ArtifactStream {
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(length, "length");
    }
}
