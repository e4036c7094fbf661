// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import java.util.Set;

/** The few colours that there are, by what they mean. */
public enum Colour {
    /** As the terminal shows it. */
    NONE(""),
    /** What a column is called. */
    HEADER("\u001b[1m"),
    /** Something that a person should look at. */
    ATTENTION("\u001b[33m"),
    /** Something that failed. */
    ERROR("\u001b[31m");

    /** Ends any of them. */
    static final String OFF = "\u001b[0m";

    /** States in which something does not do its work. */
    private static final Set<String> WATCHED = Set.of("SUSPENDED", "LOST", "disabled", "failing", "unavailable");

    private static final Set<String> FAILED =
            Set.of("SCRIPT_ERROR", "TIMED_OUT", "LIMIT_EXCEEDED", "VM_LOST", "NOT_STARTED");

    /** Names of values that are only there if something is to be looked at. */
    private static final Set<String> NAMES = Set.of("unavailable", "problem", "remark", "withdrawn", "error");

    private final String on;

    Colour(String on) {
        this.on = on;
    }

    String on() {
        return on;
    }

    /** The colour of a cell. */
    static Colour of(String cell) {
        return WATCHED.contains(cell) ? ATTENTION : FAILED.contains(cell) ? ERROR : NONE;
    }

    /** The colour of a value that has a name. */
    static Colour of(String name, String value) {
        return NAMES.contains(name) ? ATTENTION : of(value);
    }
}
