// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.system;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Says why a component is not active: which reference or configuration it misses, and why that is missing, as a tree. Thread-safe. */
public final class ComponentReport {
    private final ServiceComponentRuntime runtime;

    /** Of these components. */
    public ComponentReport(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * What is found of a component.
     *
     * @param name its name
     * @param bundle the bundle that it is of
     * @param tree how it is and what it lacks, in lines
     */
    public record Finding(String name, String bundle, String tree) {}

    /** The components whose name has this in it; the whole name alone where it is one. */
    public List<Finding> find(String name) {
        Collection<ComponentDescriptionDTO> all = runtime.getComponentDescriptionDTOs();
        String part = name.toLowerCase(Locale.ROOT);
        return all.stream().anyMatch(one -> one.name.equals(name))
                ? findings(all.stream().filter(one -> one.name.equals(name)))
                : findings(all.stream()
                        .filter(one -> one.name.toLowerCase(Locale.ROOT).contains(part)));
    }

    /** The components that lack something. */
    public List<Finding> unsatisfied() {
        return findings(runtime.getComponentDescriptionDTOs().stream().filter(this::lacks));
    }

    private List<Finding> findings(Stream<ComponentDescriptionDTO> components) {
        return components
                .sorted((a, b) -> a.name.compareTo(b.name))
                .map(one -> new Finding(one.name, one.bundle.symbolicName, text(one)))
                .toList();
    }

    private boolean lacks(ComponentDescriptionDTO component) {
        if (!runtime.isComponentEnabled(component)) {
            return true;
        }
        Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(component);
        return configurations.isEmpty() || configurations.stream().anyMatch(one -> !isSatisfied(one));
    }

    private static boolean isSatisfied(ComponentConfigurationDTO configuration) {
        return configuration.state == ComponentConfigurationDTO.ACTIVE
                || configuration.state == ComponentConfigurationDTO.SATISFIED;
    }

    private String text(ComponentDescriptionDTO component) {
        StringBuilder text = new StringBuilder();
        tell(component, 0, new HashSet<>(), text);
        return text.toString().stripTrailing();
    }

    private void tell(ComponentDescriptionDTO component, int depth, Set<String> told, StringBuilder text) {
        line(text, depth, component.name + " (bundle " + component.bundle.symbolicName + ")");
        if (!told.add(component.name)) {
            line(text, depth + 1, "told above");
            return;
        }
        if (!runtime.isComponentEnabled(component)) {
            line(text, depth + 1, "is disabled");
            return;
        }
        Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(component);
        if (configurations.isEmpty()) {
            line(
                    text,
                    depth + 1,
                    "needs a configuration: " + String.join(", ", component.configurationPid) + " (" + policy(component)
                            + ")");
        }
        for (ComponentConfigurationDTO configuration : configurations) {
            tell(component, configuration, depth + 1, told, text);
        }
    }

    private static String policy(ComponentDescriptionDTO component) {
        return "etc/" + component.configurationPid[0] + ("require".equals(component.configurationPolicy) ? "-NAME" : "")
                + ".cfg makes one";
    }

    private void tell(
            ComponentDescriptionDTO component,
            ComponentConfigurationDTO configuration,
            int depth,
            Set<String> told,
            StringBuilder text) {
        switch (configuration.state) {
            case ComponentConfigurationDTO.ACTIVE -> line(text, depth, "is active");
            case ComponentConfigurationDTO.SATISFIED ->
                line(text, depth, "is satisfied; it is made when somebody asks for it");
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                line(
                        text,
                        depth,
                        "failed when it was made: "
                                + String.valueOf(configuration.failure)
                                        .lines()
                                        .findFirst()
                                        .orElse("no reason is known"));
            default -> {
                if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION) {
                    line(text, depth, "needs a configuration: " + policy(component));
                }
                for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
                    missing(component, reference, depth, told, text);
                }
            }
        }
    }

    private void missing(
            ComponentDescriptionDTO component,
            UnsatisfiedReferenceDTO reference,
            int depth,
            Set<String> told,
            StringBuilder text) {
        String type = "?";
        for (ReferenceDTO each : component.references) {
            type = each.name.equals(reference.name) ? each.interfaceName : type;
        }
        line(text, depth, "needs a service " + type + (reference.target == null ? "" : " " + reference.target));
        List<ComponentDescriptionDTO> makers = makers(type);
        if (makers.isEmpty()) {
            line(text, depth + 1, "no component that is installed provides it");
        }
        for (ComponentDescriptionDTO maker : makers) {
            tell(maker, depth + 1, told, text);
        }
    }

    private List<ComponentDescriptionDTO> makers(String type) {
        List<ComponentDescriptionDTO> makers = new ArrayList<>();
        for (ComponentDescriptionDTO each : runtime.getComponentDescriptionDTOs()) {
            if (List.of(each.serviceInterfaces).contains(type)) {
                makers.add(each);
            }
        }
        return makers;
    }

    private static void line(StringBuilder text, int depth, String words) {
        text.append("  ".repeat(depth)).append(words).append('\n');
    }
}
