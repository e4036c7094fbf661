// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The plain verbs for one environment, with the usual options. Throws as {@link PackageManager} does. Thread-safe. */
@ProviderType
public interface PackageInstaller {
    /** The environment's name. */
    String environment();

    /**
     * Installs packages.
     *
     * @param requirements each as {@link Requirement#parse} reads it; at least one
     * @throws IllegalArgumentException if one cannot be read
     */
    ChangeReport install(String... requirements);

    /** Updates these packages, or all. */
    ChangeReport update(String... names);

    /** Removes packages. */
    ChangeReport remove(String... names);

    /** What is installed, by name. */
    List<InstalledPackage> list();
}
