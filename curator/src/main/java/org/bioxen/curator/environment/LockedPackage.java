// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.Requirement;
import org.bioxen.api.curator.VersionConstraint;
import org.bioxen.api.curator.VersionConstraints;
import org.bioxen.spi.catalog.PackagePlan.Kind;

/**
 * A package of an environment.
 *
 * @param id which release
 * @param catalog the id of the catalog that it came from
 * @param artifact what it came as
 * @param dependencies what it needs
 * @param requested by which requirement somebody asked for it, if somebody did
 * @param pinned whether it stays at this version
 * @param licence its licence, if known
 * @param files its files, by path
 */
public record LockedPackage(
        PackageId id,
        String catalog,
        LockedArtifact artifact,
        List<Dependency> dependencies,
        Optional<Requirement> requested,
        boolean pinned,
        Optional<String> licence,
        List<LockedFile> files) {
    /** Copies the lists, and sorts the files. */
    public LockedPackage {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(catalog, "catalog");
        Objects.requireNonNull(artifact, "artifact");
        dependencies = List.copyOf(dependencies);
        Objects.requireNonNull(requested, "requested");
        Objects.requireNonNull(licence, "licence");
        files = files.stream().sorted(Comparator.comparing(LockedFile::path)).toList();
    }

    /** The package. */
    public PackageName name() {
        return id.name();
    }

    /** The same package, asked for by another requirement or by none. */
    public LockedPackage withRequested(Optional<Requirement> requirement) {
        return new LockedPackage(id, catalog, artifact, dependencies, requirement, pinned, licence, files);
    }

    /** The same package, pinned or not. */
    public LockedPackage withPinned(boolean on) {
        return new LockedPackage(id, catalog, artifact, dependencies, requested, on, licence, files);
    }

    /** Whether the other is the same release with the same content, wherever it came from. */
    public boolean sameContent(LockedPackage other) {
        return id.equals(other.id) && files.equals(other.files);
    }

    /** Which Lua versions it runs on. */
    public VersionConstraints luaRange() {
        List<VersionConstraint> all = new ArrayList<>();
        for (Dependency dependency : dependencies) {
            if (dependency.name().equals(PackageName.LUA)) {
                all.addAll(dependency.constraints().all());
            }
        }
        return new VersionConstraints(all);
    }

    /** Whether it has modules that are not Lua. */
    public boolean hasNativeModules(TreeLayout layout) {
        return files.stream().anyMatch(file -> layout.kindOf(id, file.path()).equals(Optional.of(Kind.NATIVE)));
    }
}
