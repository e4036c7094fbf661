// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/** Runs shell scripts: a service of this bundle that is there when Gogo runs. Thread-safe. */
public interface ShellScripts {
    /**
     * A script and what it is given.
     *
     * @param text the script
     * @param directory what relative paths are relative to
     * @param variables what its session has, by name, from the beginning
     */
    record Request(String text, Path directory, Map<String, Object> variables) {
        /** Copies the map. */
        public Request {
            variables = Map.copyOf(variables);
        }
    }

    /**
     * Runs a script in a session of its own and prints what it says. An interrupt of the calling thread ends it.
     *
     * @param in standard input of the session
     * @param out where commands print
     * @param err where commands print errors, and where a failure is printed in one line
     * @return the exit code of the process
     */
    int run(Request script, InputStream in, OutputStream out, OutputStream err);

    /** Has those of Gogo's own commands there that need a terminal, where terminals are going to be. */
    void provideForTerminals();
}
