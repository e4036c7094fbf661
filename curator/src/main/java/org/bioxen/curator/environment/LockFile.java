// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;

/**
 * All that is in an environment, exactly: who has the files of the store, or the catalogs, makes the same tree of it. Immutable.
 *
 * @param layout where things lie, which depends on the Lua version
 * @param packages by name
 */
public record LockFile(TreeLayout layout, SortedMap<PackageName, LockedPackage> packages) {
    /**
     * Copies the packages.
     *
     * @throws IllegalArgumentException if two files would be in the same place, or one where its package may have none, or a package
     *     is not for this Lua version, or two packages have a module of the same name
     */
    public LockFile {
        packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
        checkLua(layout, packages.values());
        checkPlaces(layout, packages.values());
        checkModules(layout, packages.values());
    }

    /** An environment without packages. */
    public static LockFile empty(TreeLayout layout) {
        return new LockFile(layout, new TreeMap<>());
    }

    /** An environment with these packages. */
    public static LockFile of(TreeLayout layout, Collection<LockedPackage> packages) {
        TreeMap<PackageName, LockedPackage> byName = new TreeMap<>();
        for (LockedPackage one : packages) {
            if (byName.put(one.name(), one) != null) {
                throw new IllegalArgumentException("the package " + one.name() + " is there twice");
            }
        }
        return new LockFile(layout, byName);
    }

    /** The package of that name, if it is there. */
    public Optional<LockedPackage> find(PackageName name) {
        return Optional.ofNullable(packages.get(name));
    }

    /** All files of all packages. */
    public List<LockedFile> files() {
        return packages.values().stream().flatMap(one -> one.files().stream()).toList();
    }

    private static void checkLua(TreeLayout layout, Collection<LockedPackage> packages) {
        PackageVersion lua = PackageVersion.parse(layout.luaVersion());
        for (LockedPackage one : packages) {
            if (!one.luaRange().allow(lua)) {
                throw new IllegalArgumentException(one.id() + " needs Lua " + one.luaRange()
                        + ", and the environment is for Lua " + layout.luaVersion());
            }
        }
    }

    private static void checkPlaces(TreeLayout layout, Collection<LockedPackage> packages) {
        Map<String, LockedPackage> owners = new HashMap<>();
        for (LockedPackage one : packages) {
            for (LockedFile file : one.files()) {
                if (layout.kindOf(one.id(), file.path()).isEmpty()) {
                    throw new IllegalArgumentException(one.id() + " may not have the file " + file.path());
                }
                LockedPackage other = owners.put(TreePath.folded(file.path()), one);
                if (other != null) {
                    throw conflict(one, other, file.path());
                }
            }
        }
        for (LockedPackage one : packages) {
            for (LockedFile file : one.files()) {
                String path = TreePath.folded(file.path());
                for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                    LockedPackage other = owners.get(path.substring(0, slash));
                    if (other != null) {
                        throw conflict(one, other, path.substring(0, slash));
                    }
                }
            }
        }
    }

    /** Of {@code a.lua}, {@code a/init.lua} and a native {@code a} only one is ever found, so one package must have them all. */
    private static void checkModules(TreeLayout layout, Collection<LockedPackage> packages) {
        Map<String, LockedPackage> owners = new HashMap<>();
        for (LockedPackage one : packages) {
            for (LockedFile file : one.files()) {
                layout.moduleOf(file.path()).ifPresent(module -> {
                    LockedPackage other = owners.putIfAbsent(TreePath.folded(module), one);
                    if (other != null && !other.equals(one)) {
                        throw new IllegalArgumentException(one.id() + " and " + other.id() + " both have the module "
                                + module + "; only one of them can be installed");
                    }
                });
            }
        }
    }

    private static IllegalArgumentException conflict(LockedPackage one, LockedPackage other, String path) {
        return new IllegalArgumentException(
                one.equals(other)
                        ? one.id() + " has the file " + path + " twice"
                        : one.id() + " and " + other.id() + " both have the file " + path
                                + "; only one of them can be installed");
    }
}
