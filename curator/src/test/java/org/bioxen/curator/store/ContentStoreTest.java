// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoreTest {
    @TempDir
    Path folder;

    private ContentStore store() {
        return new ContentStore(folder.resolve("store"), folder.resolve("locks/store"), Steps.NONE);
    }

    private static String put(ContentStore store, String text) throws IOException {
        Path file = Files.writeString(store.newIncoming().resolve("file"), text);
        String digest = Digests.sha256(text);
        store.put(file, digest);
        return digest;
    }

    @Test
    void aFileIsDeployedAsALinkThatCannotBeWritten() throws IOException {
        ContentStore store = store();
        String digest = put(store, "return 1\n");
        Path target = folder.resolve("target");

        assertThat(store.deploy(digest, target, false)).isTrue();

        assertThat(Files.readString(target)).isEqualTo("return 1\n");
        assertThat(Files.getAttribute(target, "unix:ino"))
                .isEqualTo(Files.getAttribute(store.place(digest), "unix:ino"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("r--r--r--");
    }

    @Test
    void whereLinksFailItIsACopy() throws IOException {
        ContentStore store = new ContentStore(
                folder.resolve("store"), folder.resolve("locks/store"), Steps.NONE, (link, existing) -> {
                    throw new FileSystemException(link.toString(), existing.toString(), "Invalid cross-device link");
                });
        String digest = put(store, "return 1\n");
        Path target = folder.resolve("target");

        assertThat(store.deploy(digest, target, false)).isTrue();

        assertThat(Files.readString(target)).isEqualTo("return 1\n");
        assertThat(Files.getAttribute(target, "unix:nlink")).isEqualTo(1);
    }

    @Test
    void aProgramIsACopyThatCanBeExecuted() throws IOException {
        ContentStore store = store();
        String digest = put(store, "#!lua\n");
        Path target = folder.resolve("target");

        assertThat(store.deploy(digest, target, true)).isTrue();

        assertThat(Files.isExecutable(target)).isTrue();
        assertThat(Files.getPosixFilePermissions(store.place(digest)).toString())
                .doesNotContain("EXECUTE");
    }

    @Test
    void whatIsDamagedIsNotDeployedAndGone() throws IOException {
        ContentStore store = store();
        String digest = put(store, "return 1\n");
        store.place(digest).toFile().setWritable(true);
        Files.writeString(store.place(digest), "return 2\n");

        assertThat(store.damaged(Set.of(digest))).containsExactly(digest);
        assertThat(store.deploy(digest, folder.resolve("target"), false)).isFalse();

        assertThat(folder.resolve("target")).doesNotExist();
        assertThat(store.place(digest)).doesNotExist();
        assertThatThrownBy(() -> store.read(digest, 100)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void puttingSomethingOverADamagedFileMendsIt() throws IOException {
        ContentStore store = store();
        String digest = put(store, "return 1\n");
        store.place(digest).toFile().setWritable(true);
        Files.writeString(store.place(digest), "return 2\n");

        put(store, "return 1\n");

        assertThat(store.read(digest, 100)).isEqualTo("return 1\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsInAnArtifactIsKnownOnlyWithAllOfIt() throws IOException {
        ContentStore store = store();
        String digest = put(store, "return 1\n");
        StoredArtifact artifact = new StoredArtifact(
                "ab".repeat(32),
                5,
                List.of(new StoredArtifact.Entry("lua/a.lua", 9, digest, Digests.md5(new byte[0]), false)));
        store.record(artifact);
        assertThat(store.artifact(artifact.sha256())).contains(artifact);

        Files.delete(store.place(digest));

        assertThat(store.artifact(artifact.sha256())).isEmpty();
        assertThat(store.artifact("cd".repeat(32))).isEmpty();
    }

    @Test
    void aByteFlippedAnywhereInWhatIsKnownOfAnArtifactIsFound() throws IOException {
        ContentStore store = store();
        String digest = put(store, "return 1\n");
        StoredArtifact artifact = new StoredArtifact(
                "ab".repeat(32),
                5,
                List.of(new StoredArtifact.Entry("lua/a.lua", 9, digest, Digests.md5(new byte[0]), false)));
        store.record(artifact);
        Path record = folder.resolve("store/artifacts/" + artifact.sha256() + ".json");
        byte[] good = Files.readAllBytes(record);
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            Files.write(record, bad);
            assertThat(store.artifact(artifact.sha256())).as("byte %d", at).isEmpty();
        }
    }

    @Test
    void sweepingLeavesWhatIsNeeded() throws IOException {
        ContentStore store = store();
        String kept = put(store, "kept");
        String gone = put(store, "gone");

        long freed = store.sweep(Set.of(), Set.of(kept));

        assertThat(freed).isEqualTo(4);
        assertThat(store.has(kept, 4)).isTrue();
        assertThat(store.has(gone, 4)).isFalse();
    }

    @Test
    void whoUsesTheStoreKeepsTheSweeperOutAndOthersIn() throws Exception {
        ContentStore store = store();
        FileMutex first = store.use(Duration.ZERO).orElseThrow();
        FileMutex second = store().use(Duration.ZERO).orElseThrow();

        assertThat(store.alone(Duration.ZERO)).isEmpty();
        first.close();
        assertThat(store.alone(Duration.ZERO)).isEmpty();
        second.close();
        FileMutex alone = store.alone(Duration.ZERO).orElseThrow();
        assertThat(store.use(Duration.ZERO)).isEmpty();
        alone.close();
    }

    @Test
    void manyPutTheSameAtOnce() throws Exception {
        ContentStore store = store();
        int threads = 8;
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                all.add(pool.submit(() -> {
                    together.await();
                    for (int i = 0; i < 20; i++) {
                        put(store, "content " + i);
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
        for (int i = 0; i < 20; i++) {
            assertThat(store.read(Digests.sha256("content " + i), 100))
                    .isEqualTo(("content " + i).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatWasSeenFirstIsRemembered() throws IOException {
        FirstSeen seen = new FirstSeen(folder.resolve("seen"));
        assertThat(seen.of("main: json 1.0")).isEmpty();

        seen.remember("main: json 1.0", "ab".repeat(32));

        assertThat(new FirstSeen(folder.resolve("seen")).of("main: json 1.0")).isEqualTo(Optional.of("ab".repeat(32)));
        assertThat(seen.of("main: json 1.1")).isEmpty();
    }
}
