// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.util.Locale;
import org.bioxen.spi.catalog.Artifact;

/** Which artifacts run on this machine. */
final class Machine {
    private static final String PLATFORM = system() + "-" + processor();

    private Machine() {}

    static boolean takes(Artifact artifact) {
        return artifact.platform().equals(Artifact.ALL) || artifact.platform().equals(PLATFORM);
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "macosx" : name.startsWith("windows") ? "windows" : name;
    }

    private static String processor() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("amd64") ? "x86_64" : name.equals("arm64") ? "aarch64" : name;
    }
}
