// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.apache.felix.framework.FrameworkFactory;
import org.bioxen.launcher.ContainerConfiguration.PlannedBundle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.util.tracker.ServiceTracker;

/** One running framework with the bundles of one mode. Used by one thread, but may be closed by any, and more than once. */
final class Container implements AutoCloseable {
    /** The service that takes a command line: a {@link ToIntFunction} of the arguments, giving the exit code. */
    static final String MAIN_SERVICE = "(&(objectClass=java.util.function.ToIntFunction)(bioxen.main=true))";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Framework framework;
    /** Every bundle that should run. */
    private final Set<Bundle> wanted = new LinkedHashSet<>();

    private Container(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts a framework and waits until it has reached the mode's start level.
     *
     * @throws LaunchException when the framework does not start; bundles that do not are told by {@link #problems()}
     */
    static Container start(
            Directories directories, Storage storage, ContainerConfiguration configuration, Mode mode, boolean packages)
            throws LaunchException, InterruptedException {
        SystemPackages jdk = new SystemPackages(directories.packages(), packages);
        Container container = new Container(
                new FrameworkFactory().newFramework(properties(directories, storage, configuration, mode, jdk)));
        try {
            container.framework.init();
            container.install(configuration.bundles(mode, packages));
            // All at once: bundle by bundle would take the resolver twice as long.
            container.framework.adapt(FrameworkWiring.class).resolveBundles(null);
            container.framework.start();
            if (mode.level() > ContainerConfiguration.PLATFORM) {
                container.startDeployed();
                container.goTo(mode.level());
            } else if (container.problems().isEmpty()) {
                jdk.remember(container.framework);
            }
            return container;
        } catch (BundleException e) {
            container.close();
            throw new LaunchException("the container does not start: " + oneLine(e), e);
        } catch (InterruptedException e) {
            container.close();
            throw e;
        }
    }

    private static Map<String, String> properties(
            Directories directories,
            Storage storage,
            ContainerConfiguration configuration,
            Mode mode,
            SystemPackages jdk)
            throws LaunchException {
        Map<String, String> properties = new HashMap<>(configuration.framework());
        String work = storage.directory().toString();
        properties.put(Constants.FRAMEWORK_STORAGE, work + "/framework");
        properties.put("felix.cm.dir", work + "/configurations");
        properties.put("felix.fileinstall.tmpdir", work + "/deploy");
        properties.put("felix.fileinstall.dir", directories.etc() + "," + directories.deploy());
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, String.valueOf(ContainerConfiguration.PLATFORM));
        properties.put("gosh.home", shellHome(directories, storage).toString());
        properties.put("bioxen.home", directories.home().toString());
        properties.put("bioxen.data", directories.data().toString());
        properties.put("bioxen.etc", directories.etc().toString());
        properties.put("bioxen.log", directories.log().toString());
        properties.put("bioxen.mode", mode.property());
        if (!mode.lasting()) {
            // Every bundle is started before the command is: a backend that is not there by then does not come.
            properties.putIfAbsent("bioxen.backend.wait", "0s");
        }
        if (mode == Mode.COMMAND) {
            jdk.recall().ifPresent(packages -> properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES, packages));
        }
        return properties;
    }

    /** Gogo looks for its profile in {@code etc} of some directory: of one that is made for it, where the right {@code etc} has another name. */
    private static Path shellHome(Directories directories, Storage storage) throws LaunchException {
        Path profile = directories.profile();
        Path home = profile.getParent().getParent();
        if (home != null && home.resolve("etc").equals(profile.getParent())) {
            return home;
        }
        Path made = storage.directory().resolve("shell");
        Path link = made.resolve("etc").resolve(profile.getFileName());
        try {
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, profile);
            return made;
        } catch (IOException | UnsupportedOperationException e) {
            throw new LaunchException("cannot make a link to " + profile + " in " + made + ": " + e, e);
        }
    }

    private void install(List<PlannedBundle> bundles) throws LaunchException {
        BundleContext context = framework.getBundleContext();
        FrameworkStartLevel levels = framework.adapt(FrameworkStartLevel.class);
        for (PlannedBundle bundle : bundles) {
            try {
                if (levels.getInitialBundleStartLevel() != bundle.level()) {
                    levels.setInitialBundleStartLevel(bundle.level());
                }
                // By reference: the jar is read where it is, and not copied.
                Bundle installed =
                        context.installBundle("reference:" + bundle.file().toUri());
                if (bundle.started() && !isFragment(installed)) {
                    wanted.add(installed);
                    installed.start();
                }
            } catch (BundleException e) {
                close();
                throw new LaunchException("cannot install " + bundle.file() + ": " + oneLine(e), e);
            }
        }
        levels.setInitialBundleStartLevel(ContainerConfiguration.DEPLOYED);
    }

    /**
     * Has the bundles of {@code deploy} started at their level. They are installed by now, while nothing of the platform ran; the
     * bundle that watches the directory would start them some time after the platform, too late for a command.
     */
    private void startDeployed() throws BundleException {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            boolean deployed = bundle.adapt(BundleStartLevel.class).getStartLevel() == ContainerConfiguration.DEPLOYED
                    && !wanted.contains(bundle);
            if (deployed && !isFragment(bundle)) {
                wanted.add(bundle);
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
    }

    private void goTo(int level) throws InterruptedException {
        CountDownLatch there = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> there.countDown());
        there.await(START.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Waits for the service that takes the command line.
     *
     * @param patience how long to wait, where no bundle has failed; where one has, nothing is waited for
     * @return the service; empty when it is not there by then
     */
    Optional<ToIntFunction<String[]>> mainService(Duration patience) throws InterruptedException {
        BundleContext context = framework.getBundleContext();
        ServiceTracker<ToIntFunction<String[]>, ToIntFunction<String[]>> tracker =
                new ServiceTracker<>(context, mainServiceFilter(context), null);
        // Never closed: the service is in use until the framework stops, and that ends the tracker, too.
        tracker.open();
        ToIntFunction<String[]> service = tracker.getService();
        if (service == null && problems().isEmpty()) {
            service = tracker.waitForService(patience.toMillis());
        }
        return Optional.ofNullable(service);
    }

    private static Filter mainServiceFilter(BundleContext context) {
        try {
            return context.createFilter(MAIN_SERVICE);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bundles that should run by now and do not, each with the reason, one line for each. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Bundle bundle : wanted) {
            // Lazy ones wait in STARTING; a deployed one may be gone again.
            if ((bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0) {
                problem(bundle).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private static Optional<String> problem(Bundle bundle) {
        try {
            // The framework has tried before, and told its reasons to nobody: once more, to hear them.
            bundle.start(Bundle.START_TRANSIENT);
            return Optional.empty();
        } catch (BundleException e) {
            return Optional.of("bundle " + bundle.getSymbolicName() + " does not start: " + oneLine(e));
        }
    }

    /** Waits until somebody stops the framework from inside. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** Stops the framework and waits for it, some seconds at most. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            framework.stop();
            framework.waitForStop(STOP.toMillis());
        } catch (BundleException e) {
            throw new IllegalStateException("the framework does not stop", e);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isFragment(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    private static String oneLine(Throwable failure) {
        StringBuilder line = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            line.append(": ").append(cause);
        }
        return line.toString().replaceAll("\\s+", " ");
    }
}
