// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.bioxen.spi.catalog.Listed;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.catalog.Release;

/** A small catalog that is right but for one flaw. */
final class PlainCatalog implements CatalogProvider {
    static final PackageName HELLO = new PackageName("hello");

    /** What may be wrong with it. */
    enum Flaw {
        NONE,
        NULL_SNAPSHOT,
        EMPTY_SNAPSHOT,
        TOKEN_CHANGES,
        TOKEN_OF_TWO_LINES,
        ALWAYS_STILL_GOOD,
        FORGETS_OLDER_SNAPSHOTS,
        EMPTY_INSTEAD_OF_NOT_FOUND,
        NULL_INSTEAD_OF_NOT_FOUND,
        RELEASES_OF_ANOTHER,
        RELEASE_TWICE,
        ANSWERS_CHANGE,
        OBEYED_BY_TERMINALS,
        NEEDS_ITSELF,
        LISTS_NOTHING,
        LISTS_TWICE,
        LISTS_WHAT_IS_NOT_THERE,
        LATEST_IS_NOT_THERE,
        NO_ARTIFACT,
        WRONG_SIZE,
        WRONG_DIGEST,
        WRONG_LENGTH,
        ONE_STREAM_FOR_ALL,
        OPENS_ONCE,
        ANY_ARTIFACT_WILL_DO,
        UNCHECKED_WHEN_LATE,
        LEAVES_A_THREAD,
        SPEECHLESS
    }

    private final Flaw flaw;
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final InputStream shared = new ByteArrayInputStream(bytes());
    private volatile CatalogSnapshot newest;

    PlainCatalog(Flaw flaw) {
        this.flaw = flaw;
    }

    Flaw flaw() {
        return flaw;
    }

    void close() {
        end.countDown();
    }

    private static byte[] bytes() {
        return "print('hello')\n".repeat(1000).getBytes(UTF_8);
    }

    @Override
    public Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) throws CatalogException {
        if (flaw == Flaw.LEAVES_A_THREAD) {
            new Thread(this::awaitEnd, "left behind").start();
        }
        if (flaw == Flaw.UNCHECKED_WHEN_LATE && call.isCancelled()) {
            throw new IllegalStateException("too late");
        }
        if (flaw == Flaw.NULL_SNAPSHOT) {
            return null;
        }
        if (flaw == Flaw.EMPTY_SNAPSHOT || (flaw == Flaw.ALWAYS_STILL_GOOD && last.isPresent())) {
            return Optional.empty();
        }
        CatalogSnapshot snapshot = new Moment(asked.incrementAndGet());
        newest = snapshot;
        return last.filter(snapshot.token()::equals).isPresent() ? Optional.empty() : Optional.of(snapshot);
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public ArtifactStream open(Release release, Artifact artifact, CatalogCall call) throws CatalogException {
        if (!artifact.location().equals("hello.lua") && flaw != Flaw.ANY_ARTIFACT_WILL_DO) {
            throw new CatalogNotFoundException("there is no " + artifact.location());
        }
        if (flaw == Flaw.OPENS_ONCE && asked.getAndSet(-1) == -1) {
            throw new CatalogNotFoundException("it was here a moment ago");
        }
        return new ArtifactStream(
                flaw == Flaw.ONE_STREAM_FOR_ALL ? shared : new ByteArrayInputStream(bytes()),
                OptionalLong.of(bytes().length + (flaw == Flaw.WRONG_LENGTH ? 1 : 0)));
    }

    @Override
    public String probe(CatalogCall call) {
        return flaw == Flaw.SPEECHLESS ? "" : "in memory";
    }

    private final class Moment implements CatalogSnapshot {
        private final int number;

        Moment(int number) {
            this.number = number;
        }

        @Override
        public String token() {
            return switch (flaw) {
                case TOKEN_CHANGES -> "t" + number;
                case TOKEN_OF_TWO_LINES -> "t\n1";
                default -> "t1";
            };
        }

        @Override
        public List<Release> releases(PackageName name, CatalogCall call) throws CatalogException {
            if (flaw == Flaw.FORGETS_OLDER_SNAPSHOTS && newest != this) {
                return List.of();
            }
            if (!name.equals(HELLO)) {
                switch (flaw) {
                    case EMPTY_INSTEAD_OF_NOT_FOUND -> {
                        return List.of();
                    }
                    case NULL_INSTEAD_OF_NOT_FOUND -> {
                        return null;
                    }
                    default -> throw new CatalogNotFoundException("there is no " + name);
                }
            }
            List<Release> releases = new ArrayList<>(List.of(release("1.0-1"), release("1.1-1")));
            if (flaw == Flaw.RELEASE_TWICE) {
                releases.add(release("1.0-1"));
            }
            if (flaw == Flaw.ANSWERS_CHANGE && asked.incrementAndGet() % 2 == 0) {
                releases.remove(0);
            }
            return releases;
        }

        private Release release(String version) {
            PackageName name = flaw == Flaw.RELEASES_OF_ANOTHER ? new PackageName("other") : HELLO;
            Release.Builder release = Release.builder(new PackageId(name, PackageVersion.parse(version)))
                    .summary(flaw == Flaw.OBEYED_BY_TERMINALS ? "\u001b[2J" : "says hello");
            if (flaw == Flaw.NEEDS_ITSELF) {
                release.dependency(Dependency.parse("hello"));
            }
            if (flaw != Flaw.NO_ARTIFACT) {
                release.artifact(new Artifact(
                        "bioxen",
                        Artifact.ALL,
                        "hello.lua",
                        OptionalLong.of(bytes().length + (flaw == Flaw.WRONG_SIZE ? 1 : 0)),
                        Optional.of(flaw == Flaw.WRONG_DIGEST ? "0".repeat(64) : sha256())));
            }
            return release.build();
        }

        @Override
        public Iterator<Listed> packages(CatalogCall call) {
            Listed hello = new Listed(
                    HELLO,
                    "says hello",
                    Optional.of(PackageVersion.parse(flaw == Flaw.LATEST_IS_NOT_THERE ? "9.9-1" : "1.1-1")));
            return switch (flaw) {
                case LISTS_NOTHING -> List.<Listed>of().iterator();
                case LISTS_TWICE -> List.of(hello, hello).iterator();
                case LISTS_WHAT_IS_NOT_THERE ->
                    List.of(hello, new Listed(new PackageName("ghost"), "", Optional.empty()))
                            .iterator();
                default -> List.of(hello).iterator();
            };
        }

        @Override
        public Map<String, Profile> profiles(CatalogCall call) {
            return Map.of("polite", new Profile("says hello", List.of(Dependency.parse("hello"))));
        }
    }

    private static String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException("every Java has SHA-256", none);
        }
    }
}
