// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How text goes in and out: the locale, and the terminal. */
final class TerminalCheck {
    private TerminalCheck() {}

    static List<Finding> examine(Machine machine) {
        return List.of(locale(machine), terminal(machine));
    }

    private static Finding locale(Machine machine) {
        String encoding = machine.property("sun.jnu.encoding").orElse("unknown");
        String locale = machine.environment("LC_ALL")
                .or(() -> machine.environment("LC_CTYPE"))
                .or(() -> machine.environment("LANG"))
                .orElse("none");
        String found = locale + ", " + encoding;
        return encoding.toUpperCase(Locale.ROOT).equals("UTF-8")
                ? Finding.ok("locale", found)
                : Finding.warn(
                        "locale",
                        found + ": file names and arguments beyond it are spoilt",
                        "set LC_ALL to a locale with UTF-8 that 'locale -a' lists, for example C.UTF-8");
    }

    private static Finding terminal(Machine machine) {
        if (machine.property("bioxen.terminal").isEmpty()) {
            return Finding.ok("terminal", "none just now");
        }
        Optional<String> type = machine.environment("TERM");
        return type.isEmpty() || type.get().equals("dumb")
                ? Finding.warn(
                        "terminal",
                        type.map(name -> "TERM is " + name).orElse("TERM is not set")
                                + ": the shell cannot edit lines or complete",
                        "set TERM to what it is, for example xterm-256color")
                : Finding.ok("terminal", type.get());
    }
}
