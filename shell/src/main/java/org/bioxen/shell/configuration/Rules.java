// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bioxen.spi.configuration.ConfigurationCheck;
import org.bioxen.spi.configuration.ConfigurationReader;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.metatype.AttributeDefinition;

/** What is wrong with values: by those who take them, or else by what their metatype says. Thread-safe. */
final class Rules {
    private final BundleContext context;

    Rules(BundleContext context) {
        this.context = context;
    }

    /** One line for each value that would not be taken, beginning with its key and a colon. */
    List<String> problems(Description description, Map<String, Object> values) {
        Optional<ServiceReference<ConfigurationCheck>> check = check(description.pid());
        ConfigurationCheck service = check.map(context::getService).orElse(null);
        if (service == null) {
            return values.entrySet().stream()
                    .flatMap(value -> description.key(value.getKey()).stream()
                            .flatMap(key -> problem(value.getKey(), key, Values.shown(value.getValue()))))
                    .toList();
        }
        try {
            return service.problems(description.pid(), values);
        } finally {
            context.ungetService(check.orElseThrow());
        }
    }

    private static Stream<String> problem(String name, AttributeDefinition key, String value) {
        String refused = key.validate(value);
        String shown = Description.isSecret(key) ? ConfigurationInfo.SECRET : ConfigurationReader.shown(value);
        return refused == null || refused.isEmpty()
                ? Stream.empty()
                : Stream.of(name + ": '" + shown + "' is not what is allowed (" + refused + ")");
    }

    private Optional<ServiceReference<ConfigurationCheck>> check(String pid) {
        try {
            String filter = "(" + ConfigurationCheck.PID + "=" + Values.escaped(pid) + ")";
            return context.getServiceReferences(ConfigurationCheck.class, filter).stream()
                    .max(Comparator.naturalOrder());
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
