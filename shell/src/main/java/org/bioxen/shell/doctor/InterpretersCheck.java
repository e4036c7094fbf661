// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Lua interpreters on the search path, which the backend {@code process} runs; it may be told of others. */
final class InterpretersCheck {
    private static final List<String> NAMES =
            List.of("lua5.1", "lua5.2", "lua5.3", "lua5.4", "lua5.5", "luajit", "lua");

    private InterpretersCheck() {}

    static List<Finding> examine(Machine machine) {
        List<Finding> findings = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        boolean some = false;
        for (String name : NAMES) {
            Optional<Path> found = machine.program(name);
            if (found.isEmpty()) {
                missing.add(name);
                continue;
            }
            Machine.Outcome version = machine.run(List.of(found.get().toString(), "-v"));
            if (version.succeeded() && version.said().startsWith("Lua")) {
                some = true;
                // Without the copyright.
                findings.add(Finding.ok(name, version.said().replaceFirst("(?: {2}| --).*", "") + ", " + found.get()));
            } else {
                findings.add(Finding.warn(
                        name,
                        found.get() + " does not run: "
                                + (version.said().isEmpty() ? "it says nothing" : version.said()),
                        "install it anew"));
            }
        }
        missing.remove("lua");
        if (!some) {
            findings.add(Finding.warn(
                    "lua",
                    "there is no interpreter, so that scripts run on the backend luaj alone",
                    "install lua5.4, or another from lua5.1 on, or luajit"));
        } else if (!missing.isEmpty()) {
            findings.add(Finding.ok(
                    "lua", "not there, and not needed unless one wants them: " + String.join(", ", missing)));
        }
        return findings;
    }
}
