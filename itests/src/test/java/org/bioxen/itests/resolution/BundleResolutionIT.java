// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** Implementation bundles meet as services of the API, never as packages of each other. */
class BundleResolutionIT {
    private static final Path BUNDLES = Path.of(System.getProperty("bioxen.runtime"), "bundle");
    private static final String API = "org.bioxen.api.jar";
    /** Ours, but a wrapping of third parties: it exports SLF4J, and nothing of its own. */
    private static final String LOGGING = "org.bioxen.logging.jar";

    @TempDir
    Path storage;

    static Stream<String> implementations() throws IOException {
        try (Stream<Path> files = Files.list(BUNDLES)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("org.bioxen.") && !name.equals(API))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static Stream<String> thirdParties() {
        String[] names = new File(BUNDLES.toString()).list((folder, name) -> !name.startsWith("org.bioxen."));
        assertThat(names).as("third-party bundles in " + BUNDLES).isNotEmpty();
        return Stream.concat(Stream.of(names), Stream.of(LOGGING)).sorted();
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void aBundleResolvesAgainstTheApiAndThirdPartiesAlone(String name) throws Exception {
        Framework framework = framework();
        try {
            List<Bundle> others = new ArrayList<>();
            for (String other :
                    Stream.concat(Stream.of(API), thirdParties()).distinct().toList()) {
                if (!other.equals(name)) {
                    others.add(install(framework, other));
                }
            }
            Bundle bundle = install(framework, name);
            assertThat(framework.adapt(FrameworkWiring.class).resolveBundles(List.of(bundle)))
                    .as("%s resolves", name)
                    .isTrue();
            assertThat(bundle.adapt(BundleWiring.class).getRequiredWires(BundleRevision.PACKAGE_NAMESPACE))
                    .extracting(wire -> wire.getProvider().getBundle().getSymbolicName())
                    .filteredOn(provider -> provider.startsWith("org.bioxen."))
                    .isSubsetOf("org.bioxen.api", "org.bioxen.logging");
        } finally {
            framework.stop();
            framework.waitForStop(5000);
        }
    }

    private Framework framework() throws BundleException {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        // One a JVM may have them, and the container tests need them.
                        "felix.service.urlhandlers",
                        "false"));
        framework.init();
        return framework;
    }

    private static Bundle install(Framework framework, String name) throws Exception {
        return framework
                .getBundleContext()
                .installBundle("reference:" + BUNDLES.resolve(name).toUri());
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void anImplementationBundleShowsNothingOfItsOwn(String name) {
        assertThat(header(name, Constants.EXPORT_PACKAGE)).doesNotContain("org.bioxen.");
    }

    @Test
    void theApiResolvesAloneAndExportsItsContracts() throws Exception {
        Framework framework = framework();
        try {
            Bundle api = install(framework, API);
            assertThat(framework.adapt(FrameworkWiring.class).resolveBundles(List.of(api)))
                    .isTrue();
            assertThat(header(API, Constants.EXPORT_PACKAGE)).contains("org.bioxen.api.vm", "org.bioxen.spi.backend");
        } finally {
            framework.stop();
            framework.waitForStop(5000);
        }
    }

    private static String header(String name, String header) {
        try (JarFile jar = new JarFile(BUNDLES.resolve(name).toFile())) {
            String value = jar.getManifest().getMainAttributes().getValue(header);
            return value == null ? "" : value;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
