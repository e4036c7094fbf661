// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
