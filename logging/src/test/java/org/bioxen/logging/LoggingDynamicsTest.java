// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bioxen.api.logging.LogControl;
import org.bioxen.api.logging.LogHistory;
import org.bioxen.api.logging.LogLevel;
import org.bioxen.api.logging.LogQuery;
import org.bioxen.api.logging.LogRecord;
import org.bioxen.api.logging.VmLoggerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.cm.ManagedService;

/** Logging while bundles come and go, itself among them. */
@Timeout(120)
class LoggingDynamicsTest {
    @TempDir
    private Path storage;

    @TempDir
    private Path log;

    @TempDir
    private Path etc;

    private Container container() throws Exception {
        return new Container(storage, log, Map.of("bioxen.etc", etc.toString()));
    }

    @Test
    void everyWayToLogEndsInOneStreamAndNothingOfABundleStaysWhenItGoes() throws Exception {
        try (Container container = container()) {
            container.installServices();
            container.logging();
            LogHistory history = container.service(LogHistory.class);
            BlockingQueue<LogRecord> told = new LinkedBlockingQueue<>();
            List<LogRecord> all = new ArrayList<>();
            AutoCloseable listening =
                    history.listen(LogQuery.builder().level(LogLevel.ERROR).build(), told::add);
            Bundle noisy = container.context().installBundle("noisy", Container.noisy());
            noisy.start();
            for (int i = 0; i < 7; i++) {
                all.add(told.poll(20, TimeUnit.SECONDS));
            }
            listening.close();

            assertThat(all)
                    .extracting(record -> record.logger() + ": " + record.message())
                    .containsExactlyInAnyOrder(
                            "noisy.slf4j: SLF4J says an argument",
                            "noisy.slf4j: SLF4J says more",
                            "noisy.jul: JUL says an argument",
                            "noisy.system: the system logger says so",
                            "noisy.service: the Log Service says an argument",
                            "noisy: the bundle says so",
                            "noisy.component: the component says an argument");
            assertThat(all)
                    .allSatisfy(record -> assertThat(record.trace().orElseThrow())
                            .contains("NoisyException: the reason", "NoisyActivator.start"))
                    .allSatisfy(record -> assertThat(record.thread())
                            .isEqualTo(Thread.currentThread().getName()));
            assertThat(String.join("\n", Logs.lines(log)))
                    .contains("noisy.component {vm=a}: the component says an argument")
                    .contains("noisy.system: the system logger says so");

            WeakReference<ClassLoader> former = loader(noisy);
            noisy.update(Container.noisy());
            container.refresh();
            awaitCollected(former);
            assertThat(history.query(LogQuery.builder().text("says").build())).hasSizeGreaterThanOrEqualTo(12);
        }
    }

    private static WeakReference<ClassLoader> loader(Bundle bundle) {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    private static void awaitCollected(WeakReference<ClassLoader> loader) throws InterruptedException {
        ReferenceQueue<Object> tick = new ReferenceQueue<>();
        for (int i = 0; i < 200 && !loader.refersTo(null); i++) {
            System.gc();
            tick.remove(50);
        }
        assertThat(loader.refersTo(null))
                .as("the class loader of the bundle is gone")
                .isTrue();
    }

    @Test
    void everyErrorIsInTheFileOnceWhateverHappensToTheLoggingBundle() throws Exception {
        try (Container container = container()) {
            container.installServices();
            Bundle logging = container.logging();
            ClassLoader first = logging.loadClass("org.slf4j.LoggerFactory").getClassLoader();
            AtomicInteger written = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            CountDownLatch over = new CountDownLatch(1);
            BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        logErrors(first, written, over);
                    } catch (Exception | Error fault) {
                        faults.add(fault);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (int round = 0; round < 5; round++) {
                awaitMore(written);
                logging.stop();
                awaitMore(written);
                logging.start();
                awaitMore(written);
                logging.update();
            }
            logging.start();
            over.countDown();
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(faults).isEmpty();
            List<String> expected = IntStream.range(0, written.get())
                    .mapToObj(number -> "error number " + number)
                    .toList();
            assertThat(allLines())
                    .extracting(line -> line.substring(line.indexOf(": ") + 2))
                    .containsExactlyInAnyOrderElementsOf(expected);

            container.service(VmLoggerFactory.class).getLogger("after").info("it goes on");
            assertThat(container
                            .service(LogHistory.class)
                            .query(LogQuery.builder().logger("after").build()))
                    .hasSize(1);
        }
    }

    /** By a logger that was got before all that happens. */
    private static void logErrors(ClassLoader slf4j, AtomicInteger written, CountDownLatch over) throws Exception {
        Object logger = slf4j.loadClass("org.slf4j.LoggerFactory")
                .getMethod("getLogger", String.class)
                .invoke(null, "held");
        Method error = slf4j.loadClass("org.slf4j.Logger").getMethod("error", String.class);
        while (over.getCount() > 0) {
            error.invoke(logger, "error number " + written.getAndIncrement());
        }
    }

    private static void awaitMore(AtomicInteger written) {
        int goal = written.get() + 20;
        while (written.get() < goal) {
            Thread.onSpinWait();
        }
    }

    /** Of the file and those that were rolled away. */
    private List<String> allLines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (var files = Files.list(log)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".log")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    @Test
    void whatOthersLogWhileItIsUpdatedIsNotLost() throws Exception {
        try (Container container = container()) {
            container.installServices();
            Bundle logging = container.logging();
            Bundle noisy = container.context().installBundle("noisy", Container.noisy());
            noisy.start();
            ServiceReference<?> reference =
                    container.context().getAllServiceReferences("org.osgi.service.log.LogService", null)[0];
            Object service = container.context().getService(reference);
            ClassLoader types = service.getClass().getClassLoader();
            Object logger = types.loadClass("org.osgi.service.log.LogService")
                    .getMethod("getLogger", String.class)
                    .invoke(service, "meanwhile");
            Method error = types.loadClass("org.osgi.service.log.Logger").getMethod("error", String.class);

            logging.stop();
            java.util.logging.Logger.getLogger("some.library").severe("JUL while it is stopped");
            error.invoke(logger, "the service while it is stopped");
            logging.update();
            java.util.logging.Logger.getLogger("some.library").severe("JUL while it is updated");
            error.invoke(logger, "the service while it is updated");
            logging.start();
            BlockingQueue<String> told = new LinkedBlockingQueue<>();
            AutoCloseable listening = container
                    .service(LogHistory.class)
                    .listen(LogQuery.builder().logger("meanwhile").build(), record -> told.add(record.message()));
            error.invoke(logger, "at last");
            for (String message = ""; !message.equals("at last"); ) {
                message = told.poll(20, TimeUnit.SECONDS);
            }
            listening.close();

            assertThat(allLines().stream().filter(line -> line.contains(" while it is ")))
                    .hasSize(4)
                    .anyMatch(line -> line.endsWith("some.library: JUL while it is stopped"))
                    .anyMatch(line -> line.endsWith("some.library: JUL while it is updated"))
                    .anyMatch(line -> line.endsWith("meanwhile: the service while it is stopped"))
                    .anyMatch(line -> line.endsWith("meanwhile: the service while it is updated"));

            logging.uninstall();
            assertThat(java.util.logging.Logger.getLogger("").getHandlers())
                    .noneMatch(handler -> handler.getClass().getName().startsWith("org.slf4j"));
        }
    }

    @Test
    void theFileInEtcCountsBeforeConfigAdminHasReadIt() throws Exception {
        Files.writeString(
                etc.resolve("org.bioxen.logging.cfg"),
                "level.some.thing = DEBUG\nlevel.other = ${what.is.this}\nfile.format = json\n");
        try (Container container = new Container(
                storage,
                log,
                Map.of(
                        "bioxen.etc",
                        etc.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        Container.API + ",org.osgi.service.cm;version=1.6.0"))) {
            container.logging();
            LogControl control = container.service(LogControl.class);
            ManagedService configuration = container.service(ManagedService.class);

            // So does Config Admin where it has nothing yet.
            configuration.updated(null);
            assertThat(control.level("some.thing")).isEqualTo(LogLevel.DEBUG);
            assertThat(control.levels()).doesNotContainKey("other");
            container.service(VmLoggerFactory.class).getLogger("a").info("said");
            assertThat(Logs.lines(log)).last().asString().startsWith("{").contains("\"message\":\"said\"");

            Dictionary<String, Object> properties = new Hashtable<>(Map.of("level.some.thing", "ERROR"));
            configuration.updated(properties);
            assertThat(control.level("some.thing")).isEqualTo(LogLevel.ERROR);
            configuration.updated(null);
            assertThat(control.level("some.thing")).isEqualTo(LogLevel.WARN);
        }
    }
}
