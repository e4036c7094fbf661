// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who keeps whom out. */
class FileMutexTest {
    @TempDir
    Path folder;

    @Test
    void whatAnotherCopyOfTheClassHoldsIsTakenAndThenFree() throws Exception {
        Path file = folder.resolve("lock");
        URL classes = FileMutex.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null)) {
            AutoCloseable before = (AutoCloseable) ((Optional<?>) loader.loadClass(FileMutex.class.getName())
                            .getMethod("tryAlone", Path.class)
                            .invoke(null, file))
                    .orElseThrow();

            assertThat(FileMutex.tryAlone(file)).isEmpty();
            assertThat(FileMutex.tryShared(file)).isEmpty();
            before.close();

            Optional<FileMutex> now = FileMutex.tryAlone(file);
            assertThat(now).isPresent();
            now.get().close();
        }
    }
}
