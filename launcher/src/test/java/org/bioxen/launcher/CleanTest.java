// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path data;
    private Path memory;

    @BeforeEach
    void fill() throws IOException {
        data = directory.resolve("data");
        memory = Files.createDirectory(directory.resolve("memory"));
        write("cds/java.jsa");
        write("cds/java.jsa.for");
        write("run/1-killed.lock");
        write("run/1-killed/framework/bundle0/file");
        write("curator/store/package");
        write("repl/history");
        write("log/bioxen.log");
    }

    private void write(String file) throws IOException {
        Path path = data.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, new byte[1000]);
    }

    private int clean(String... more) {
        String[] words = new String[more.length + 1];
        words[0] = "clean";
        System.arraycopy(more, 0, words, 1, more.length);
        Map<String, String> properties = Map.of("bioxen.data", data.toString(), "bioxen.memory", memory.toString());
        return new Clean(properties::get, new PrintStream(out), new PrintStream(err)).run(words);
    }

    @Test
    void removesWhatIsMadeAgainAndNothingElse() {
        assertThat(clean()).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("removed 4 KiB from " + data + "\n");
        assertThat(data.resolve("cds")).doesNotExist();
        assertThat(data.resolve("run")).isEmptyDirectory();
        assertThat(data.resolve("curator/store/package")).exists();
        assertThat(data.resolve("repl/history")).exists();
        assertThat(data.resolve("log/bioxen.log")).exists();
    }

    @Test
    void hasNothingToDoTheSecondTime() {
        clean();
        out.reset();

        assertThat(clean()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("nothing to remove in " + data + "\n");
    }

    @Test
    void refusesWhileACommandOfTheSameDataRuns() throws Exception {
        try (Storage command = Storage.open(memory, data)) {
            assertThat(clean()).isEqualTo(3);

            assertThat(err.toString(StandardCharsets.UTF_8))
                    .startsWith("bioxen: cannot clean " + data)
                    .contains("process " + ProcessHandle.current().pid())
                    .hasLineCount(1);
            assertThat(data.resolve("cds/java.jsa")).exists();
            assertThat(command.directory()).exists();
        }
    }

    @Test
    void doesNotMindACommandOfOtherData() throws Exception {
        try (Storage command = Storage.open(memory, directory.resolve("other"))) {
            assertThat(clean()).isZero();

            assertThat(data.resolve("cds")).doesNotExist();
            assertThat(command.directory()).exists();
        }
    }

    @Test
    void takesNoArguments() {
        assertThat(clean("everything")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains("clean takes no arguments");
        assertThat(data.resolve("cds/java.jsa")).exists();
    }
}
