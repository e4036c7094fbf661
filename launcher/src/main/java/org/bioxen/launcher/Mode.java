// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

/** How much of the container a command line needs. What is not needed is not even installed: it would cost start-up time. */
enum Mode {
    /** One command on the platform's own bundles. */
    COMMAND("command", 4, false),
    /** One command, with the configurations of {@code etc} and the bundles of {@code deploy}. */
    CUSTOMISED_COMMAND("command", 5, true),
    /** A Lua prompt: as the one before, and what drives a terminal. */
    PROMPT("command", 5, true),
    /** A shell script given on the command line or in a file: all shell commands, no terminal. */
    SCRIPT("command", 6, true),
    /** All shell commands for clients that come and go, no terminal. */
    SERVER("server", 6, true),
    /** The interactive shell. */
    SHELL("shell", 7, true);

    /** The command on configurations: it looks at all that has one. */
    private static final String CONFIGURE = "config";

    private final String property;
    private final int level;
    private final boolean watching;

    Mode(String property, int level, boolean watching) {
        this.property = property;
        this.level = level;
        this.watching = watching;
    }

    /** Chooses by the first argument. */
    static Mode of(String[] arguments, boolean customised) {
        if (arguments.length == 0 || arguments[0].equals("shell")) {
            return SHELL;
        }
        if (arguments[0].equals("-c") || isShellFile(arguments[0])) {
            return SCRIPT;
        }
        if (arguments[0].equals("server")) {
            return SERVER;
        }
        if (arguments[0].equals("repl")) {
            return PROMPT;
        }
        return customised || arguments[0].equals(CONFIGURE) ? CUSTOMISED_COMMAND : COMMAND;
    }

    /** As the command line sees it: by its ending, or as a path, as which the system hands over a file that begins with {@code #!}. */
    private static boolean isShellFile(String word) {
        return word.endsWith(".gosh") || word.indexOf('/') >= 0 && !word.endsWith(".lua");
    }

    /**
     * Whether Lua packages may be asked for: by whoever has all shell commands, by the commands on packages and on configurations, and by
     * scripts in an environment. A script's own argument that looks like the option costs it some time, and nothing else.
     *
     * @param environment the environment that is meant where none is named; may be empty
     */
    boolean packages(String[] arguments, String environment) {
        if (this == SCRIPT || lasting()) {
            return true;
        }
        String command = arguments[0];
        if (command.equals("pkg") || command.equals("env") || command.equals("repo") || command.equals(CONFIGURE)) {
            return true;
        }
        for (String word : arguments) {
            if (word.equals("--env") || word.startsWith("--env=")) {
                return true;
            }
        }
        return !environment.isBlank() && (command.equals("exec") || command.equals("run") || command.equals("repl"));
    }

    /** The value of the framework property {@code bioxen.mode}. */
    String property() {
        return property;
    }

    /** The start level that the framework goes to. */
    int level() {
        return level;
    }

    /** Whether the container lives on while nothing is to be done, so that bundles may still come. */
    boolean lasting() {
        return this == SHELL || this == SERVER;
    }

    /** Whether {@code etc} and {@code deploy} are watched. */
    boolean watching() {
        return watching;
    }
}
