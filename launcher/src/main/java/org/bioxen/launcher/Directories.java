// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Where this installation keeps its things. Nothing in {@code home} is ever written to, unless one of the others is in it.
 *
 * @param home the installation
 * @param data what the program keeps; may be outside a read-only installation
 * @param etc the configuration
 * @param log where the log file goes
 * @param memory where the framework works during one command, if there is a place that is faster than {@code data}
 * @param packages where {@link SystemPackages} are remembered, if anywhere
 */
record Directories(Path home, Path data, Path etc, Path log, Optional<Path> memory, Optional<Path> packages) {
    private static final String PROFILE = "gosh_profile";

    /**
     * Reads the system properties {@code bioxen.home} (needed), {@code bioxen.data}, {@code bioxen.etc} and {@code bioxen.log} (by
     * default folders of the installation), {@code bioxen.memory} and {@code bioxen.packages} (by default none).
     *
     * @throws LaunchException when {@code bioxen.home} is missing or is no installation
     */
    static Directories of(UnaryOperator<String> property) throws LaunchException {
        String home = property.apply("bioxen.home");
        if (home == null || home.isEmpty()) {
            throw new LaunchException("no installation given: start with bin/bioxen, or set -Dbioxen.home=DIRECTORY");
        }
        Path root = Path.of(home).toAbsolutePath().normalize();
        if (!Files.isDirectory(root.resolve("bundle"))) {
            throw new LaunchException(root + " is no BioXen installation: it has no folder bundle");
        }
        return new Directories(
                root,
                or(property.apply("bioxen.data"), root, "data"),
                or(property.apply("bioxen.etc"), root, "etc"),
                or(property.apply("bioxen.log"), root, "log"),
                optional(property.apply("bioxen.memory")),
                optional(property.apply("bioxen.packages")));
    }

    private static Optional<Path> optional(String given) {
        return given == null || given.isEmpty() ? Optional.empty() : Optional.of(Path.of(given));
    }

    private static Path or(String given, Path root, String folder) {
        return given == null || given.isEmpty()
                ? root.resolve(folder)
                : Path.of(given).toAbsolutePath().normalize();
    }

    /** Where the framework of a process works. */
    Path run(Mode mode) {
        // Bundles of deploy are copied there: too much, perhaps, for a place in memory.
        return mode == Mode.COMMAND && memory.isPresent() ? memory.get() : data.resolve("run");
    }

    Path bundle() {
        return home.resolve("bundle");
    }

    Path deploy() {
        return home.resolve("deploy");
    }

    /** The profile of the interactive shell: that of the configuration, or else the installation's own. */
    Path profile() {
        Path own = etc.resolve(PROFILE);
        return Files.exists(own) ? own : home.resolve("etc").resolve(PROFILE);
    }

    Path configuration() {
        return home.resolve("conf/container.properties");
    }

    /** Whether somebody put configurations into {@code etc} or bundles into {@code deploy}. */
    boolean customised() {
        return holds(etc().toFile().list(), Directories::isConfiguration)
                || holds(deploy().toFile().list(), name -> !name.startsWith("."));
    }

    private static boolean isConfiguration(String name) {
        return name.endsWith(".cfg") || name.endsWith(".config");
    }

    /** Whether one of the names is of the kind; what cannot be listed holds none, for it cannot be watched either. */
    private static boolean holds(String[] names, Predicate<String> kind) {
        if (names == null) {
            return false;
        }
        for (String name : names) {
            if (kind.test(name)) {
                return true;
            }
        }
        return false;
    }
}
