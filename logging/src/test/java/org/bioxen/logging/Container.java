// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.bioxen.logging.noisy.NoisyActivator;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/** A framework with nothing in it but what a test installs. Not thread-safe. */
final class Container implements AutoCloseable {
    /** The packages of the API that the logging bundle imports. */
    static final String API = "org.bioxen.api.logging;version=1.0.0,org.bioxen.spi.configuration;version=1.0.0";

    private final Framework framework;

    Container(Path storage, Path log, Map<String, String> more) throws BundleException {
        Map<String, String> properties = new HashMap<>(Map.of(
                Constants.FRAMEWORK_STORAGE,
                storage.toString(),
                "bioxen.log",
                log.toString(),
                "felix.log.level",
                "0",
                // So that tests can call its services.
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                API,
                "org.osgi.service.log.admin.loglevel",
                "INFO",
                "org.apache.felix.log.maxSize",
                "0"));
        properties.putAll(more);
        framework = new FrameworkFactory().newFramework(properties);
        framework.start();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** The logging bundle, started. */
    Bundle logging() throws BundleException {
        Bundle bundle = context().installBundle("reference:" + jarOf(LoggingActivator.class));
        bundle.start();
        return bundle;
    }

    /** Starts bundles that are on the class path of the tests. */
    void install(String... names) throws BundleException {
        for (String name : names) {
            String jar = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> Path.of(entry).getFileName().toString().startsWith(name + "-"))
                    .findFirst()
                    .orElseThrow();
            context().installBundle("reference:" + Path.of(jar).toUri()).start();
        }
    }

    /** Config Admin and the Log Service, and what they need. */
    void installServices() throws BundleException {
        install(
                "org.osgi.util.function",
                "org.osgi.util.promise",
                "org.apache.felix.configadmin",
                "org.apache.felix.log");
    }

    <S> S service(Class<S> type) {
        ServiceReference<S> reference = context().getServiceReference(type);
        return context().getService(reference);
    }

    /** Brings all bundles to their last revision. */
    void refresh() throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(null, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        if (!refreshed.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the bundles are not refreshed within 30 s");
        }
    }

    /** A bundle of {@link NoisyActivator}, which logs by every means when it starts. */
    static InputStream noisy() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, "noisy");
        main.putValue(Constants.BUNDLE_ACTIVATOR, NoisyActivator.class.getName());
        main.putValue(
                Constants.IMPORT_PACKAGE,
                "org.osgi.framework,org.osgi.service.log,org.slf4j,org.slf4j.spi,org.bioxen.api.logging");
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        String folder = NoisyActivator.class.getPackageName().replace('.', '/');
        Path root = Path.of(NoisyActivator.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        try (JarOutputStream out = new JarOutputStream(jar, manifest);
                Stream<Path> files = Files.list(root.resolve(folder))) {
            for (Path file : files.toList()) {
                out.putNextEntry(new ZipEntry(folder + "/" + file.getFileName()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return new ByteArrayInputStream(jar.toByteArray());
    }

    static String jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
