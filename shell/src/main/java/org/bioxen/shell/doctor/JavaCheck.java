// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.doctor;

import java.util.List;
import org.bioxen.shell.output.Sizes;

/** Which Java runs the platform: that it is one that can was seen to by the start script. */
final class JavaCheck {
    private static final long LITTLE = 200L << 20;

    private JavaCheck() {}

    static List<Finding> examine(Machine machine) {
        long memory = Runtime.getRuntime().maxMemory();
        String found = machine.property("java.runtime.version").orElse("unknown") + " of "
                + machine.property("java.vendor").orElse("an unknown vendor") + ", "
                + machine.property("java.home").orElse("nowhere") + " ("
                + (machine.environment("JAVA_HOME").isPresent() ? "by JAVA_HOME" : "by the PATH") + "), up to "
                + Sizes.text(memory) + " of heap";
        return List.of(
                memory < LITTLE
                        ? Finding.warn("java", found, "BIOXEN_JAVA_OPTS=-Xmx512m gives it more")
                        : Finding.ok("java", found));
    }
}
