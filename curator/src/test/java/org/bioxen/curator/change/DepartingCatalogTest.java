// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.Requirement;
import org.bioxen.curator.catalog.CatalogRegistry;
import org.bioxen.curator.catalog.CatalogSettings;
import org.bioxen.curator.catalog.RegistryAccess;
import org.bioxen.curator.catalog.site.BuiltInCatalog;
import org.bioxen.curator.catalog.site.SampleCatalog;
import org.bioxen.curator.environment.CuratorFolders;
import org.bioxen.curator.format.BioxenFormat;
import org.bioxen.curator.store.Steps;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.bioxen.spi.catalog.Release;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Catalogs as services under a real installation: one that goes in the middle of it, and one that others are preferred to. */
@Timeout(60)
class DepartingCatalogTest {
    @TempDir
    Path folder;

    private CatalogRegistry registry;
    private TransactionalPackageManager packages;
    private GenerationalEnvironmentManager environments;
    private CatalogProvider honest;
    private final CountDownLatch half = new CountDownLatch(1);
    private final CountDownLatch testEnds = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        Path site = folder.resolve("site");
        SampleCatalog.release(folder.resolve("source"), site, "json", "1.0-1");
        SampleCatalog.release(folder.resolve("source"), site, "csv", "1.0-1");
        honest = BuiltInCatalog.folder("site", site).provider();
        registry = RegistryAccess.registry(new CatalogSettings() {
            @Override
            public void synchronize() {}

            @Override
            public Setting of(String id) {
                return Setting.NONE;
            }
        });
        BioxenFormat format = new BioxenFormat();
        Changes changes = new Changes(
                new CuratorFolders(folder.resolve("data")),
                registry,
                name -> name.equals(BioxenFormat.ID) ? Optional.of(format) : Optional.empty(),
                new Settings(4, 3, Duration.ofSeconds(30)),
                Steps.NONE,
                (topic, name, generation) -> {});
        packages = new TransactionalPackageManager(changes);
        environments = new GenerationalEnvironmentManager(changes);
        environments.create("bio", "5.4");
    }

    @AfterEach
    void end() {
        testEnds.countDown();
        RegistryAccess.close(registry);
    }

    @Test
    void catalogThatGoesInTheMiddleOfAnInstallationLeavesNothingBehind() throws Exception {
        publish("site", 0, 1, new Halting());
        ExecutorService one = Executors.newSingleThreadExecutor();
        Future<?> installing = one.submit(() -> assertThatThrownBy(() -> install("json", "csv"))
                .isInstanceOf(CuratorException.class)
                .hasMessageContaining("'site'"));
        assertThat(half.await(30, TimeUnit.SECONDS)).isTrue();

        RegistryAccess.remove(registry, 1);

        installing.get(30, TimeUnit.SECONDS);
        one.shutdown();
        assertThat(packages.list("bio")).isEmpty();
        assertThat(environments.get("bio").generation()).isZero();
        assertThat(unfinished()).isEmpty();

        publish("site", 0, 2, honest);
        install("json", "csv");
        assertThat(packages.list("bio")).hasSize(2);
    }

    @Test
    void strangersHigherVersionIsNotInstalled() throws Exception {
        Path strange = folder.resolve("strange");
        SampleCatalog.release(folder.resolve("strange-source"), strange, "json", "9.9-1");
        publish("strange", 0, 1, BuiltInCatalog.folder("strange", strange).provider());
        publish("site", 100, 2, honest);

        install("json");

        assertThat(packages.list("bio")).singleElement().satisfies(one -> {
            assertThat(one.id()).hasToString("json 1.0-1");
            assertThat(one.catalog()).isEqualTo("site");
        });
    }

    private void publish(String id, int priority, long service, CatalogProvider provider) {
        RegistryAccess.add(
                registry,
                provider,
                Map.of(CatalogProvider.ID, id, CatalogProvider.PRIORITY, priority),
                "bundle test",
                service);
    }

    private void install(String... wanted) {
        packages.install("bio", Stream.of(wanted).map(Requirement::parse).toList(), ChangeOptions.usual());
    }

    private List<Path> unfinished() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
            return all.filter(path -> path.toString().matches(".*/(staging|journal)|.*/incoming/.+"))
                    .toList();
        }
    }

    /** Gives the first half of an artifact, and of the rest nothing. */
    private final class Halting implements CatalogProvider {
        @Override
        public Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) throws CatalogException {
            return honest.snapshot(last, call);
        }

        @Override
        public ArtifactStream open(Release release, Artifact artifact, CatalogCall call) throws CatalogException {
            InputStream whole = honest.open(release, artifact, call).bytes();
            long begun = artifact.size().orElseThrow() / 2;
            return new ArtifactStream(
                    new InputStream() {
                        private long given;

                        @Override
                        public int read() throws IOException {
                            if (given++ == begun) {
                                half.countDown();
                                try {
                                    testEnds.await();
                                } catch (InterruptedException gone) {
                                    throw new IOException("stopped", gone);
                                }
                            }
                            return whole.read();
                        }

                        @Override
                        public int read(byte[] into, int offset, int count) throws IOException {
                            int next = read();
                            if (next >= 0) {
                                into[offset] = (byte) next;
                            }
                            return next < 0 ? -1 : 1;
                        }

                        @Override
                        public void close() throws IOException {
                            whole.close();
                        }
                    },
                    artifact.size());
        }
    }
}
