// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * One process of this machine, told apart by its start from a later one with the same number; known from {@code /proc}.
 *
 * @param start the field {@code starttime} of {@code /proc/PID/stat}
 */
record ProcessIdentity(long pid, String start) {
    /** The place of {@code starttime} among the fields after the name. */
    private static final int START = 19;

    private static final int SIGINT_BIT = 1 << 1;

    /** What a process does about the signal SIGINT. */
    enum OnInterrupt {
        CATCHES,
        IGNORES,
        DIES
    }

    ProcessIdentity {
        Objects.requireNonNull(start, "start");
    }

    /** The process that has this number now; empty if there is none, or this machine does not tell. */
    static Optional<ProcessIdentity> of(long pid) {
        return read(pid, "stat").flatMap(stat -> {
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
            return fields.length > START ? Optional.of(new ProcessIdentity(pid, fields[START])) : Optional.empty();
        });
    }

    /** What it would do about SIGINT just now; empty if it is gone. */
    Optional<OnInterrupt> onInterrupt() {
        return read(pid, "status").map(status -> {
            if (hasSigint(status, "SigCgt:")) {
                return OnInterrupt.CATCHES;
            }
            return hasSigint(status, "SigIgn:") ? OnInterrupt.IGNORES : OnInterrupt.DIES;
        });
    }

    /** Whether the mask on that line, a hexadecimal number, has the bit of SIGINT: it is in the last digit. */
    private static boolean hasSigint(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> Character.digit(line.charAt(line.length() - 1), 16))
                .anyMatch(digit -> digit >= 0 && (digit & SIGINT_BIT) != 0);
    }

    private static Optional<String> read(long pid, String file) {
        try {
            return Optional.of(
                    Files.readString(Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
