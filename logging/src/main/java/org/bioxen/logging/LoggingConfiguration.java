// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ManagedService;
import org.slf4j.LoggerFactory;

/**
 * Takes the configuration {@value #PID}: levels by keys {@code level.LOGGER}, with values as in Logback; the form of the log file by
 * {@code file.format}, {@code text} or {@code json}. What cannot be used is reported, and the last good value stays.
 */
final class LoggingConfiguration implements ManagedService {
    /** The configuration's pid. */
    static final String PID = "org.bioxen.logging";

    private static final String LEVEL = "level.";
    private static final String FORMAT = "file.format";

    private final Levels levels;
    private final Optional<LogFile> file;
    /** Guarded by this: whether what counts was read from the file that Config Admin gets later. */
    private boolean readAhead;
    /** Guarded by this. */
    private Map<String, String> last = Map.of();

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
    }

    synchronized void readAhead(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
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
        Map<String, String> wanted = new HashMap<>();
        String format = "text";
        if (configuration != null) {
            for (String key : Collections.list(configuration.keys())) {
                String value = String.valueOf(configuration.get(key));
                if (key.startsWith(LEVEL) && key.length() > LEVEL.length()) {
                    wanted.put(key.substring(LEVEL.length()), value);
                } else if (key.equals(FORMAT)) {
                    format = value.strip();
                }
            }
        }
        levels.configure(wanted);
        format(format);
        if (!wanted.equals(last)) {
            last = wanted;
            LoggerFactory.getLogger(LoggingConfiguration.class).info("configured levels: {}", new TreeMap<>(wanted));
        }
    }

    private void format(String name) {
        if (file.isEmpty()) {
            return;
        }
        switch (name) {
            case "text" -> file.get().format(new LineFormat(ZoneId.systemDefault()));
            case "json" -> file.get().format(new JsonFormat());
            default ->
                LoggerFactory.getLogger(LoggingConfiguration.class)
                        .warn("{}: '{}' is neither text nor json; left as it is", FORMAT, name);
        }
    }
}
