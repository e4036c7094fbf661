// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.vm.Enforcement;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.VmManager;
import org.bioxen.spi.backend.BackendDescriptor;
import org.bioxen.spi.backend.LuaBackend;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The platform as it ships, in a framework of its own: the bundles on the class path, with Declarative Services. What opens it
 * while it is open shares it; it stops when the last one closes it.
 */
final class Platform implements AutoCloseable {
    private static final List<String> BUNDLES = List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.apache.felix.scr",
            "org.bioxen.core.luaj",
            "org.bioxen.core.process",
            "org.bioxen.core.session",
            "org.tukaani.xz",
            "org.apache.commons.lang3",
            "org.apache.commons.commons-io",
            "org.apache.commons.commons-compress",
            "com.fasterxml.jackson.core.jackson-core",
            "org.bioxen.curator");
    private static final long PATIENCE_MILLIS = 20_000;
    private static final long MEMORY_BYTES = 512L << 20;

    private static final Object LOCK = new Object();
    /** Guarded by LOCK. */
    private static Platform shared;

    private final Path storage;
    private final Framework framework;
    /** Guarded by LOCK. */
    private int users;

    private Platform() throws IOException, BundleException {
        Map<String, Path> found = bundles();
        storage = Files.createTempDirectory("bioxen-benchmarks");
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.resolve("framework").toString());
        properties.put("bioxen.data", storage.resolve("data").toString());
        properties.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                exports("org.bioxen.api") + ",org.slf4j;version=2.0.0,org.slf4j.event;version=2.0.0");
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(properties);
        framework.start();
        List<Bundle> installed = new ArrayList<>();
        for (String name : BUNDLES) {
            Path file = found.get(name);
            if (file == null) {
                throw new IllegalStateException("the bundle " + name + " is not on the class path");
            }
            installed.add(framework
                    .getBundleContext()
                    .installBundle((Files.isDirectory(file) ? "reference:" : "") + file.toUri()));
        }
        for (Bundle bundle : installed) {
            bundle.start();
        }
    }

    /** The platform; to be closed by who opened it. */
    static Platform open() {
        synchronized (LOCK) {
            try {
                if (shared == null) {
                    shared = new Platform();
                }
                shared.users++;
                return shared;
            } catch (IOException | BundleException failed) {
                throw new IllegalStateException("the platform does not start", failed);
            }
        }
    }

    /** The backend of this name. */
    LuaBackend backend(String name) {
        return service(LuaBackend.class, "(" + LuaBackend.NAME + "=" + name + ")");
    }

    /** The VM manager, once it can see the backends. */
    VmManager manager() {
        backend("luaj");
        return service(VmManager.class, "(objectClass=*)");
    }

    /** The session manager, once it can see the backends. */
    SessionManager sessions() {
        backend("luaj");
        return service(SessionManager.class, "(objectClass=*)");
    }

    /** A service of the platform. */
    <T> T service(Class<T> type) {
        return service(type, "(objectClass=*)");
    }

    /** Updates the bundle of a backend to what it is already, as a new version would. */
    void updateBackend(String bundle) {
        try {
            for (Bundle each : framework.getBundleContext().getBundles()) {
                if (bundle.equals(each.getSymbolicName())) {
                    each.update();
                }
            }
        } catch (BundleException failed) {
            throw new IllegalStateException("the bundle " + bundle + " cannot be updated", failed);
        }
    }

    private <T> T service(Class<T> type, String condition) {
        try {
            ServiceTracker<T, T> tracker = new ServiceTracker<>(
                    framework.getBundleContext(),
                    framework
                            .getBundleContext()
                            .createFilter("(&(objectClass=" + type.getName() + ")" + condition + ")"),
                    null);
            tracker.open();
            T service = tracker.waitForService(PATIENCE_MILLIS);
            if (service == null) {
                throw new IllegalStateException("no service " + type.getSimpleName() + condition);
            }
            return service;
        } catch (InvalidSyntaxException failed) {
            throw new IllegalArgumentException(condition, failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + type.getSimpleName(), stop);
        }
    }

    /** The strictest level of a backend up to {@code CONSTRAINED}: that with all limits on. */
    static SandboxLevel level(BackendDescriptor backend) {
        return backend.levels().contains(SandboxLevel.CONSTRAINED) ? SandboxLevel.CONSTRAINED : SandboxLevel.TRUSTED;
    }

    /** Every limit that a backend keeps, none of which is reached. */
    static Limits limits(BackendDescriptor backend) {
        Limits.Builder limits = Limits.builder().unlimitedOutput();
        for (Enforcement each : backend.enforcements()) {
            switch (each) {
                case INSTRUCTIONS -> limits.instructions(Long.MAX_VALUE / 4);
                case MEMORY -> limits.memoryBytes(MEMORY_BYTES);
                case CPU_TIME -> limits.cpuTime(Duration.ofHours(1));
                case CALL_DEPTH -> limits.callDepth(15_000);
                default -> {
                    // Kept by the platform, or no number.
                }
            }
        }
        return limits.build();
    }

    private static Map<String, Path> bundles() throws IOException {
        Map<String, Path> found = new HashMap<>();
        for (URL each : manifests()) {
            String name = header(each, Constants.BUNDLE_SYMBOLICNAME);
            if (name != null) {
                found.putIfAbsent(name.split(";")[0].trim(), container(each));
            }
        }
        return found;
    }

    private static String exports(String bundle) throws IOException {
        for (URL each : manifests()) {
            if (bundle.equals(header(each, Constants.BUNDLE_SYMBOLICNAME))) {
                return header(each, Constants.EXPORT_PACKAGE);
            }
        }
        throw new IllegalStateException("the bundle " + bundle + " is not on the class path");
    }

    private static List<URL> manifests() throws IOException {
        return Collections.list(Platform.class.getClassLoader().getResources("META-INF/MANIFEST.MF"));
    }

    private static String header(URL manifest, String name) throws IOException {
        try (InputStream in = manifest.openStream()) {
            Attributes all = new Manifest(in).getMainAttributes();
            return all.getValue(name);
        }
    }

    private static Path container(URL manifest) {
        String text = manifest.toString();
        String place = text.startsWith("jar:")
                ? text.substring(4, text.indexOf("!/"))
                : text.substring(0, text.length() - "META-INF/MANIFEST.MF".length());
        return Path.of(java.net.URI.create(place));
    }

    @Override
    public void close() {
        synchronized (LOCK) {
            if (--users > 0) {
                return;
            }
            shared = null;
        }
        try {
            framework.stop();
            framework.waitForStop(TimeUnit.SECONDS.toMillis(10));
            try (Stream<Path> files = Files.walk(storage)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (BundleException | IOException failed) {
            throw new IllegalStateException("the platform does not stop", failed);
        }
    }
}
