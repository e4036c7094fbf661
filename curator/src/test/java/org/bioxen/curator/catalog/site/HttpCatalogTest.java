// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bioxen.api.curator.PackageName;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.CatalogCorruptException;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.bioxen.spi.catalog.CatalogUnavailableException;
import org.bioxen.spi.catalog.Release;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A catalog on a web server. */
class HttpCatalogTest {
    private static final PackageName JSON = new PackageName("json");

    @TempDir
    Path folder;

    private Path site;
    private Server server;
    private final HttpFetcher fetcher = new HttpFetcher();

    @BeforeEach
    void serve() throws Exception {
        site = folder.resolve("site");
        release("json", "1.0-1");
        server = new Server(site);
    }

    @AfterEach
    void close() {
        server.close();
        fetcher.close();
    }

    @Test
    void whatIsThereIsReadAndKept() throws Exception {
        CatalogSnapshot snapshot = snapshot(catalog());
        List<Release> releases = snapshot.releases(JSON, Calls.patient());

        assertThat(releases).extracting(release -> release.id().toString()).containsExactly("json 1.0-1");
        assertThat(snapshot.profiles(Calls.patient())).containsOnlyKeys("small");
        assertThat(bytes(catalog(), releases.get(0))).isEqualTo(artifactFile());

        server.requests().clear();
        snapshot(catalog()).releases(JSON, Calls.patient());
        assertThat(server.requests()).as("another process").containsExactly("/catalog.json 304");
    }

    @Test
    void snapshotThatIsStillGoodIsNotGivenAgain() throws Exception {
        StaticCatalog catalog = catalog();
        CatalogSnapshot first = snapshot(catalog);

        assertThat(catalog.snapshot(Optional.of(first.token()), Calls.patient()))
                .isEmpty();
        release("json", "1.1-1");
        assertThat(catalog.snapshot(Optional.of(first.token()), Calls.patient()))
                .hasValueSatisfying(next -> assertThat(next.token()).isNotEqualTo(first.token()));
    }

    @Test
    void keptIndexIsThereOfflineAndWhatWasNotLookedUpIsNot() throws Exception {
        release("csv", "2.0-1");
        StaticCatalog catalog = catalog();
        snapshot(catalog).releases(JSON, Calls.patient());
        server.close();

        CatalogSnapshot offline = catalog().lastSeen(Calls.patient());

        assertThat(offline.releases(JSON, Calls.patient())).hasSize(1);
        assertThat(offline.packages(Calls.patient())).toIterable().hasSize(2);
        assertThatThrownBy(() -> offline.releases(new PackageName("csv"), Calls.patient()))
                .isInstanceOf(CatalogUnavailableException.class)
                .hasMessageContaining("has not been looked up before");
        assertThatThrownBy(() -> offline.releases(new PackageName("other"), Calls.patient()))
                .isInstanceOf(CatalogNotFoundException.class);
    }

    @Test
    void catalogThatWasNeverSeenIsNotThereOffline() {
        assertThatThrownBy(() -> catalog().lastSeen(Calls.patient()))
                .isInstanceOf(CatalogNotFoundException.class)
                .hasMessageContaining("never been seen");
    }

    @Test
    void olderStateThanOneThatWasSeenIsRefusedAlsoByTheNextProcess() throws Exception {
        Path old = folder.resolve("old");
        copy(site, old);
        release("json", "1.1-1");
        snapshot(catalog());
        Files.copy(old.resolve("catalog.json"), site.resolve("catalog.json"), StandardCopyOption.REPLACE_EXISTING);
        copy(old, site);

        assertThatThrownBy(() -> snapshot(catalog()))
                .isInstanceOf(CatalogCorruptException.class)
                .hasMessageContaining("old state");
    }

    @Test
    void damagedFilesThatWereKeptAreFetchedAnew() throws Exception {
        snapshot(catalog()).releases(JSON, Calls.patient());
        for (Path kept : files(folder.resolve("cache/site/files"))) {
            byte[] bytes = Files.readAllBytes(kept);
            bytes[bytes.length / 2] ^= 1;
            Files.write(kept, bytes);
        }

        assertThat(snapshot(catalog()).releases(JSON, Calls.patient())).hasSize(1);
        server.requests().clear();
        snapshot(catalog()).releases(JSON, Calls.patient());
        assertThat(server.requests()).containsExactly("/catalog.json 304");
    }

    @Test
    void damagedStateIsAsIfThereWereNone() throws Exception {
        snapshot(catalog());
        Files.writeString(folder.resolve("cache/site/state.json"), "{\"location\":");

        assertThat(snapshot(catalog()).releases(JSON, Calls.patient())).hasSize(1);
    }

    @Test
    void anotherPlaceUnderTheSameIdIsAnotherCatalog() throws Exception {
        release("json", "1.1-1");
        release("json", "1.2-1");
        snapshot(catalog());
        Path other = folder.resolve("other");
        SampleCatalog.release(folder.resolve("other-source"), other, "csv", "1.0-1");

        try (Server second = new Server(other)) {
            assertThat(snapshot(catalog(Access.to(second.location()))).packages(Calls.patient()))
                    .toIterable()
                    .hasSize(1);
        }
    }

    @Test
    void filesOfOlderStatesAreNotKeptForEver() throws Exception {
        for (int minor = 1; minor <= 5; minor++) {
            release("json", "1." + minor + "-1");
            snapshot(catalog()).releases(JSON, Calls.patient());
        }

        assertThat(files(folder.resolve("cache/site/files"))).hasSize(2);
    }

    @Test
    void flippedByteInAnyFileIsFound() throws Exception {
        for (Path file : files(site)) {
            byte[] good = Files.readAllBytes(file);
            if (file.toString().contains("artifacts")) {
                continue; // whoever installs it holds it against its digest
            }
            byte[] bad = good.clone();
            bad[bad.length / 2] ^= 1;
            Files.write(file, bad);
            for (Path kept : Files.exists(folder.resolve("cache")) ? files(folder.resolve("cache")) : List.<Path>of()) {
                Files.delete(kept);
            }

            assertThatThrownBy(() -> snapshot(catalog()).releases(JSON, Calls.patient()))
                    .as(file.toString())
                    .isInstanceOf(CatalogCorruptException.class);
            Files.write(file, good);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, CatalogNotFoundException",
        "410, CatalogNotFoundException",
        "401, CatalogUnauthorizedException",
        "403, CatalogUnauthorizedException",
        "429, CatalogUnavailableException",
        "500, CatalogUnavailableException",
        "503, CatalogUnavailableException",
        "204, CatalogCorruptException",
        "304, CatalogCorruptException",
        "418, CatalogCorruptException"
    })
    void statusTellsWhatIsWrong(int status, String expected) {
        server.answers(status);

        assertThatThrownBy(() -> snapshot(catalog()))
                .isInstanceOf(CatalogException.class)
                .satisfies(
                        thrown -> assertThat(thrown.getClass().getSimpleName()).isEqualTo(expected));
    }

    @Test
    void serverSaysWhenToAskAgain() {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "17");
            exchange.sendResponseHeaders(503, -1);
            return true;
        });

        assertThatThrownBy(() -> snapshot(catalog()))
                .isInstanceOfSatisfying(CatalogUnavailableException.class, thrown -> assertThat(thrown.retryAfter())
                        .contains(Duration.ofSeconds(17)));
    }

    @Test
    void connectionThatIsResetOrRefusedIsUnavailable() {
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            return true;
        });
        assertThatThrownBy(() -> snapshot(catalog())).isInstanceOf(CatalogUnavailableException.class);

        server.close();
        assertThatThrownBy(() -> snapshot(catalog()))
                .isInstanceOf(CatalogUnavailableException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void serverThatDoesNotAnswerIsWaitedForAsLongAsTheCallMayTake() {
        CountDownLatch end = new CountDownLatch(1);
        server.answers(exchange -> {
            await(end);
            return false;
        });

        assertThatThrownBy(() -> catalog().snapshot(Optional.empty(), new Calls(Duration.ofMillis(200))))
                .isInstanceOf(CatalogUnavailableException.class)
                .hasMessageContaining("did not answer in time");
        end.countDown();
    }

    @Test
    void redirectsAreFollowedFiveTimes() throws Exception {
        redirect("/start/", 5);
        assertThat(snapshot(catalog(Access.to(server.location() + "start/5")))).isNotNull();

        assertThatThrownBy(() -> snapshot(catalog(Access.to(server.location() + "start/6"))))
                .isInstanceOf(CatalogCorruptException.class)
                .hasMessageContaining("more than 5 times");
    }

    private void redirect(String prefix, int times) {
        server.answers(exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (!path.startsWith(prefix)) {
                return false;
            }
            String[] parts = path.substring(prefix.length()).split("/", 2);
            int left = Integer.parseInt(parts[0]) - 1;
            exchange.getResponseHeaders().set("Location", left == 0 ? "/" + parts[1] : prefix + left + "/" + parts[1]);
            exchange.sendResponseHeaders(302, -1);
            return true;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/passwd, no address of a web site",
        "ftp://127.0.0.1/x, no address of a web site",
        "http://user:secret@127.0.0.1/, credentials",
        "http://169.254.169.254/latest/, this machine or its link",
        "http://127.0.0.1:1/, this machine or its link",
        "http://localhost:1/, this machine or its link",
        "http://[::1]:1/, this machine or its link",
        "http://0.0.0.0:1/, this machine or its link",
        "http://10.0.0.1/, private network",
        "http://192.168.1.1/, private network",
        "http://[fd00::1]/, private network"
    })
    void redirectToWhereTheCatalogMayNotLeadIsRefused(String location, String reason) {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
            return true;
        });

        assertThatThrownBy(() -> snapshot(catalog()))
                .isInstanceOf(CatalogCorruptException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("secret");
    }

    @Test
    void nameThatLeadsToThisMachineIsRefusedUnlessItSaysSo() {
        HttpFetcher misled = new HttpFetcher(
                host -> new InetAddress[] {InetAddress.getLoopbackAddress()}, ProxySelector.getDefault());
        Access access = Access.to("http://packages.example.org:" + server.port() + "/");

        assertThatThrownBy(() -> snapshot(new StaticCatalog(new HttpSite(misled, access, cache(access)))))
                .isInstanceOf(CatalogCorruptException.class)
                .hasMessageContaining("packages.example.org is this machine");
        misled.close();
    }

    @Test
    void proxyIsAskedForNamesThatItAloneKnows() throws Exception {
        HttpFetcher proxied = new HttpFetcher(
                host -> {
                    throw new UnknownHostException(host);
                },
                ProxySelector.of(new InetSocketAddress("127.0.0.1", server.port())));
        Access access = Access.to("http://packages.example.org/");

        CatalogSnapshot snapshot = snapshot(new StaticCatalog(new HttpSite(proxied, access, cache(access))));

        assertThat(snapshot.releases(JSON, Calls.patient())).hasSize(1);
        proxied.close();
    }

    @Test
    void credentialsGoToTheConfiguredServerAlone() throws Exception {
        try (Server other = new Server(site)) {
            server.answers(exchange -> {
                exchange.getResponseHeaders()
                        .set(
                                "Location",
                                other.location()
                                        + exchange.getRequestURI().getPath().substring(1));
                exchange.sendResponseHeaders(307, -1);
                return true;
            });
            Access access = Access.to(server.location())
                    .withPassword("me", "top-secret")
                    .withLocalAddresses();

            assertThat(snapshot(catalog(access)).releases(JSON, Calls.patient()))
                    .hasSize(1);
            assertThat(other.requests()).isNotEmpty();
            assertThat(other.authorizations()).isEmpty();
            assertThat(server.authorizations()).hasSize(3);
        }
    }

    @Test
    void secretsAreNotInMessages() {
        Access access = Access.to(server.location()).withToken("top-secret");
        server.answers(403);

        assertThat(access.toString()).doesNotContain("top-secret");
        assertThatThrownBy(() -> snapshot(catalog(access))).hasMessageNotContaining("top-secret");
        assertThatThrownBy(() -> Access.to("https://me:top-secret@example.org/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("credentials")
                .hasMessageNotContaining("top-secret");
    }

    @Test
    void readerWhoIsInterruptedEndsSoon() throws Exception {
        Release release = snapshot(catalog()).releases(JSON, Calls.patient()).get(0);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            await(end);
            return true;
        });
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            try (InputStream in = catalog()
                    .open(release, release.artifacts().get(0), Calls.patient())
                    .bytes()) {
                in.readNBytes(10);
                begun.countDown();
                in.readAllBytes();
            } catch (Exception expected) {
                thrown.set(expected);
            }
        });
        reader.start();
        begun.await();
        reader.interrupt();
        reader.join(10_000);
        end.countDown();

        assertThat(reader.isAlive()).isFalse();
        assertThat(thrown.get()).isInstanceOf(IOException.class);
    }

    @Test
    void noThreadsAreLeft() throws Exception {
        HttpFetcher own = new HttpFetcher();
        Access access = Access.to(server.location());
        snapshot(new StaticCatalog(new HttpSite(own, access, cache(access))));

        own.close();

        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        List<Thread> left = ours();
        for (Thread thread : left) {
            thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        assertThat(ours()).isEmpty();
        assertThatThrownBy(() -> snapshot(new StaticCatalog(new HttpSite(own, access, cache(access)))))
                .isInstanceOf(CatalogUnavailableException.class)
                .hasMessageContaining("stopping");
    }

    private static List<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("bioxen-http"))
                .toList();
    }

    @Test
    void cacheThatCannotBeWrittenIsDoneWithout() throws Exception {
        Files.writeString(folder.resolve("cache"), "in the way");

        assertThat(snapshot(catalog()).releases(JSON, Calls.patient())).hasSize(1);
    }

    private void release(String name, String version) throws Exception {
        SampleCatalog.release(folder.resolve("source"), site, name, version);
    }

    private StaticCatalog catalog() {
        return catalog(Access.to(server.location()));
    }

    private StaticCatalog catalog(Access access) {
        return new StaticCatalog(new HttpSite(fetcher, access, cache(access)));
    }

    private HttpCache cache(Access access) {
        return new HttpCache(folder.resolve("cache/site"), access.home().toString());
    }

    private static CatalogSnapshot snapshot(StaticCatalog catalog) throws CatalogException {
        return catalog.snapshot(Optional.empty(), Calls.patient()).orElseThrow();
    }

    private static byte[] bytes(StaticCatalog catalog, Release release) throws Exception {
        Artifact artifact = release.artifacts().get(0);
        ArtifactStream stream = catalog.open(release, artifact, Calls.patient());
        try (InputStream in = stream.bytes()) {
            return in.readAllBytes();
        }
    }

    private byte[] artifactFile() throws IOException {
        return Files.readAllBytes(files(site.resolve("artifacts")).get(0));
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return new ArrayList<>(all.filter(Files::isRegularFile).toList());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
