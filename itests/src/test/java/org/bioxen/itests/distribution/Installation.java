// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Copies of the distribution, for tests that change it. */
final class Installation {
    private Installation() {}

    /** Copies the distribution as it was built. */
    static Path copy(Path home) throws IOException {
        for (Path file : files(Bioxen.HOME)) {
            Path target = home.resolve(Bioxen.HOME.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return home;
    }

    /** Everything in a directory, and the directory itself. */
    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.toList();
        }
    }
}
