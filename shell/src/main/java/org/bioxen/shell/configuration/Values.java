// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bioxen.shell.verb.CommandFailure;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * What is set in one configuration, as Config Admin has it. Immutable.
 *
 * @param kind the pid of its kind, if there may be several
 * @param file the file that it was read from; empty if a program has made it
 * @param byKey what people have set
 */
record Values(Optional<String> kind, Optional<Path> file, Map<String, Object> byKey) {
    /** Nothing. */
    static final Values NONE = new Values(Optional.empty(), Optional.empty(), Map.of());

    private static final String FILE = "felix.fileinstall.filename";
    private static final Set<String> NOT_SET_BY_PEOPLE =
            Set.of(Constants.SERVICE_PID, ConfigurationAdmin.SERVICE_FACTORYPID, FILE);

    Values {
        byKey = Map.copyOf(byKey);
    }

    /** All configurations by pid. */
    static Map<String, Values> all(ConfigurationAdmin admin) {
        Map<String, Values> all = new TreeMap<>();
        for (Configuration configuration : list(admin, null)) {
            all.put(configuration.getPid(), of(configuration));
        }
        return all;
    }

    /** One, if it is there. */
    static Optional<Values> find(ConfigurationAdmin admin, String pid) {
        return list(admin, "(" + Constants.SERVICE_PID + "=" + escaped(pid) + ")").stream()
                .findFirst()
                .map(Values::of);
    }

    private static List<Configuration> list(ConfigurationAdmin admin, String filter) {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? List.of() : Arrays.asList(found);
        } catch (IOException e) {
            throw new CommandFailure("Config Admin does not say what is configured: " + e.getMessage(), e);
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A pid as it stands in a filter. */
    static String escaped(String pid) {
        return pid.replaceAll("[\\\\*()]", "\\\\$0");
    }

    private static Values of(Configuration configuration) {
        Map<String, Object> all = new HashMap<>();
        var properties = configuration.getProperties();
        if (properties != null) {
            Collections.list(properties.keys()).forEach(key -> all.put(key, properties.get(key)));
        }
        Optional<Path> file = Optional.ofNullable(all.get(FILE)).map(uri -> Path.of(URI.create(uri.toString())));
        all.keySet().removeAll(NOT_SET_BY_PEOPLE);
        return new Values(Optional.ofNullable(configuration.getFactoryPid()), file, all);
    }

    /** A value as people read it. */
    static String shown(Object value) {
        if (value instanceof Object[] array) {
            return shown(Arrays.asList(array));
        }
        return value instanceof Collection<?> several
                ? String.join(", ", several.stream().map(String::valueOf).toList())
                : value.toString();
    }
}
