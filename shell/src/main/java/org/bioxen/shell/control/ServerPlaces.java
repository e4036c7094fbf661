// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.control;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where a server is started from, and where it keeps its things. All are absolute.
 *
 * @param home the installation
 * @param data what it keeps
 * @param etc its configuration
 * @param log where it logs
 */
record ServerPlaces(Path home, Path data, Path etc, Path log) {
    /** Reads the system properties {@code bioxen.home}, {@code bioxen.data}, {@code bioxen.etc} and {@code bioxen.log}. */
    static ServerPlaces of(UnaryOperator<String> property) {
        return new ServerPlaces(
                path(property, "bioxen.home"),
                path(property, "bioxen.data"),
                path(property, "bioxen.etc"),
                path(property, "bioxen.log"));
    }

    private static Path path(UnaryOperator<String> property, String name) {
        String value = property.apply(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("the system property " + name + " is not set; start with bin/bioxen");
        }
        return Path.of(value).toAbsolutePath();
    }

    /** The start script. */
    Path program() {
        return home.resolve("bin/bioxen");
    }

    /** What the server prints. */
    Path output() {
        return log.resolve("server.out");
    }

    /** What the one before it printed. */
    Path earlierOutput() {
        return log.resolve("server.1.out");
    }

    /** What tells the start script of all these, wherever it is started. */
    Map<String, String> environment() {
        return Map.of("BIOXEN_DATA", data.toString(), "BIOXEN_ETC", etc.toString(), "BIOXEN_LOG", log.toString());
    }
}
