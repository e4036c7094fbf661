// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Remembers which packages of the JDK and the framework the platform's bundles import. The framework takes an eighth of a one-shot's time
 * to list the many hundred that there are, so it is told of these alone, as long as no other bundle can ask for more: the start script
 * names the file for one state of the installation and one Java, and has it forgotten when either changes.
 */
final class SystemPackages {
    private final Optional<Path> file;

    /**
     * Makes the memory.
     *
     * @param file where the packages are remembered; empty: nowhere
     * @param curated whether the bundles are there that manage Lua packages: they need more, which is remembered beside
     */
    SystemPackages(Optional<Path> file, boolean curated) {
        this.file = curated ? file.map(plain -> plain.resolveSibling(plain.getFileName() + ".curator")) : file;
    }

    /** What was remembered, in the form of the framework's property for it. */
    Optional<String> recall() {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file.get()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Remembers what the bundles of a framework are wired to, unless that has been done. Never fails: it will be tried again. */
    void remember(Bundle framework) {
        if (file.isEmpty() || Files.exists(file.get())) {
            return;
        }
        Path made = file.get()
                .resolveSibling(
                        file.get().getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.writeString(made, String.join(",", wired(framework)));
            Files.move(made, file.get(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            made.toFile().delete();
        }
    }

    private static Set<String> wired(Bundle framework) {
        Set<String> clauses = new LinkedHashSet<>();
        for (BundleWire wire :
                framework.adapt(BundleWiring.class).getProvidedWires(PackageNamespace.PACKAGE_NAMESPACE)) {
            clauses.add(clause(wire.getCapability()));
        }
        return clauses;
    }

    private static String clause(BundleCapability capability) {
        Map<String, Object> attributes = capability.getAttributes();
        StringBuilder clause = new StringBuilder().append(attributes.get(PackageNamespace.PACKAGE_NAMESPACE));
        Object version = attributes.get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE);
        if (version != null) {
            clause.append(";version=\"").append(version).append('"');
        }
        String uses = capability.getDirectives().get(PackageNamespace.CAPABILITY_USES_DIRECTIVE);
        if (uses != null) {
            clause.append(";uses:=\"").append(uses).append('"');
        }
        return clause.toString();
    }
}
