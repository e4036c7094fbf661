// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageId;

/**
 * What is to be done to install a package.
 *
 * @param id what the artifact itself says that it is; the platform refuses it if that is another than was asked for
 * @param dependencies what the artifact itself says that it needs; the platform refuses more than the catalog said
 * @param licence what the artifact itself says its licence is, if it does
 * @param steps in order
 */
public record PackagePlan(PackageId id, List<Dependency> dependencies, Optional<String> licence, List<Step> steps) {
    /** Refuses {@code null}, copies the lists. */
    public PackagePlan {
        Objects.requireNonNull(id, "id");
        dependencies = List.copyOf(dependencies);
        Objects.requireNonNull(licence, "licence");
        steps = List.copyOf(steps);
    }

    /** One thing to do. There are no others: what a package wants beyond these is refused. */
    public sealed interface Step {
        /**
         * Puts a file where Lua or people find it.
         *
         * @param kind where
         * @param source its path in the artifact
         * @param target its path below the folder of that kind, relative, with {@code /} between
         */
        record Place(Kind kind, String source, String target) implements Step {}

        /**
         * Fetches a further archive and puts its files beside those that are there, after which the format is asked again.
         *
         * @param location its address, {@code http} or {@code https}
         * @param sha256 its digest; required
         * @param folder the folder of the artifact to unpack it into, relative
         */
        record Fetch(String location, String sha256, String folder) implements Step {}

        /**
         * Has something built.
         *
         * @param recipe how; refused where no recipe of this name is allowed
         * @param sources paths in the artifact
         * @param target what it makes, below the folder of native modules
         */
        record Build(String recipe, List<String> sources, String target) implements Step {
            /** Copies the list. */
            public Build {
                sources = List.copyOf(sources);
            }
        }
    }

    /** Where a file goes. */
    public enum Kind {
        /** Modules in Lua: {@code share/lua/5.x}. */
        LUA,
        /** Native modules: {@code lib/lua/5.x}. */
        NATIVE,
        /** Programs: {@code bin}. */
        BIN,
        /** Data of the package, in its own folder. */
        DATA,
        /** Documentation, in its own folder. */
        DOC
    }
}
