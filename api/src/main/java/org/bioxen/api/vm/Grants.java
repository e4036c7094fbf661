// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a sandbox level closes and this VM may use all the same, one thing at a time. Empty by default; without meaning at
 * {@link SandboxLevel#TRUSTED}, where nothing is closed. Immutable.
 */
public final class Grants {
    private static final Grants NONE = new Builder().build();

    private final Set<Path> readPaths;
    private final Set<Path> writePaths;
    private final Set<String> environmentVariables;

    private Grants(Builder builder) {
        readPaths = Set.copyOf(builder.readPaths);
        writePaths = Set.copyOf(builder.writePaths);
        environmentVariables = Set.copyOf(builder.environmentVariables);
    }

    /** Nothing granted. */
    public static Grants none() {
        return NONE;
    }

    /** A builder that starts with nothing granted. */
    public static Builder builder() {
        return new Builder();
    }

    /** Files and directory trees that may be read, absolute and normalized. */
    public Set<Path> readPaths() {
        return readPaths;
    }

    /** Files and directory trees that may be read and written, absolute and normalized. */
    public Set<Path> writePaths() {
        return writePaths;
    }

    /** Names of environment variables that {@code os.getenv} may answer. */
    public Set<String> environmentVariables() {
        return environmentVariables;
    }

    /** Whether nothing is granted. */
    public boolean isEmpty() {
        return readPaths.isEmpty() && writePaths.isEmpty() && environmentVariables.isEmpty();
    }

    @Override
    public String toString() {
        return "read " + readPaths + ", write " + writePaths + ", environment " + environmentVariables;
    }

    /** Builds {@link Grants}. Not thread-safe. */
    public static final class Builder {
        private final Set<Path> readPaths = new LinkedHashSet<>();
        private final Set<Path> writePaths = new LinkedHashSet<>();
        private final Set<String> environmentVariables = new LinkedHashSet<>();

        private Builder() {}

        /** Opens a file or a directory tree for reading. */
        public Builder read(Path path) {
            readPaths.add(path.toAbsolutePath().normalize());
            return this;
        }

        /** Opens a file or a directory tree for reading and writing. */
        public Builder write(Path path) {
            writePaths.add(path.toAbsolutePath().normalize());
            return this;
        }

        /** Lets {@code os.getenv} answer this name. */
        public Builder environmentVariable(String name) {
            environmentVariables.add(Checks.notBlank(name, "environment variable"));
            return this;
        }

        /** The grants so far. */
        public Grants build() {
            return new Grants(this);
        }
    }
}
