// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes what is installed in environments. Every change is one transaction: it is planned, everything that it needs is fetched and
 * checked, and then the environment has a new generation, or, whatever happens on the way, the old one. A service. Thread-safe, and
 * safe against other processes on the same folder: they wait for each other.
 *
 * <p>All methods throw {@link EnvironmentNotFoundException}; those that change something also {@link UnsatisfiableException},
 * {@link PackageNotFoundException}, {@link CatalogNotAvailableException}, {@link IntegrityException}, {@link
 * RefusedArtifactException}, {@link EnvironmentBusyException}, and {@link CuratorException} for a disk that is full or read-only;
 * then the environment is as before. An interrupted thread ends the operation so, too.
 */
@ProviderType
public interface PackageManager {
    /**
     * Installs packages with what they need. What is installed already and satisfies the requirements stays as it is.
     *
     * @param wanted at least one
     */
    ChangeReport install(String environment, Collection<Requirement> wanted, ChangeOptions options);

    /**
     * Takes newer releases, as far as all requirements allow.
     *
     * @param names these, and what they need if that is necessary; all if empty
     */
    ChangeReport update(String environment, Collection<PackageName> names, ChangeOptions options);

    /**
     * Removes packages.
     *
     * @param names what to remove, at least one; what is then needed by nobody stays unless {@link ChangeOptions#autoremove}
     * @throws UnsatisfiableException if others need it and stay; {@link ChangeOptions#force} removes it all the same
     */
    ChangeReport remove(String environment, Collection<PackageName> names, ChangeOptions options);

    /** Removes what was installed for others and is needed by nobody any more. */
    ChangeReport autoremove(String environment, ChangeOptions options);

    /** Makes the environment what a lock file says, no more and no less. */
    ChangeReport sync(String environment, Path lockFile, ChangeOptions options);

    /** Keeps the version of a package as it is until it is unpinned, or lets it go again. */
    void pin(String environment, PackageName name, boolean on);

    /** What is installed, by name. */
    List<InstalledPackage> list(String environment);

    /** What is installed and has a newer release in its catalog. */
    List<OutdatedPackage> outdated(String environment);

    /** Compares every installed file with its digest; what {@link EnvironmentManager#health} tells about files. */
    HealthReport verify(String environment);

    /** The text of the lock file of an environment. */
    String lock(String environment);

    /** The plain verbs, for one environment. */
    PackageInstaller installer(String environment);
}
