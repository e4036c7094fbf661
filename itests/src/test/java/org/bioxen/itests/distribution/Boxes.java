// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Whether this machine can close interpreters in boxes: containers often may not make namespaces. */
final class Boxes {
    private Boxes() {}

    /** Tries it, with bubblewrap itself. */
    static boolean areMade() {
        try {
            Process box = new ProcessBuilder(
                            "bwrap", "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return box.waitFor(30, TimeUnit.SECONDS) && box.exitValue() == 0;
            } finally {
                box.destroyForcibly();
            }
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }
}
