// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptHistoryTest {
    @TempDir
    private Path data;

    @Test
    void theFileIsForItsOwnerAlone() throws IOException {
        Path file = PromptHistory.file(data, "repl").orElseThrow();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsThereIsKeptAndClosedToOthers() throws IOException {
        Path file = PromptHistory.file(data, "repl").orElseThrow();
        Files.writeString(file, "x = 1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(PromptHistory.file(data, "repl")).contains(file);

        assertThat(file).hasContent("x = 1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void withoutAPlaceForItNothingIsKept() throws IOException {
        Path notADirectory = Files.writeString(data.resolve("file"), "");

        assertThat(PromptHistory.file(notADirectory, "repl")).isEmpty();
    }
}
