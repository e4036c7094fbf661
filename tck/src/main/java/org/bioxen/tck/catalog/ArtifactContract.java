// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.Release;
import org.junit.jupiter.api.Test;

/** The bytes that a catalog hands over. */
interface ArtifactContract extends CatalogSubject {
    /** So many open an artifact at once. */
    int AT_ONCE = 4;

    @Test
    default void releaseComesAsSomething() throws CatalogException {
        assertThat(snapshot().releases(known(), call()))
                .allSatisfy(release -> assertThat(release.artifacts()).isNotEmpty());
    }

    @Test
    default void formatsAndPlatformsAreWords() throws CatalogException {
        for (Release release : snapshot().releases(known(), call())) {
            assertThat(release.artifacts()).allSatisfy(artifact -> {
                assertThat(artifact.format()).matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
                assertThat(artifact.platform()).matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
                assertThat(artifact.location()).matches("\\P{Cntrl}*").hasSizeLessThanOrEqualTo(4000);
            });
        }
    }

    @Test
    default void artifactIsWhatItsReleaseSays() throws CatalogException, IOException {
        for (Release release : snapshot().releases(known(), call())) {
            for (Artifact artifact : release.artifacts()) {
                byte[] bytes = bytes(release, artifact);
                artifact.size().ifPresent(size -> assertThat(bytes.length)
                        .as("the size of " + release.id())
                        .isEqualTo((int) size));
                artifact.sha256().ifPresent(digest -> assertThat(sha256(bytes))
                        .as("the digest of " + release.id())
                        .isEqualTo(digest));
            }
        }
    }

    @Test
    default void lengthIsThatOfWhatComes() throws CatalogException, IOException {
        Release release = release();
        ArtifactStream stream = catalog().open(release, release.artifacts().get(0), call());
        try (InputStream in = stream.bytes()) {
            int length = in.readAllBytes().length;
            stream.length().ifPresent(said -> assertThat(said).isEqualTo(length));
        }
    }

    @Test
    default void artifactIsTheSameEachTime() throws CatalogException, IOException {
        Release release = release();

        assertThat(bytes(release, release.artifacts().get(0)))
                .isEqualTo(bytes(release, release.artifacts().get(0)));
    }

    @Test
    default void artifactIsOpenedBySeveralAtOnce() throws Exception {
        Release release = release();
        byte[] alone = bytes(release, release.artifacts().get(0));
        List<InputStream> open = new ArrayList<>();
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                open.add(catalog()
                        .open(release, release.artifacts().get(0), call())
                        .bytes());
            }
            for (InputStream one : open) {
                assertThat(one.readAllBytes()).isEqualTo(alone);
            }
        } finally {
            for (InputStream one : open) {
                one.close();
            }
        }
        assertThat(AtOnce.all(
                        AT_ONCE, () -> sha256(bytes(release, release.artifacts().get(0)))))
                .containsOnly(sha256(alone));
    }

    @Test
    default void closeBeforeTheEndIsHarmless() throws CatalogException, IOException {
        Release release = release();
        Artifact artifact = release.artifacts().get(0);
        byte[] whole = bytes(release, artifact);
        try (InputStream unread = catalog().open(release, artifact, call()).bytes()) {
            assertThat(unread).isNotNull();
        }
        try (InputStream begun = catalog().open(release, artifact, call()).bytes()) {
            begun.readNBytes(1);
        }

        assertThat(bytes(release, artifact)).isEqualTo(whole);
    }

    @Test
    default void artifactThatNobodyHasIsRefusedInTheCatalogsWords() throws CatalogException {
        Release release = release();
        Artifact nobodys = new Artifact(
                "bioxen", Artifact.ALL, "no/such/artifact-0b57f3.tar.gz", OptionalLong.empty(), Optional.empty());

        assertThatThrownBy(() -> catalog().open(release, nobodys, call())).isInstanceOf(CatalogException.class);
    }

    private Release release() throws CatalogException {
        return snapshot().releases(known(), call()).get(0);
    }

    private byte[] bytes(Release release, Artifact artifact) throws CatalogException, IOException {
        ArtifactStream stream = catalog().open(release, artifact, call());
        assertThat(stream).as("the answer to open").isNotNull();
        try (InputStream in = stream.bytes()) {
            byte[] bytes = in.readAllBytes();
            assertThat(bytes).as("an artifact").isNotEmpty();
            return bytes;
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException("every Java has SHA-256", none);
        }
    }
}
