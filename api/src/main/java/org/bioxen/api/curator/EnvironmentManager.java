// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The environments: sets of installed packages that VMs find by {@code require}, each for one Lua version and apart from all others.
 * An environment changes in whole generations, of which the last ones are kept; a VM goes on with the one that it started with. On
 * disk it is a tree as LuaRocks has it. A service. Thread-safe, and safe against other processes on the same folder.
 *
 * <p>All methods throw {@link EnvironmentNotFoundException} for a name that is not there, {@link EnvironmentBusyException} where
 * somebody else changes the environment for longer than is waited, and {@link CuratorException} where the disk does not let them.
 */
@ProviderType
public interface EnvironmentManager {
    /**
     * Makes an empty environment.
     *
     * @param name up to 64 letters, digits and {@code . - _}
     * @param luaVersion for example {@code 5.4}
     * @throws EnvironmentAlreadyExistsException if there is one of this name
     * @throws IllegalArgumentException if that is no name, or no Lua version from 5.1 to 5.5
     */
    EnvironmentInfo create(String name, String luaVersion);

    /** All environments, by name. */
    List<EnvironmentInfo> list();

    /** The environment of this name, if there is one. */
    Optional<EnvironmentInfo> find(String name);

    /** The environment of this name. */
    EnvironmentInfo get(String name);

    /** Removes an environment with all its generations; VMs that use it go on until their end. */
    void delete(String name);

    /**
     * Makes another environment that is the same, without any catalog.
     *
     * @throws EnvironmentAlreadyExistsException if there is one of the new name
     * @throws IllegalArgumentException if the new name is none
     */
    EnvironmentInfo copy(String name, String newName);

    /**
     * Installs the packages of a profile.
     *
     * @throws PackageNotFoundException if no catalog has such a profile
     */
    ChangeReport bootstrap(String name, String profile, ChangeOptions options);

    /**
     * Writes the environment's lock file: all that is needed to make the same again elsewhere, byte for byte.
     *
     * @param file is replaced
     */
    void export(String name, Path file);

    /**
     * Makes an environment from a lock file, from the store where that has everything, else from the catalogs.
     *
     * @throws EnvironmentAlreadyExistsException if there is one of this name
     * @throws IntegrityException if a catalog has other bytes than the lock file says, or the lock file other things than its
     *     artifacts
     * @throws IllegalArgumentException if the name is none
     */
    ChangeReport importFrom(String name, Path file, ChangeOptions options);

    /** Looks at every file of an environment, and what is around it. */
    HealthReport health(String name);

    /**
     * Mends what {@link #health} found and can be mended, with files from the store or the catalogs.
     *
     * @return what is left
     */
    HealthReport repair(String name, ChangeOptions options);

    /** The generations that are kept, newest first. */
    List<GenerationInfo> generations(String name);

    /**
     * Makes an earlier generation the present one, as a new generation.
     *
     * @param generation its number, or empty for the one before the present
     * @throws CuratorException if it is not kept any more
     */
    ChangeReport rollback(String name, Optional<Long> generation);

    /**
     * Removes generations, and files of the store, that nobody needs any more.
     *
     * @return bytes that were freed
     */
    long collectGarbage();
}
