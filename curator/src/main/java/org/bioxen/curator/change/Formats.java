// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.util.Optional;
import org.bioxen.spi.catalog.PackageFormat;

/** The package formats that there are. Thread-safe. */
@FunctionalInterface
public interface Formats {
    /** The format of that name, if it is there. */
    Optional<PackageFormat> find(String name);
}
