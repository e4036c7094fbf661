// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.bioxen.api.logging.LogControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/** The bundle in a framework of its own, alone and beside Config Admin and the Log Service. */
@Timeout(60)
class LoggingBundleTest {
    @TempDir
    private Path storage;

    @TempDir
    private Path log;

    private Framework framework;

    @BeforeEach
    void start() throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        "bioxen.log",
                        log.toString(),
                        "felix.log.level",
                        "0",
                        "org.osgi.service.log.admin.loglevel",
                        "INFO"));
        framework.start();
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(Duration.ofSeconds(10).toMillis());
    }

    @Test
    void startsWithoutConfigAdminAndLogServiceAndServesSlf4j() throws Exception {
        Bundle logging = logging();

        slf4j(logging, "org.bioxen.test", "info", "through the API");

        assertThat(Logs.lines(log)).singleElement().asString().endsWith("org.bioxen.test: through the API");
    }

    @Test
    void takesOverJavaUtilLogging() throws Exception {
        logging();

        java.util.logging.Logger.getLogger("some.library").warning("from elsewhere");

        assertThat(Logs.lines(log))
                .singleElement()
                .asString()
                .contains(" WARN ")
                .endsWith("some.library: from elsewhere");
    }

    @Test
    void takesOverTheLogService() throws Exception {
        install("org.osgi.util.function", "org.osgi.util.promise", "org.apache.felix.configadmin");
        install("org.apache.felix.log");
        Bundle logging = logging();
        BundleContext context = framework.getBundleContext();
        ServiceReference<?> reference = context.getAllServiceReferences("org.osgi.service.log.LoggerFactory", null)[0];
        Bundle logService = reference.getBundle();
        Object logger = logService
                .loadClass("org.osgi.service.log.LoggerFactory")
                .getMethod("getLogger", String.class)
                .invoke(context.getService(reference), "org.bioxen.osgi");
        Method error = logService.loadClass("org.osgi.service.log.Logger").getMethod("error", String.class);

        try (WatchService watch = log.getFileSystem().newWatchService()) {
            log.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            error.invoke(logger, "by the service");
            // The Log Service delivers on a thread of its own.
            assertThat(watch.poll(20, TimeUnit.SECONDS)).isNotNull();
        }

        logging.stop();
        assertThat(Logs.lines(log))
                .singleElement()
                .asString()
                .contains("ERROR")
                .endsWith("org.bioxen.osgi: by the service");
    }

    @Test
    void takesLevelsFromConfigAdmin() throws Exception {
        install("org.osgi.util.function", "org.osgi.util.promise", "org.apache.felix.configadmin");
        logging();

        assertThat(framework
                        .getBundleContext()
                        .getAllServiceReferences(
                                "org.osgi.service.cm.ManagedService", "(service.pid=org.bioxen.logging)"))
                .hasSize(1);
    }

    @Test
    void losesNoErrorWhileItIsStoppedOrUpdated() throws Exception {
        Bundle logging = logging();
        ClassLoader before = logging.loadClass("org.slf4j.LoggerFactory").getClassLoader();
        logging.stop();
        slf4j(before, "org.bioxen.test", "error", "while it is stopped");
        slf4j(before, "org.bioxen.test", "warn", "not worth it then");

        logging.update();
        logging.start();
        slf4j(before, "org.bioxen.test", "error", "by the old one");
        slf4j(logging, "org.bioxen.test", "error", "by the new one");

        assertThat(Logs.lines(log))
                .hasSize(3)
                .first()
                .asString()
                .endsWith("ERROR " + ProcessHandle.current().pid() + " [main] org.bioxen.test: while it is stopped");
        assertThat(Logs.lines(log)).last().asString().endsWith("by the new one");
    }

    @Test
    void logsAgainOnceItIsStartedAgain() throws Exception {
        Bundle logging = logging();
        logging.stop();
        logging.start();

        slf4j(logging, "org.bioxen.test", "error", "back");

        assertThat(Logs.lines(log)).singleElement().asString().endsWith("org.bioxen.test: back");
    }

    private Bundle logging() throws BundleException {
        framework.getBundleContext().installBundle("reference:" + jarOf(LogControl.class));
        Bundle bundle = framework.getBundleContext().installBundle("reference:" + jarOf(LoggingActivator.class));
        bundle.start();
        return bundle;
    }

    private void install(String... names) throws BundleException {
        for (String name : names) {
            String jar = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> Path.of(entry).getFileName().toString().startsWith(name + "-"))
                    .findFirst()
                    .orElseThrow();
            framework
                    .getBundleContext()
                    .installBundle("reference:" + Path.of(jar).toUri())
                    .start();
        }
    }

    /** Logs as another bundle would, with the API that the logging bundle exports. */
    private static void slf4j(Bundle logging, String name, String level, String message)
            throws ReflectiveOperationException {
        slf4j(logging.loadClass("org.slf4j.LoggerFactory").getClassLoader(), name, level, message);
    }

    private static void slf4j(ClassLoader loader, String name, String level, String message)
            throws ReflectiveOperationException {
        Object logger = loader.loadClass("org.slf4j.LoggerFactory")
                .getMethod("getLogger", String.class)
                .invoke(null, name);
        loader.loadClass("org.slf4j.Logger").getMethod(level, String.class).invoke(logger, message);
    }

    private static String jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }
}
