// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.MissingBackend;
import org.bioxen.spi.configuration.ConfigurationCheck;
import org.bioxen.spi.configuration.ConfigurationReader;
import org.bioxen.spi.configuration.ConfigurationReader.Reading;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the process backend if there is an interpreter to drive, and otherwise what is missing; looks again when its
 * configuration changes.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = ProcessBackendComponent.PID)
@Designate(ocd = ProcessBackendComponent.Config.class)
public final class ProcessBackendComponent {
    /** The pid of its configuration. */
    static final String PID = "org.bioxen.core.process";

    private static final Logger LOG = LoggerFactory.getLogger(ProcessBackendComponent.class);
    private static final int RANKING = 50;
    private static final long MOST_MILLIS = 3_600_000;
    private static final int MOST_WARM = 64;

    private final ConfigurationReader reader = new ConfigurationReader(PID, Config.class, LOG::warn);

    private final BundleContext context;

    // The one service that is published, and what is behind it if that is a backend. The component runtime calls one
    // lifecycle method at a time, though not always on the same thread.
    private volatile ServiceRegistration<?> published;
    private volatile Optional<ProcessBackend> backend = Optional.empty();
    private volatile Optional<Settings> last = Optional.empty();

    /** Configuration of the process backend. */
    @ObjectClassDefinition(
            name = "BioXen process backend",
            description = "Where Lua interpreters are found and how they are started.")
    public @interface Config {
        /** Directories to look in; none: those of PATH. */
        @AttributeDefinition(
                name = "Search path",
                description =
                        "Directories in which lua5.4, lua, lua5.3, luajit, lua5.2, lua5.1 and lua5.5 are looked for;"
                                + " if empty, those of the environment variable PATH.",
                required = false)
        String[] search_path() default {};

        /** More interpreters. */
        @AttributeDefinition(
                name = "Executables",
                description = "Paths of further interpreters; they are preferred to those that are found.",
                required = false)
        String[] executables() default {};

        /** Milliseconds. */
        @AttributeDefinition(
                name = "Start timeout",
                description = "How long an interpreter may take to start, in milliseconds.",
                min = "1",
                max = "" + MOST_MILLIS,
                required = false)
        long start_timeout() default 5000;

        /** Milliseconds. */
        @AttributeDefinition(
                name = "Stop grace",
                description =
                        "How long a script may go on after it was asked to stop, in milliseconds; then its interpreter"
                                + " is killed and its state lost.",
                min = "0",
                max = "" + MOST_MILLIS,
                required = false)
        long stop_grace() default 500;

        /** A number; 0 for none. */
        @AttributeDefinition(
                name = "Warm pool",
                description = "How many interpreters are kept started ahead, for each kind of VM (interpreter, sandbox"
                        + " level, memory limit) that was asked for twice; of at most four kinds. 0: none.",
                min = "0",
                max = "" + MOST_WARM,
                required = false)
        int warm_pool() default 2;
    }

    /** Looks for interpreters and publishes what it finds. */
    @Activate
    public ProcessBackendComponent(BundleContext context, Map<String, Object> configuration) {
        this.context = context;
        publish(configuration);
    }

    /** Looks again. Engines that run stay. */
    @Modified
    void publish(Map<String, Object> configuration) {
        Settings settings = Settings.read(reader.read(configuration));
        if (backend.isPresent() && last.equals(Optional.of(settings))) {
            // What is new was not taken: what is there is left alone, the interpreters that wait, too.
            return;
        }
        last = Optional.of(settings);
        List<Path> directories = settings.searchPath().isEmpty() ? Discovery.searchPath() : settings.searchPath();
        Duration startTimeout = settings.startTimeout();
        Duration stopGrace = settings.stopGrace();
        int warm = settings.warmPool();
        Discovery discovery = new Discovery(directories, settings.executables(), startTimeout);
        List<Interpreter> interpreters = discovery.interpreters();
        Optional<Tools> tools = discovery.tools();
        Function<Keeper, Ladder> ladder =
                keeper -> Ladder.climb(tools.orElseThrow(), interpreters.get(0).executable(), scratch(), keeper);
        if (interpreters.isEmpty() || tools.isEmpty()) {
            withdraw();
            String reason = interpreters.isEmpty()
                    ? "no Lua interpreter was found in " + directories
                            + "; install lua5.4 (or 5.1 to 5.3, luajit), or set 'executables' in " + PID
                    : "no shell was found (/bin/sh); install one";
            published = context.registerService(MissingBackend.class, new Missing(reason), properties(false));
        } else if (backend.isPresent()) {
            backend.get().stopGrace(stopGrace);
            backend.get().offer(tools.get(), interpreters, startTimeout, warm, ladder);
            published.setProperties(properties(true));
        } else {
            withdraw();
            ProcessBackend found = new ProcessBackend(tools.get(), interpreters, startTimeout, warm, ladder);
            found.stopGrace(stopGrace);
            backend = Optional.of(found);
            published = context.registerService(LuaBackend.class, found, properties(true));
        }
    }

    /** A directory for files that the box needs; the framework's own where it offers one. */
    private Path scratch() {
        File own = context.getDataFile("box");
        return own != null
                ? own.toPath()
                : Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "bioxen-process-" + ProcessHandle.current().pid());
    }

    private static Dictionary<String, Object> properties(boolean ranked) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(LuaBackend.NAME, ProcessBackend.BACKEND);
        if (ranked) {
            properties.put(Constants.SERVICE_RANKING, RANKING);
        }
        return properties;
    }

    /** Takes the service back, then closes every engine that is left. */
    @Deactivate
    void withdraw() {
        if (published != null) {
            published.unregister();
            published = null;
        }
        backend.ifPresent(ProcessBackend::close);
        backend = Optional.empty();
    }

    private record Settings(
            List<Path> searchPath, List<String> executables, Duration startTimeout, Duration stopGrace, int warmPool) {
        static Settings read(Reading reading) {
            return new Settings(
                    reading.texts("search.path", Settings::directories).stream()
                            .flatMap(List::stream)
                            .toList(),
                    reading.texts("executables", Settings::executable),
                    Duration.ofMillis(reading.number("start.timeout", 1, MOST_MILLIS)),
                    Duration.ofMillis(reading.number("stop.grace", 0, MOST_MILLIS)),
                    reading.integer("warm.pool", 0, MOST_WARM));
        }

        /** One directory, or several as in PATH: one that is not there may come, but not all can be missing. */
        private static List<Path> directories(String text) {
            List<Path> directories = Discovery.directories(text);
            if (directories.stream().noneMatch(Files::isDirectory)) {
                throw new IllegalArgumentException(
                        "'" + ConfigurationReader.shown(text) + "' is no directory that is there");
            }
            return directories;
        }

        private static String executable(String text) {
            if (Discovery.path(text).filter(Discovery::isExecutable).isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + ConfigurationReader.shown(text) + "' is no file that can be run; give the path of one");
            }
            return text;
        }
    }

    /** What is wrong with its configuration beforehand. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public List<String> problems(String pid, Map<String, ?> configuration) {
            return ConfigurationReader.problems(Config.class, configuration, Settings::read);
        }
    }

    private record Missing(String reason) implements MissingBackend {
        @Override
        public String name() {
            return ProcessBackend.BACKEND;
        }
    }
}
