// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import java.time.ZoneId;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
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

    LoggingConfiguration(Levels levels, Optional<LogFile> file) {
        this.levels = levels;
        this.file = file;
    }

    static void register(BundleContext context, Levels levels, Optional<LogFile> file) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_PID, PID);
        context.registerService(ManagedService.class, new LoggingConfiguration(levels, file), properties);
    }

    @Override
    public void updated(Dictionary<String, ?> configuration) {
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
