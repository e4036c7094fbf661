// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** What scripts run on, chosen as a user chooses it. */
enum Engine {
    LUAJ("5.2", "--backend", "luaj"),
    LUA54("5.4", "--backend", "process", "--lua", "lua5.4"),
    LUA53("5.3", "--backend", "process", "--lua", "lua5.3"),
    LUA52("5.2", "--backend", "process", "--lua", "lua5.2"),
    LUA51("5.1", "--backend", "process", "--lua", "lua5.1"),
    LUAJIT("5.1", "--backend", "process", "--lua", "luajit");

    private final String version;
    private final List<String> options;

    Engine(String version, String... options) {
        this.version = version;
        this.options = List.of(options);
    }

    /** The Lua version that {@code _VERSION} tells. */
    String version() {
        return version;
    }

    String backend() {
        return options.get(1);
    }

    /** A command line on this engine; skips the test, or fails it where that is asked for, without the interpreter. */
    String[] arguments(String command, String... rest) {
        requireInterpreter();
        List<String> arguments = new ArrayList<>();
        arguments.add(command);
        arguments.addAll(options);
        arguments.addAll(List.of(rest));
        return arguments.toArray(new String[0]);
    }

    private void requireInterpreter() {
        if (options.size() < 4) {
            return;
        }
        String interpreter = options.get(3);
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            if (new File(folder, interpreter).canExecute()) {
                return;
            }
        }
        String message = interpreter + " is not installed; scripts/verify installs it";
        if (Boolean.getBoolean("bioxen.require.lua")) {
            fail(message);
        }
        assumeTrue(false, message);
    }
}
