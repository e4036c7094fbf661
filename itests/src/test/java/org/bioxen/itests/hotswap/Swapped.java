// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.hotswap;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** A bundle that comes and goes, and remembers the class loaders it had. Not thread-safe. */
final class Swapped {
    private final BundleContext system;
    private final Path jar;
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private Bundle bundle;

    Swapped(BundleContext system, Path jar) throws BundleException, IOException {
        this.system = system;
        this.jar = jar;
        install();
    }

    /** What can be done to it. */
    enum Deed {
        STOP_OR_START,
        RESTART,
        UPDATE,
        REINSTALL,
        REFRESH
    }

    private void install() throws BundleException, IOException {
        try (InputStream bytes = Files.newInputStream(jar)) {
            bundle = system.installBundle(jar.toUri().toString(), bytes);
        }
    }

    Bundle bundle() {
        return bundle;
    }

    boolean isOurs() {
        return jar.getFileName().toString().startsWith("org.bioxen.");
    }

    void ensureStarted() throws BundleException {
        bundle.start();
        note();
    }

    /** Notes the class loader that it has now, if it has one. */
    void note() {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            return;
        }
        ClassLoader loader = wiring.getClassLoader();
        if (loaders.stream().noneMatch(known -> known.refersTo(loader))) {
            loaders.add(new WeakReference<>(loader));
        }
    }

    void does(Deed deed) throws BundleException, IOException, InterruptedException {
        switch (deed) {
            case STOP_OR_START -> {
                if (bundle.getState() == Bundle.ACTIVE) {
                    bundle.stop();
                    return;
                }
            }
            case RESTART -> bundle.stop();
            case UPDATE -> {
                try (InputStream bytes = Files.newInputStream(jar)) {
                    bundle.update(bytes);
                }
            }
            case REINSTALL -> {
                bundle.uninstall();
                install();
            }
            case REFRESH -> refresh(system.getBundle(), List.of(bundle));
        }
        ensureStarted();
    }

    /** Refreshes what was updated or uninstalled and is still in use, with all that uses it. */
    static void refreshAll(Bundle framework) throws InterruptedException {
        refresh(framework, null);
    }

    private static void refresh(Bundle framework, Collection<Bundle> bundles) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(bundles, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        if (!refreshed.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the bundles are not refreshed within 60 s");
        }
    }

    void uninstall() throws BundleException {
        bundle.uninstall();
    }

    /** How many class loaders it has had. */
    int generations() {
        return loaders.size();
    }

    /** How many of them are still in memory. */
    long loadersLeft() {
        return loaders.stream().filter(loader -> !loader.refersTo(null)).count();
    }

    @Override
    public String toString() {
        return jar.getFileName().toString();
    }
}
