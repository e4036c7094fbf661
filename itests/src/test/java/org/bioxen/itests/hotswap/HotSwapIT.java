// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.hotswap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Nothing is lost while engines come and go: bundles of the distribution are stopped, started, updated, reinstalled and refreshed in
 * random order under load. {@code -Dbioxen.hotswap.rounds=1000} is the long form; {@code -Dbioxen.hotswap.seed=N} repeats a run.
 */
class HotSwapIT {
    private static final int ROUNDS = Integer.getInteger("bioxen.hotswap.rounds", 40);
    private static final long SEED = Long.getLong("bioxen.hotswap.seed", 20261122L);
    /** How many outcomes the callers shall see between two deeds. */
    private static final int OUTCOMES_PER_ROUND = 15;

    private static final Set<String> TERMINAL =
            Set.of("jline.jar", "org.bioxen.console.jar", "org.apache.felix.gogo.jline.jar");
    /** Each as often as it is to be chosen. */
    private static final List<String> SWAPPED = List.of(
            "org.bioxen.core.luaj.jar",
            "org.bioxen.core.luaj.jar",
            "org.bioxen.core.process.jar",
            "org.bioxen.core.process.jar",
            "org.bioxen.core.session.jar",
            "org.bioxen.core.session.jar",
            "org.bioxen.curator.jar",
            "org.apache.felix.scr.jar",
            "org.apache.felix.configadmin.jar");

    @TempDir
    Path folder;

    private final Map<String, Swapped> swapped = new LinkedHashMap<>();
    private final List<Bundle> others = new ArrayList<>();

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void everyAcceptedScriptHasItsOutcomeAndNothingIsLeftHoweverBundlesAreSwapped() throws Exception {
        Framework framework = framework();
        try {
            BundleContext system = framework.getBundleContext();
            installDistribution(system);
            Bundle load = system.installBundle("load", Files.newInputStream(loadBundle(folder.resolve("load.jar"))));
            load.start();
            Function<String, Map<String, Long>> callers = callers(system);

            long began = System.nanoTime();
            Map<Swapped.Deed, Integer> deeds = swap(framework, callers);
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);

            for (Swapped one : swapped.values()) {
                one.ensureStarted();
            }
            awaitOutcomes(callers, OUTCOMES_PER_ROUND);
            Map<String, Long> counts = callers.apply("stop");
            System.out.println("hot swap, " + ROUNDS + " rounds in " + seconds + " s, seed " + SEED + ": " + deeds
                    + "; " + counts);

            assertThat(counts).doesNotContainKeys("unexpected", "callers that hang", "without an outcome");
            assertThat(counts.get("outcomes")).isEqualTo(counts.get("accepted"));
            assertThat(counts.get("waited too long")).isZero();
            assertThat(counts).doesNotContainKeys("gaps in a log");
            for (String fault :
                    List.of("logs that differ", "inputs without an outcome", "sessions that do not settle")) {
                assertThat(counts.getOrDefault(fault, 0L)).as(fault).isZero();
            }
            assertThat(counts).containsKeys("inputs", "sessions");
            assertThat(counts.keySet())
                    .contains("outcome COMPLETED", "outcome TIMED_OUT", "outcome SCRIPT_ERROR", "outcome VM_LOST");

            endAll(framework, load);
            awaitTrue(() -> "no process is left: " + processes(), () -> processes()
                    .isEmpty());
        } finally {
            framework.stop();
            framework.waitForStop(20_000);
        }
    }

    private Map<Swapped.Deed, Integer> swap(Framework framework, Function<String, Map<String, Long>> callers)
            throws Exception {
        Random random = new Random(SEED);
        Map<Swapped.Deed, Integer> deeds = new EnumMap<>(Swapped.Deed.class);
        for (int round = 0; round < ROUNDS; round++) {
            Swapped victim = swapped.get(SWAPPED.get(random.nextInt(SWAPPED.size())));
            Swapped.Deed deed = Swapped.Deed.values()[random.nextInt(Swapped.Deed.values().length)];
            victim.does(deed);
            if (!victim.isOurs()) {
                // What extends other bundles, as SCR does, extends those that are wired to its new revision.
                Swapped.refreshAll(framework);
            }
            for (Swapped one : swapped.values()) {
                one.note();
            }
            deeds.merge(deed, 1, Integer::sum);
            if (areAllStarted()) {
                awaitOutcomes(callers, OUTCOMES_PER_ROUND);
            }
        }
        return deeds;
    }

    private boolean areAllStarted() {
        return swapped.values().stream().allMatch(one -> one.bundle().getState() == Bundle.ACTIVE);
    }

    private static void awaitOutcomes(Function<String, Map<String, Long>> callers, int more) {
        long enough = outcomes(callers) + more;
        awaitTrue(
                () -> "the callers get outcomes: " + callers.apply("progress") + whereCallersAre(),
                () -> outcomes(callers) >= enough);
    }

    private static String whereCallersAre() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread.getName().startsWith("load-") || thread.getName().startsWith("bioxen")) {
                text.append('\n').append(thread.getName());
                for (StackTraceElement frame : stack) {
                    text.append("\n    ").append(frame);
                }
            }
        });
        return text.toString();
    }

    private static long outcomes(Function<String, Map<String, Long>> callers) {
        return callers.apply("progress").getOrDefault("outcomes", 0L);
    }

    /** Stops and uninstalls everything, and looks what is left of ours: threads, services, class loaders. */
    private void endAll(Framework framework, Bundle load) throws Exception {
        load.uninstall();
        for (String platform : List.of("luaj", "process", "session")) {
            Swapped one = swapped.get("org.bioxen.core." + platform + ".jar");
            one.bundle().stop();
            assertThat(one.bundle().getRegisteredServices())
                    .as("services of " + one)
                    .isNull();
            assertThat(one.bundle().getServicesInUse())
                    .as("services that " + one + " uses")
                    .isNull();
        }
        awaitTrue(
                () -> "no thread of ours is left: " + threads(), () -> threads().isEmpty());
        for (Swapped one : swapped.values()) {
            one.uninstall();
        }
        for (Bundle other : others) {
            other.uninstall();
        }
        Swapped.refreshAll(framework);
        for (Swapped one : swapped.values()) {
            if (!one.isOurs()) {
                continue;
            }
            awaitTrue(
                    () -> one + " leaves none of its " + one.generations() + " class loaders, but " + one.loadersLeft()
                            + dumped(),
                    () -> {
                        System.gc();
                        return one.loadersLeft() == 0;
                    });
            System.out.println(one + ": " + one.generations() + " class loaders, none left");
        }
    }

    /** The heap, for whoever looks for what holds a class loader: {@code -Dbioxen.hotswap.dump=FILE.hprof}. */
    private static String dumped() {
        String file = System.getProperty("bioxen.hotswap.dump");
        if (file == null) {
            return "";
        }
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file, true);
            return "; heap in " + file;
        } catch (IOException failed) {
            return "; no heap dump: " + failed.getMessage();
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("bioxen"))
                .toList();
    }

    private static List<String> processes() {
        return ProcessHandle.current()
                .descendants()
                .map(process -> process.info().command().orElse("?"))
                .toList();
    }

    /** Looks again and again, as there is no event for what is waited for; within a minute. */
    private static void awaitTrue(Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    // ------------------------------------------------------------ the framework

    private Framework framework() throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, folder.resolve("framework").toString());
        // One a JVM may have them.
        properties.put("felix.service.urlhandlers", "false");
        properties.put("felix.log.level", "0");
        properties.put("bioxen.log", folder.resolve("log").toString());
        properties.put("bioxen.backend.wait", "300ms");
        properties.put("bioxen.hotswap.seed", Long.toString(SEED));
        properties.put("org.apache.felix.eventadmin.LogLevel", "1");
        properties.put("gosh.args", "--nointeractive");
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(properties);
        framework.start();
        return framework;
    }

    private void installDistribution(BundleContext system) throws Exception {
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("bioxen.runtime"), "bundle"))) {
            jars = files.filter(file -> !TERMINAL.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
        for (Path jar : jars) {
            String name = jar.getFileName().toString();
            if (SWAPPED.contains(name)) {
                swapped.put(name, new Swapped(system, jar));
            } else {
                others.add(system.installBundle(jar.toUri().toString()));
            }
        }
        for (Bundle other : others) {
            if (other.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                other.start();
            }
        }
        for (Swapped one : swapped.values()) {
            one.ensureStarted();
        }
    }

    @SuppressWarnings("unchecked")
    private static Function<String, Map<String, Long>> callers(BundleContext system) throws Exception {
        ServiceReference<?>[] found = system.getServiceReferences(Function.class.getName(), "(bioxen.hotswap=load)");
        assertThat(found).as("the load").hasSize(1);
        return (Function<String, Map<String, Long>>) system.getService(found[0]);
    }

    private static Path loadBundle(Path jar) throws IOException, URISyntaxException {
        String name = HotSwapIT.class.getPackageName() + ".load";
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.putValue(Constants.BUNDLE_ACTIVATOR, name + ".LoadActivator");
        headers.putValue(
                Constants.IMPORT_PACKAGE,
                "org.bioxen.api.session,org.bioxen.api.vm,org.osgi.framework,org.osgi.util.tracker");
        Path classes = Path.of(HotSwapIT.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String path = name.replace('.', '/');
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.list(classes.resolve(path))) {
            for (Path file : files.sorted().toList()) {
                entries.putNextEntry(new ZipEntry(path + "/" + file.getFileName()));
                try (InputStream bytes = Files.newInputStream(file)) {
                    bytes.transferTo(entries);
                }
            }
        }
        return jar;
    }
}
