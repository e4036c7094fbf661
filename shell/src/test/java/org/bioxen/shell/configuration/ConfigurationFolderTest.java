// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFolderTest {
    @TempDir
    Path etc;

    private ConfigurationFolder folder;
    private Path file;

    @BeforeEach
    void open() {
        folder = new ConfigurationFolder(etc);
        file = folder.file("org.example~lab");
    }

    private List<String> visibleFiles() throws IOException {
        try (Stream<Path> files = Files.list(etc)) {
            return files.map(each -> each.getFileName().toString())
                    .filter(name -> !name.equals(".configurations.lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void makesChangesAndRemovesAFileAndLeavesNothingElse() throws Exception {
        assertThat(file.getFileName()).hasToString("org.example-lab.cfg");
        assertThat(folder.change(file, false, text -> text.with("a", "1"))).isTrue();
        assertThat(folder.change(file, false, text -> text.with("a", "1"))).isFalse();
        assertThat(file).hasContent("a = 1");
        assertThat(visibleFiles()).containsExactly("org.example-lab.cfg");

        assertThat(folder.change(file, false, text -> text.without("a"))).isTrue();
        assertThat(visibleFiles()).isEmpty();
    }

    @Test
    void nobodyElseReadsANewFileWithSecretsAndAnOldOneKeepsItsPermissions() throws Exception {
        folder.change(file, true, text -> text.with("a", "1"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        folder.change(file, true, text -> text.with("a", "2"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aLinkStaysOne() throws Exception {
        Path elsewhere = Files.createDirectory(etc.resolve("elsewhere")).resolve("real.cfg");
        Files.writeString(elsewhere, "a = 1\n");
        Files.createSymbolicLink(file, elsewhere);

        folder.change(file, false, text -> text.with("a", "2"));

        assertThat(file).isSymbolicLink();
        assertThat(elsewhere).hasContent("a = 2");
    }

    @Test
    void bytesOfAnyEncodingStayAsTheyAre() throws Exception {
        byte[] comment = {'#', (byte) 0xFC, (byte) 0xC3, (byte) 0xBC, '\n'};
        Files.write(file, comment);

        folder.change(file, false, text -> text.with("a", "ü"));

        assertThat(Files.readAllBytes(file)).startsWith(comment).endsWith("a = \\u00fc\n".getBytes());
    }

    @Test
    void whatFailsOnTheWayLeavesTheFileAsItWas() throws Exception {
        folder.change(file, false, text -> text.with("a", "1"));

        assertThatThrownBy(() -> folder.change(file, false, text -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        // Where the new file should be there is something that cannot be removed.
        Path inTheWay = etc.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        Files.createDirectories(inTheWay.resolve("full"));
        assertThatThrownBy(() -> folder.change(file, false, text -> text.with("a", "2")))
                .isInstanceOf(IOException.class);

        assertThat(file).hasContent("a = 1");
    }

    @Test
    void manyAtOnceLoseNothing() throws Exception {
        int threads = 8;
        int rounds = 10;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int mine = thread;
                all.add(pool.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        String key = "key." + mine + "." + round;
                        new ConfigurationFolder(etc).change(file, false, text -> text.with(key, "x"));
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(Files.readAllLines(file)).hasSize(threads * rounds).doesNotHaveDuplicates();
    }
}
