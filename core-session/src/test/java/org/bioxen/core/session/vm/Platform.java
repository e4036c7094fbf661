// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.spi.backend.LuaBackend;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A manager in a real framework, bound to the backends that are registered there, without Declarative Services. */
final class Platform {
    private final Path storage;
    private final Framework framework;
    private final Map<LuaBackend, ServiceRegistration<LuaBackend>> registrations = new HashMap<>();
    private final ServiceListener binder;
    final VmHost host;
    final VmManager manager;

    Platform(Map<String, Object> config) throws BundleException, IOException {
        storage = Files.createTempDirectory("bioxen-framework");
        framework = java.util.ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "org.bioxen.spi.backend"));
        framework.start();
        host = new VmHost(context(), config(config));
        binder = this::serviceChanged;
        try {
            context().addServiceListener(binder, "(objectClass=" + LuaBackend.class.getName() + ")");
        } catch (org.osgi.framework.InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
        manager = new BundleVmManager(host, framework);
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Framework framework() {
        return framework;
    }

    @SuppressWarnings("unchecked")
    private void serviceChanged(ServiceEvent event) {
        ServiceReference<LuaBackend> reference = (ServiceReference<LuaBackend>) event.getServiceReference();
        switch (event.getType()) {
            case ServiceEvent.REGISTERED -> host.addBackend(reference);
            case ServiceEvent.UNREGISTERING -> host.removeBackend(reference);
            default -> host.updatedBackend(reference);
        }
    }

    void register(LuaBackend backend, int ranking) {
        register(backend, ranking, context());
    }

    /** Registers it by a bundle of this version. */
    void register(LuaBackend backend, int ranking, String bundleVersion) throws BundleException, IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(
                Constants.BUNDLE_SYMBOLICNAME, "test." + backend.descriptor().name());
        headers.putValue(Constants.BUNDLE_VERSION, bundleVersion);
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        Bundle bundle = context().installBundle("test:" + bundleVersion, new ByteArrayInputStream(jar.toByteArray()));
        bundle.start();
        register(backend, ranking, bundle.getBundleContext());
    }

    private void register(LuaBackend backend, int ranking, BundleContext by) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(LuaBackend.NAME, backend.descriptor().name());
        properties.put(Constants.SERVICE_RANKING, ranking);
        registrations.put(backend, by.registerService(LuaBackend.class, backend, properties));
    }

    /** An engine of this backend that no VM owns. */
    OwnedEngine engine(LuaBackend backend) throws InterruptedException {
        VmSpec spec = VmSpec.builder()
                .level(SandboxLevel.TRUSTED)
                .backend(backend.descriptor().name())
                .build();
        return new EngineStarter(host, spec, new VmPackages(SandboxLevel.TRUSTED, Optional.empty()))
                .start(Optional.empty(), false, Duration.ZERO, () -> false);
    }

    /** The engines that stand in the register of a backend. */
    Set<OwnedEngine> enginesOf(String backend) {
        return host.bound().stream()
                .filter(bound -> bound.name().equals(backend))
                .flatMap(bound -> bound.engines().stream())
                .collect(Collectors.toSet());
    }

    void unregister(LuaBackend backend) {
        registrations.remove(backend).unregister();
    }

    /** Small and quick where nothing else is asked for. */
    static Map<String, Object> config(Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "backend.wait",
                "100ms",
                "drain.timeout",
                "100ms",
                "stop.grace",
                "200ms",
                "threads",
                8,
                "threads.waiting",
                8,
                "pending.total",
                10_000));
        all.putAll(values);
        return all;
    }

    void close() throws Exception {
        registrations.keySet().forEach(backend -> {
            if (backend instanceof ScriptedBackend scripted) {
                scripted.release();
            }
        });
        context().removeServiceListener(binder);
        host.close();
        framework.stop();
        framework.waitForStop(5000);
        try (Stream<Path> files = Files.walk(storage)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
