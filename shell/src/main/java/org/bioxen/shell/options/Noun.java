// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.options;

import java.util.List;

/** What a word of a command names, so that a shell can complete it: one of some fixed words, or something that lives. */
public enum Noun {
    /** Nothing that could be completed. */
    NONE,
    /** A living VM. */
    VM,
    /** A living session. */
    SESSION,
    /** A group of VMs. */
    GROUP,
    /** A backend. */
    BACKEND,
    /** An interpreter of a backend. */
    INTERPRETER,
    /** An environment of packages. */
    ENVIRONMENT,
    /** A package that is installed in the environment that is meant where none is named. */
    INSTALLED,
    /** A package that a catalog has. */
    PACKAGE,
    /** A profile that a catalog has. */
    PROFILE,
    /** A catalog. */
    CATALOG,
    /** A logger. */
    LOGGER,
    /** A component of Declarative Services. */
    COMPONENT,
    /** A bundle, by its symbolic name. */
    BUNDLE,
    /** A configuration. */
    CONFIGURATION,
    /** A key of the configuration that the word before names. */
    KEY,
    /** A command of the shell. */
    COMMAND,
    /** A file or directory. */
    FILE,
    /** A sandbox level. */
    LEVEL("trusted", "constrained", "isolated", "untrusted"),
    /** A log level. */
    LOG_LEVEL("trace", "debug", "info", "warn", "error", "off"),
    /** A Lua version. */
    LUA_VERSION("5.1", "5.2", "5.3", "5.4", "5.5"),
    /** What may happen when an engine is gone. */
    REBIND("never", "same", "any"),
    /** A place in the log of a session. */
    PLACE("left-off", "oldest", "now"),
    /** On or off. */
    SWITCH("on", "off");

    private final List<String> words;

    Noun(String... words) {
        this.words = List.of(words);
    }

    /** The words that there are, where they are always the same; else none. */
    public List<String> words() {
        return words;
    }
}
