// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bioxen.api.curator.CatalogNotAvailableException;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.api.curator.PackageNotFoundException;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.bioxen.spi.catalog.CatalogUnavailableException;
import org.bioxen.spi.catalog.Listed;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.catalog.Release;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogs that are slow, lie, vanish, or are out for harm: whoever asks gets an answer in time, and one that says which catalog. */
@Timeout(60)
class MisbehavingCatalogTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private Shop shop = new Shop();
    private final CountDownLatch testEnds = new CountDownLatch(1);

    @AfterEach
    void close() {
        testEnds.countDown();
        shop.close();
    }

    // Slow

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void catalogThatNeverAnswersIsLeftToItself(boolean obeysInterrupts) {
        shop = new Shop(SHORT);
        shop.add("slow", 0, slow(obeysInterrupts));

        assertThatThrownBy(() -> releases("json"))
                .isInstanceOf(CatalogNotAvailableException.class)
                .hasMessageContaining("'slow'")
                .hasMessageContaining("did not answer within 300 ms");
    }

    @Test
    void catalogThatNeverComesBackDoesNotTakeMoreAndMoreThreads() {
        shop = new Shop(Duration.ofMillis(20));
        shop.add("slow", 0, slow(false));

        for (int i = 0; i < 30; i++) {
            shop.registry().refresh("slow"); // forgives it each time
        }

        assertThat(threadsOf("slow")).hasSizeLessThanOrEqualTo(8);
        assertThat(shop.registry().get("slow").problem().orElseThrow()).contains("have not come back");
    }

    @Test
    void catalogThatFailsAgainAndAgainIsNotAskedForAWhile() {
        shop = new Shop(SHORT);
        Shelf failing = new Shelf() {
            @Override
            public Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) throws CatalogException {
                snapshots.incrementAndGet();
                throw new CatalogUnavailableException("out of order");
            }
        };
        shop.add("failing", 0, failing);

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> releases("json")).hasMessageContaining("out of order");
        }
        assertThat(failing.snapshots).hasValue(Breaker.PATIENCE);

        shop.registry().refresh("failing");
        assertThat(failing.snapshots).as("who asks for it by name").hasValue(Breaker.PATIENCE + 1);
    }

    @Test
    void catalogThatAsksForPeaceIsNotAskedBefore() {
        Shelf busy = new Shelf() {
            @Override
            public Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) throws CatalogException {
                snapshots.incrementAndGet();
                throw new CatalogUnavailableException("busy", null, Duration.ofSeconds(40));
            }
        };
        shop.add("busy", 0, busy);

        assertThatThrownBy(() -> releases("json")).hasMessageContaining("busy");
        assertThatThrownBy(() -> releases("json")).hasMessageContaining("not asked for another 40 s");
        assertThat(busy.snapshots).hasValue(1);
    }

    @Test
    void streamThatStallsIsBrokenOff() throws IOException {
        shop = new Shop(SHORT);
        shop.add("slow", 0, streaming(new InputStream() {
            private int given;

            @Override
            public int read() {
                if (given++ < 3) {
                    return 'x';
                }
                await(testEnds, false);
                return -1;
            }

            @Override
            public int read(byte[] into, int offset, int count) {
                into[offset] = (byte) read();
                return 1;
            }
        }));

        try (CatalogView view = shop.view()) {
            InputStream bytes = open(view, "slow", "json 1.0-1");
            assertThat(bytes.readNBytes(3)).hasSize(3);
            assertThatThrownBy(bytes::read).isInstanceOf(IOException.class).hasMessageContaining("'slow'");
        }
    }

    @Test
    void interruptOfWhoeverWaitsEndsTheWait() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        shop.add("slow", 0, new Shelf() {
            @Override
            public Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) {
                asked.countDown();
                try {
                    testEnds.await();
                } catch (InterruptedException expected) {
                    interrupted.countDown();
                }
                return Optional.empty();
            }
        });
        ExecutorService one = Executors.newSingleThreadExecutor();
        Future<Boolean> stillInterrupted = one.submit(() -> {
            assertThatThrownBy(() -> releases("json"))
                    .isInstanceOf(CatalogNotAvailableException.class)
                    .hasMessageContaining("interrupted");
            return Thread.interrupted();
        });
        asked.await();
        one.shutdownNow();

        assertThat(stillInterrupted.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).as("the call, too").isTrue();
    }

    // Lying

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("null instead of releases", releases -> null),
                lie("a release that is null", releases -> Collections.singletonList(null)),
                lie("a release of another package", releases -> List.of(Shelf.release("other 1.0-1"))),
                lie("a release twice", releases -> List.of(releases.get(0), releases.get(0))),
                lie("more releases than there can be", releases -> IntStream.range(0, Answers.MOST_RELEASES + 1)
                        .mapToObj(i -> Shelf.release("json " + i))
                        .toList()),
                lie("releases without end", releases -> new AbstractList<>() {
                    @Override
                    public Release get(int index) {
                        return Shelf.release("json " + index);
                    }

                    @Override
                    public int size() {
                        return Integer.MAX_VALUE;
                    }
                }),
                lie(
                        "what a terminal obeys",
                        releases -> List.of(Release.builder(releases.get(0).id())
                                .summary("\u001b[2J")
                                .build())),
                lie(
                        "a summary without end",
                        releases -> List.of(Release.builder(releases.get(0).id())
                                .summary("x".repeat(2000))
                                .build())));
    }

    private static Arguments lie(String name, UnaryOperator<List<Release>> lie) {
        return Arguments.of(name, lie);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void releasesThatMakeNoSenseAreRefused(String name, UnaryOperator<List<Release>> lie) {
        shop.add("lying", 0, new Twisted(Shelf.of("json 1.0-1")) {
            @Override
            List<Release> releases(List<Release> releases) {
                return lie.apply(releases);
            }
        });

        assertThatThrownBy(() -> releases("json"))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("'lying'")
                .hasMessageNotContaining("\u001b");
    }

    @Test
    void nullInsteadOfASnapshotIsRefused() {
        shop.add("lying", 0, new Shelf() {
            @Override
            public Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) {
                return null;
            }
        });

        assertThatThrownBy(() -> releases("json")).isInstanceOf(IntegrityException.class);
    }

    @Test
    void stillGoodWithoutAnythingBeforeIsRefused() {
        shop.add("lying", 0, new Shelf() {
            @Override
            public Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) {
                return Optional.empty();
            }
        });

        assertThatThrownBy(() -> releases("json")).isInstanceOf(IntegrityException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "\u001b[31m"})
    void tokensThatMakeNoSenseAreRefused(String token) {
        shop.add("lying", 0, new Twisted(Shelf.of("json 1.0-1")) {
            @Override
            String token(String honest) {
                return token;
            }
        });

        assertThatThrownBy(() -> releases("json")).isInstanceOf(IntegrityException.class);
    }

    @Test
    void listsAndProfilesThatMakeNoSenseAreRefused() {
        shop.add("lying", 0, new Twisted(Shelf.of("json 1.0-1")) {
            @Override
            Iterator<Listed> packages(Iterator<Listed> packages) {
                return Arrays.asList((Listed) null).iterator();
            }

            @Override
            Map<String, Profile> profiles(Map<String, Profile> profiles) {
                return Map.of("../up", new Profile("", List.of()));
            }
        });

        try (CatalogView view = shop.view()) {
            assertThat(view.listed()).isEmpty();
            assertThat(view.missing()).singleElement().asString().contains("'lying' is corrupt");
            assertThat(view.profiles()).isEmpty();
        }
    }

    @Test
    void listWithoutEndIsCutOff() {
        shop.add("endless", 0, new Twisted(Shelf.of("json 1.0-1")) {
            @Override
            Iterator<Listed> packages(Iterator<Listed> packages) {
                return Stream.iterate(0, i -> i + 1)
                        .map(i -> new Listed(Shelf.name("p" + i), "", Optional.empty()))
                        .iterator();
            }
        });

        assertThat(shop.view().listed().get("endless")).hasSize(Answers.MOST_LISTED);
    }

    @Test
    void snapshotGivesTheSameAnswerTwice() {
        Shelf honest = Shelf.of("json 1.0-1");
        shop.add("moody", 0, honest);

        try (CatalogView view = shop.view()) {
            assertThat(view.releases(Shelf.name("json"), Optional.empty())).isPresent();
            assertThat(view.releases(Shelf.name("csv"), Optional.empty())).isEmpty();
            honest.stock("csv 1.0-1");
            view.releases(Shelf.name("json"), Optional.empty());
            assertThat(view.releases(Shelf.name("csv"), Optional.empty())).isEmpty();
        }
        assertThat(honest.lookups).hasValue(2);
        assertThat(releases("csv")).isPresent();
    }

    @Test
    void artifactThatIsNotThereIsNamed() {
        shop.add("lying", 0, new Shelf() {
            @Override
            public ArtifactStream open(Release release, Artifact artifact, CatalogCall call) throws CatalogException {
                throw new CatalogNotFoundException("404");
            }
        });

        assertThatThrownBy(() -> open(shop.view(), "lying", "json 1.0-1"))
                .isInstanceOf(PackageNotFoundException.class)
                .hasMessageContaining("json 1.0-1");
    }

    @Test
    void artifactOfAnotherLengthIsRefusedBeforeItIsRead() {
        shop.add("lying", 0, new Shelf() {
            @Override
            public ArtifactStream open(Release release, Artifact artifact, CatalogCall call) {
                return new ArtifactStream(InputStream.nullInputStream(), OptionalLong.of(5));
            }
        });

        assertThatThrownBy(() -> open(shop.view(), "lying", "json 1.0-1")).isInstanceOf(IntegrityException.class);
    }

    // Vanishing

    @Test
    void catalogThatHasGoneStillCountsAsFarAsItWasAsked() {
        long service = shop.add("going", 10, Shelf.of("json 1.0-1", "csv 1.0-1"));
        shop.add("other", 0, Shelf.of("json 9.9-1", "csv 9.9-1"));
        try (CatalogView view = shop.view()) {
            view.releases(Shelf.name("json"), Optional.empty());

            shop.registry().remove(service);

            assertThat(view.releases(Shelf.name("json"), Optional.empty())
                            .orElseThrow()
                            .catalog())
                    .isEqualTo("going");
            assertThatThrownBy(() -> view.releases(Shelf.name("csv"), Optional.empty()))
                    .isInstanceOf(CatalogNotAvailableException.class)
                    .hasMessage("catalog 'going' has gone");
            assertThatThrownBy(() -> open(view, "going", "json 1.0-1"))
                    .isInstanceOf(CatalogNotAvailableException.class)
                    .hasMessage("catalog 'going' has gone");
        }
        assertThat(releases("json").orElseThrow().catalog())
                .as("the next operation")
                .isEqualTo("other");
    }

    @Test
    void catalogThatComesCountsFromTheNextOperationOn() {
        shop.add("first", 0, Shelf.of("json 1.0-1"));
        try (CatalogView view = shop.view()) {
            shop.add("second", 10, Shelf.of("json 2.0-1"));

            assertThat(view.releases(Shelf.name("json"), Optional.empty())
                            .orElseThrow()
                            .catalog())
                    .isEqualTo("first");
        }
        assertThat(releases("json").orElseThrow().catalog()).isEqualTo("second");
    }

    @Test
    void goingEndsCallsAndStreamsUnderWay() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        long service = shop.add("going", 0, streaming(new InputStream() {
            @Override
            public int read() {
                reading.countDown();
                await(testEnds, false);
                return -1;
            }
        }));
        CatalogView view = shop.view();
        InputStream bytes = open(view, "going", "json 1.0-1");
        ExecutorService one = Executors.newSingleThreadExecutor();
        Future<?> reader = one.submit(() -> assertThatThrownBy(bytes::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'going' has gone"));
        reading.await();

        shop.registry().remove(service);

        reader.get(10, TimeUnit.SECONDS);
        one.shutdown();
    }

    // Hostile

    @ParameterizedTest
    @ValueSource(
            classes = {
                StackOverflowError.class,
                NoClassDefFoundError.class,
                OutOfMemoryError.class,
                ThreadDeathLike.class
            })
    void errorsOfACatalogAreItsOwn(Class<? extends Throwable> error) {
        shop.add("hostile", 0, new Shelf() {
            @Override
            public Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) {
                throw MisbehavingCatalogTest.<RuntimeException>sneaky(error);
            }
        });

        assertThatThrownBy(() -> releases("json"))
                .isInstanceOf(CatalogNotAvailableException.class)
                .hasMessageContaining("'hostile'")
                .hasMessageContaining(error.getSimpleName());
    }

    /** An error that nobody has heard of. */
    static final class ThreadDeathLike extends Error {
        private static final long serialVersionUID = 1L;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Class<? extends Throwable> error) throws T {
        try {
            throw (T) error.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void artifactWithoutEndIsCutOff() {
        shop.add("hostile", 0, streaming(new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        }));

        try (CatalogView view = shop.view()) {
            InputStream bytes = open(view, "hostile", "json 1.0-1");
            assertThatThrownBy(bytes::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("more than 10 bytes");
        }
    }

    @Test
    void streamThatGivesNothingForEverIsCutOff() {
        shop.add("hostile", 0, streaming(new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] into, int offset, int count) {
                return 0;
            }
        }));

        assertThatThrownBy(() -> open(shop.view(), "hostile", "json 1.0-1").readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no stream may");
    }

    @Test
    void closedViewClosesItsStreams() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        shop.add("patient", 0, streaming(new ByteArrayInputStream(new byte[10]) {
            @Override
            public void close() {
                closed.countDown();
            }
        }));
        CatalogView view = shop.view();
        InputStream bytes = open(view, "patient", "json 1.0-1");

        view.close();

        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(bytes::read).isInstanceOf(IOException.class);
    }

    @Test
    void noThreadsAreLeftWhenAllHasEnded() throws Exception {
        shop.add("tidy", 0, Shelf.of("json 1.0-1"));
        try (CatalogView view = shop.view()) {
            view.releases(Shelf.name("json"), Optional.empty());
            open(view, "tidy", "json 1.0-1").readAllBytes();
        }
        List<Thread> threads = threadsOf("tidy");

        shop.close();

        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "../up", "a..b", "-a", "x\u001b", "ends."})
    void idsThatMakeNoSenseAreRefusedAndShown(String id) {
        shop.add(Map.of(CatalogProvider.ID, id), Shelf.of("json 1.0-1"));

        assertThat(releases("json")).isEmpty();
        assertThat(shop.registry().list())
                .singleElement()
                .satisfies(status -> assertThat(status.problem().orElseThrow()).contains("no name for a catalog"))
                .satisfies(status -> assertThat(status.id()).doesNotContain("\u001b"));
    }

    @Test
    void patternThatWouldTakeForEverTakesNoTime() {
        String stars = "*a".repeat(49) + "b";
        shop.add(Map.of(CatalogProvider.ID, "hostile", CatalogProvider.EXCLUDES, stars), Shelf.of("x 1"));

        assertThat(shop.view().releases(Shelf.name("a".repeat(100)), Optional.empty()))
                .isEmpty();
    }

    @Test
    void offlineWhatWasSeenIsStillThereAndNothingIsAsked() {
        Shelf shelf = Shelf.of("json 1.0-1", "csv 1.0-1");
        shop.add("far", 0, shelf);
        releases("json");
        int asked = shelf.snapshots.get() + shelf.lookups.get();

        try (CatalogView view = shop.registry().view(true)) {
            assertThat(view.releases(Shelf.name("json"), Optional.empty())).isPresent();
            assertThatThrownBy(() -> view.releases(Shelf.name("csv"), Optional.empty()))
                    .isInstanceOf(CatalogNotAvailableException.class)
                    .hasMessageContaining("offline");
            assertThatThrownBy(() -> open(view, "far", "json 1.0-1"))
                    .isInstanceOf(CatalogNotAvailableException.class)
                    .hasMessageContaining("offline");
        }
        assertThat(shelf.snapshots.get() + shelf.lookups.get()).isEqualTo(asked);
    }

    @Test
    void localCatalogIsAskedAlsoOffline() {
        shop.add(Map.of(CatalogProvider.ID, "near", CatalogProvider.LOCAL, true), Shelf.of("json 1.0-1"));

        try (CatalogView view = shop.registry().view(true)) {
            assertThat(view.releases(Shelf.name("json"), Optional.empty())).isPresent();
        }
    }

    @Test
    void namesThatAreMuchAlikeAreFound() {
        shop.add("one", 0, Shelf.of("json 1", "jsonp 1", "csv 1", "bio_compute 1"));

        try (CatalogView view = shop.view()) {
            assertThat(view.similar(Shelf.name("jsno"))).containsExactly(Shelf.name("json"));
            assertThat(view.similar(Shelf.name("bio-compute"))).containsExactly(Shelf.name("bio_compute"));
            assertThat(view.similar(Shelf.name("zzzzzz"))).isEmpty();
        }
    }

    private Optional<CatalogView.Owned> releases(String name) {
        try (CatalogView view = shop.view()) {
            return view.releases(Shelf.name(name), Optional.empty());
        }
    }

    private static InputStream open(CatalogView view, String catalog, String release) {
        Release wanted = Shelf.release(release);
        return view.open(catalog, wanted, wanted.artifacts().get(0)).bytes();
    }

    private Shelf slow(boolean obeysInterrupts) {
        return new Shelf() {
            @Override
            public Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) {
                await(testEnds, obeysInterrupts);
                return Optional.empty();
            }
        };
    }

    private static Shelf streaming(InputStream stream) {
        return new Shelf() {
            @Override
            public ArtifactStream open(Release release, Artifact artifact, CatalogCall call) {
                return new ArtifactStream(stream, OptionalLong.empty());
            }
        };
    }

    private static void await(CountDownLatch latch, boolean obeysInterrupts) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException interrupted) {
                if (obeysInterrupts) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private static List<Thread> threadsOf(String catalog) {
        return new ArrayList<>(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("bioxen-catalog-" + catalog))
                .toList());
    }
}
