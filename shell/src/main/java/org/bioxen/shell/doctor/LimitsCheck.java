// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The limits that the system sets to a process of this user ({@code ulimit}), as this one has them. */
final class LimitsCheck {
    /** A server with some hundred VMs has some thousand files open, and as many threads and processes. */
    private static final long FILES = 1024;

    private static final long PROCESSES = 512;

    private static final String UNLIMITED = "unlimited";

    private LimitsCheck() {}

    static List<Finding> examine(Machine machine) {
        Optional<String> limits = machine.kernel("self/limits");
        if (limits.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(limit(limits.get(), "files", "Max open files", FILES, "ulimit -n"));
        findings.add(limit(limits.get(), "processes", "Max processes", PROCESSES, "ulimit -u"));
        String space = soft(limits.get(), "Max address space");
        if (!space.equals(UNLIMITED)) {
            findings.add(Finding.warn(
                    "memory",
                    "the address space is limited to " + space + " bytes, which the JVM may not come to terms with",
                    "'ulimit -v unlimited' takes that away"));
        }
        return findings;
    }

    private static Finding limit(String limits, String name, String label, long enough, String command) {
        String soft = soft(limits, label);
        OptionalLong number = soft.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(soft)) : OptionalLong.empty();
        return number.isPresent() && number.getAsLong() < enough
                ? Finding.warn(
                        name,
                        number.getAsLong() + " at most, which many VMs will not find enough",
                        "'" + command + " " + 4 * enough + "' before the start, or in the system's limits.conf")
                : Finding.ok(name, soft + (number.isPresent() ? " at most" : ""));
    }

    /** The limit in force: on its line it follows the label. */
    private static String soft(String limits, String label) {
        return limits.lines()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()).strip().split("\\s+")[0])
                .findFirst()
                .orElse(UNLIMITED);
    }
}
