// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.container;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;

import java.io.File;
import java.util.Arrays;
import java.util.Set;
import org.ops4j.pax.exam.Option;

/** Provisions a container with the very jars of the distribution, the terminal left out. */
final class Distribution {
    private static final Set<String> TERMINAL =
            Set.of("jline.jar", "org.bioxen.console.jar", "org.apache.felix.gogo.jline.jar");

    private Distribution() {}

    static Option bundles() {
        File folder = new File(System.getProperty("bioxen.runtime"), "bundle");
        File[] jars = folder.listFiles((parent, name) -> name.endsWith(".jar") && !TERMINAL.contains(name));
        if (jars == null) {
            throw new IllegalStateException("there is no distribution in " + folder + "; build runtime-dist first");
        }
        Option[] bundles = Arrays.stream(jars)
                .sorted()
                .map(jar -> (Option) bundle(jar.toURI().toString()).startLevel(4))
                .toArray(Option[]::new);
        File log = new File(System.getProperty("bioxen.runtime"), "../container-log");
        return composite(
                composite(bundles),
                frameworkProperty("bioxen.log").value(log.getPath()),
                frameworkProperty("bioxen.backend.wait").value("200ms"),
                junitBundles());
    }
}
