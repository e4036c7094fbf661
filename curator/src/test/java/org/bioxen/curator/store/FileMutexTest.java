// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
    void aloneIsAloneUntilItIsClosed() throws IOException {
        Path file = folder.resolve("lock");
        FileMutex held = FileMutex.tryAlone(file).orElseThrow();

        assertThat(FileMutex.tryAlone(file)).isEmpty();
        assertThat(FileMutex.tryShared(file)).isEmpty();
        assertThat(FileMutex.tryAlone(folder.resolve("../" + folder.getFileName() + "/lock")))
                .isEmpty();

        held.close();
        FileMutex.tryAlone(file).orElseThrow().close();
    }

    @Test
    void sharedIsSharedUntilAllHaveClosed() throws IOException {
        Path file = folder.resolve("lock");
        FileMutex one = FileMutex.tryShared(file).orElseThrow();
        FileMutex two = FileMutex.tryShared(file).orElseThrow();
        one.close();
        assertThat(FileMutex.tryAlone(file)).isEmpty();

        two.close();
        FileMutex.tryAlone(file).orElseThrow().close();
    }

    @Test
    void deletingTakesTheFileAlong() throws IOException {
        Path file = folder.resolve("lock");
        FileMutex.tryAlone(file).orElseThrow().delete();

        assertThat(file).doesNotExist();
    }

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
