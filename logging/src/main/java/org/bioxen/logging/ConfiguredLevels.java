// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ManagedService;

/** Takes levels from the configuration {@value #PID}: keys {@code level.LOGGER}, values as in Logback. */
final class ConfiguredLevels implements ManagedService {
    /** The configuration's pid. */
    static final String PID = "org.bioxen.logging";

    private static final String PREFIX = "level.";

    private final Levels levels;

    ConfiguredLevels(Levels levels) {
        this.levels = levels;
    }

    static void register(BundleContext context, Levels levels) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_PID, PID);
        context.registerService(ManagedService.class, new ConfiguredLevels(levels), properties);
    }

    @Override
    public void updated(Dictionary<String, ?> configuration) {
        Map<String, String> wanted = new HashMap<>();
        if (configuration != null) {
            for (String key : Collections.list(configuration.keys())) {
                if (key.startsWith(PREFIX) && key.length() > PREFIX.length()) {
                    wanted.put(key.substring(PREFIX.length()), String.valueOf(configuration.get(key)));
                }
            }
        }
        levels.set(wanted);
    }
}
