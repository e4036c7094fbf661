// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmMetrics;
import org.bioxen.spi.backend.LuaBackend;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.event.EventAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** The platform as it ships, with its real backends, in a framework of its own. */
final class SessionRuntime {
    private static final List<String> BUNDLES = List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.apache.felix.scr",
            "org.apache.felix.eventadmin",
            "org.bioxen.core.luaj",
            "org.bioxen.core.process",
            "org.bioxen.core.session");
    private static final long PATIENCE_MILLIS = 20_000;

    private final Path storage;
    private final Framework framework;

    SessionRuntime() throws IOException, BundleException {
        Map<String, Path> found = bundles();
        storage = Files.createTempDirectory("bioxen-sessions");
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        properties.put("bioxen.backend.wait", "300ms");
        properties.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                exports("org.bioxen.api") + ",org.osgi.service.event;version=1.4.0"
                        + ",org.slf4j;version=2.0.0,org.slf4j.event;version=2.0.0");
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
            installed.add(context().installBundle((Files.isDirectory(file) ? "reference:" : "") + file.toUri()));
        }
        for (Bundle bundle : installed) {
            bundle.start();
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Waits for a backend; skips the test if there is no interpreter for it. */
    void need(String backend) throws InterruptedException {
        boolean there = tracked(context(), LuaBackend.class, "(" + LuaBackend.NAME + "=" + backend + ")", 5000) != null;
        if (!Boolean.getBoolean("bioxen.require.lua")) {
            Assumptions.assumeThat(there).as("backend " + backend).isTrue();
        } else if (!there) {
            throw new AssertionError("no backend " + backend + "; install lua5.4");
        }
    }

    VmManager vms() throws InterruptedException {
        return service(context(), VmManager.class);
    }

    /** How many engines the VMs hold. */
    int openEngines() throws InterruptedException {
        return service(context(), VmMetrics.class).totals().enginesOpen();
    }

    /** Waits until the manager's events are published: its publisher is a component of its own. */
    void awaitEvents() throws InterruptedException {
        ServiceReference<EventAdmin> admin = context().getServiceReference(EventAdmin.class);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (Stream.of(Optional.ofNullable(admin.getUsingBundles()).orElse(new Bundle[0]))
                .noneMatch(bundle -> "org.bioxen.core.session".equals(bundle.getSymbolicName()))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("nobody publishes events");
            }
            Thread.onSpinWait();
        }
    }

    SessionManager sessions() throws InterruptedException {
        return service(context(), SessionManager.class);
    }

    /** The service as another bundle gets it. */
    SessionManager sessions(Bundle bundle) throws InterruptedException {
        return service(bundle.getBundleContext(), SessionManager.class);
    }

    /** A bundle that is there and does nothing. */
    Bundle install(String name) throws IOException, BundleException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        // It sees the same classes as the test.
        manifest.getMainAttributes().putValue(Constants.IMPORT_PACKAGE, "org.bioxen.api.session,org.bioxen.api.vm");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        Bundle bundle = context().installBundle(name, new ByteArrayInputStream(bytes.toByteArray()));
        bundle.start();
        return bundle;
    }

    Bundle bundle(String name) {
        return Stream.of(context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private static <T> T service(BundleContext context, Class<T> type) throws InterruptedException {
        T service = tracked(context, type, "(objectClass=*)", PATIENCE_MILLIS);
        if (service == null) {
            throw new AssertionError("no service " + type.getSimpleName());
        }
        return service;
    }

    private static <T> T tracked(BundleContext context, Class<T> type, String condition, long millis)
            throws InterruptedException {
        try {
            ServiceTracker<T, T> tracker = new ServiceTracker<>(
                    context, context.createFilter("(&(objectClass=" + type.getName() + ")" + condition + ")"), null);
            tracker.open();
            return tracker.waitForService(millis);
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
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
        return Collections.list(SessionRuntime.class.getClassLoader().getResources("META-INF/MANIFEST.MF"));
    }

    private static String header(URL manifest, String name) throws IOException {
        try (InputStream in = manifest.openStream()) {
            return new Manifest(in).getMainAttributes().getValue(name);
        }
    }

    private static Path container(URL manifest) {
        String text = manifest.toString();
        String place = text.startsWith("jar:")
                ? text.substring(4, text.indexOf("!/"))
                : text.substring(0, text.length() - "META-INF/MANIFEST.MF".length());
        return Path.of(URI.create(place));
    }

    void close() throws IOException, BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(15));
        try (Stream<Path> files = Files.walk(storage)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
