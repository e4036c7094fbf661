// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageId;

/** One version of a package as a catalog describes it; it never changes but for being yanked. Immutable. */
public final class Release {
    private final PackageId id;
    private final String summary;
    private final String description;
    private final Optional<String> licence;
    private final Optional<String> homepage;
    private final List<String> labels;
    private final List<Dependency> dependencies;
    private final Optional<String> yanked;
    private final List<Artifact> artifacts;

    private Release(Builder builder) {
        id = builder.id;
        summary = builder.summary;
        description = builder.description;
        licence = Optional.ofNullable(builder.licence);
        homepage = Optional.ofNullable(builder.homepage);
        labels = List.copyOf(builder.labels);
        dependencies = List.copyOf(builder.dependencies);
        yanked = Optional.ofNullable(builder.yanked);
        artifacts = List.copyOf(builder.artifacts);
    }

    /** A builder for this release. */
    public static Builder builder(PackageId id) {
        return new Builder(id);
    }

    /** Which package in which version. */
    public PackageId id() {
        return id;
    }

    /** What it is for, in one line; may be empty. */
    public String summary() {
        return summary;
    }

    /** What it is for, at length; may be empty. */
    public String description() {
        return description;
    }

    /** The licence, best as an SPDX expression, if it is known. */
    public Optional<String> licence() {
        return licence;
    }

    /** Where to read more, if there is such a place. */
    public Optional<String> homepage() {
        return homepage;
    }

    /** Words that it can be found by. */
    public List<String> labels() {
        return labels;
    }

    /** What it needs; Lua itself is {@link org.bioxen.api.curator.PackageName#LUA}. */
    public List<Dependency> dependencies() {
        return dependencies;
    }

    /** Why it should not be installed any more, if that is so; who has it keeps it. */
    public Optional<String> yanked() {
        return yanked;
    }

    /** What it comes as; the platform takes the first whose format and machine fit. */
    public List<Artifact> artifacts() {
        return artifacts;
    }

    @Override
    public String toString() {
        return "Release[" + id + "]";
    }

    /** Builds a {@link Release}. Not thread-safe. */
    public static final class Builder {
        private final PackageId id;
        private String summary = "";
        private String description = "";
        private String licence;
        private String homepage;
        private String yanked;
        private final List<String> labels = new ArrayList<>();
        private final List<Dependency> dependencies = new ArrayList<>();
        private final List<Artifact> artifacts = new ArrayList<>();

        private Builder(PackageId id) {
            this.id = Objects.requireNonNull(id, "id");
        }

        /** Sets {@link Release#summary()}. */
        public Builder summary(String line) {
            summary = Objects.requireNonNull(line, "line");
            return this;
        }

        /** Sets {@link Release#description()}. */
        public Builder description(String text) {
            description = Objects.requireNonNull(text, "text");
            return this;
        }

        /** Sets {@link Release#licence()}. */
        public Builder licence(String name) {
            licence = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Sets {@link Release#homepage()}. */
        public Builder homepage(String address) {
            homepage = Objects.requireNonNull(address, "address");
            return this;
        }

        /** Adds one of {@link Release#labels()}. */
        public Builder label(String word) {
            labels.add(Objects.requireNonNull(word, "word"));
            return this;
        }

        /** Adds one of {@link Release#dependencies()}. */
        public Builder dependency(Dependency needed) {
            dependencies.add(Objects.requireNonNull(needed, "needed"));
            return this;
        }

        /** Sets {@link Release#yanked()}. */
        public Builder yanked(String why) {
            yanked = Objects.requireNonNull(why, "why");
            return this;
        }

        /** Adds one of {@link Release#artifacts()}. */
        public Builder artifact(Artifact file) {
            artifacts.add(Objects.requireNonNull(file, "file"));
            return this;
        }

        /** The release so far. */
        public Release build() {
            return new Release(this);
        }
    }
}
