// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.bioxen.spi.configuration.ConfigurationCheck;
import org.bioxen.spi.configuration.ConfigurationReader;
import org.bioxen.spi.configuration.ConfigurationReader.Reading;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ManagedService;
import org.slf4j.LoggerFactory;

/**
 * Takes the configuration {@value #PID}: levels by keys {@code level.LOGGER}, with values as in Logback; the form of the log file by
 * {@code file.format}, {@code text} or {@code json}, and its bounds. What cannot be used is reported, and the last good value stays. What is described
 * here describes {@code OSGI-INF/metatype/org.bioxen.logging.xml} to people.
 */
final class LoggingConfiguration implements ManagedService {
    /** The configuration's pid. */
    static final String PID = "org.bioxen.logging";

    private static final String LEVEL = "level.";

    private final ConfigurationReader reader =
            new ConfigurationReader(PID, Defaults.class, LoggerFactory.getLogger(LoggingConfiguration.class)::warn);
    private final Levels levels;
    private final Optional<LogFile> file;
    /** Guarded by this: whether what counts was read from the file that Config Admin gets later. */
    private boolean readAhead;
    /** Guarded by this. */
    private Map<String, Level> last = Map.of();

    private @interface Defaults {
        String file_format() default "text";

        int file_size() default 4096;

        int file_kept() default 4;
    }

    private record Settings(Map<String, Level> levels, RecordFormat format, int fileKib, int filesKept) {
        static Settings read(Reading reading, Iterable<String> keys) {
            Map<String, Level> levels = new HashMap<>();
            for (String key : keys) {
                if (key.startsWith(LEVEL) && !key.substring(LEVEL.length()).isBlank()) {
                    reading.optional(key, Settings::level)
                            .ifPresent(level -> levels.put(key.substring(LEVEL.length()), level));
                }
            }
            return new Settings(
                    levels,
                    reading.text("file.format", Settings::format),
                    reading.integer("file.size", 16, 1 << 20),
                    reading.integer("file.kept", 1, 100));
        }

        private static Level level(String text) {
            Level level = Level.toLevel(text.strip(), null);
            if (level == null) {
                throw new IllegalArgumentException(
                        "'" + ConfigurationReader.shown(text) + "' is not one of TRACE, DEBUG, INFO, WARN, ERROR, OFF");
            }
            return level;
        }

        private static RecordFormat format(String text) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "text" -> new LineFormat(ZoneId.systemDefault());
                case "json" -> new JsonFormat();
                default ->
                    throw new IllegalArgumentException(
                            "'" + ConfigurationReader.shown(text) + "' is neither text nor json");
            };
        }
    }

    LoggingConfiguration(Levels levels, Optional<LogFile> file) {
        this.levels = levels;
        this.file = file;
    }

    /**
     * Takes the configuration from Config Admin until the bundle stops.
     *
     * @param ahead the file that will be given to Config Admin, if there is one: it counts already for what is logged until then
     */
    static void register(BundleContext context, Levels levels, Optional<LogFile> file, Optional<Path> ahead) {
        LoggingConfiguration configuration = new LoggingConfiguration(levels, file);
        if (ahead.isPresent()) {
            configuration.readAhead(ahead.get());
        }
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_PID, PID);
        context.registerService(ManagedService.class, configuration, properties);
        Dictionary<String, Object> check = new Hashtable<>();
        check.put(ConfigurationCheck.PID, PID);
        context.registerService(ConfigurationCheck.class, LoggingConfiguration::problems, check);
    }

    private static List<String> problems(String pid, Map<String, ?> configuration) {
        return ConfigurationReader.problems(
                Defaults.class, configuration, reading -> Settings.read(reading, configuration.keySet()));
    }

    synchronized void readAhead(Path path) {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(path)) {
            properties.load(text);
        } catch (IOException | IllegalArgumentException unreadable) {
            LoggerFactory.getLogger(LoggingConfiguration.class)
                    .warn("{} cannot be read: {}", path, unreadable.toString());
            return;
        }
        Dictionary<String, Object> configuration = new Hashtable<>();
        for (String name : properties.stringPropertyNames()) {
            // What is to be put in for a variable is known later.
            if (!properties.getProperty(name).contains("${")) {
                configuration.put(name, properties.getProperty(name));
            }
        }
        updated(configuration);
        readAhead = true;
    }

    @Override
    public synchronized void updated(Dictionary<String, ?> configuration) {
        boolean early = readAhead && configuration == null;
        readAhead = false;
        if (early) {
            // Config Admin says at once that it has none yet.
            return;
        }
        Map<String, Object> all = new HashMap<>();
        if (configuration != null) {
            Collections.list(configuration.keys()).forEach(key -> all.put(key, configuration.get(key)));
        }
        Settings settings = Settings.read(reader.read(all), all.keySet());
        levels.configure(settings.levels());
        file.ifPresent(one -> {
            one.format(settings.format());
            one.bound(settings.fileKib() * 1024L, settings.filesKept());
        });
        if (!settings.levels().equals(last)) {
            last = settings.levels();
            LoggerFactory.getLogger(LoggingConfiguration.class).info("configured levels: {}", new TreeMap<>(last));
        }
    }
}
