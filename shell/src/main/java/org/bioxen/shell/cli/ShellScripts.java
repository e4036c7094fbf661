// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import java.io.InputStream;
import java.io.OutputStream;

/** Runs shell scripts: a service of this bundle that is there when Gogo runs. Thread-safe. */
public interface ShellScripts {
    /**
     * Runs a script in a session of its own and prints what it says.
     *
     * @param in standard input of the session
     * @param out where commands print
     * @param err where commands print errors, and where a failure is printed in one line
     * @return the exit code of the process
     */
    int run(String script, InputStream in, OutputStream out, OutputStream err);
}
