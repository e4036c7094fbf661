// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line of the distribution, ready to be run. All runs share one data directory outside the installation, so that what makes
 * later starts faster is made once. Immutable.
 */
final class Bioxen {
    /** The unpacked distribution. */
    static final Path HOME =
            Path.of(property("bioxen.runtime")).toAbsolutePath().normalize();

    /** The project's root, where the examples are. */
    static final Path PROJECT =
            Path.of(property("bioxen.project")).toAbsolutePath().normalize();

    /** The distribution as it is handed out. */
    static final Path ARCHIVE = PROJECT.resolve("runtime-dist/target/bioxen.tar.gz");

    /** The data directory that runs share. */
    static final Path DATA = HOME.resolveSibling("data-of-tests");

    /** What is run, before its arguments. */
    private final List<String> program;

    private final Path directory;
    private final Map<String, String> environment;
    private final byte[] input;

    private Bioxen(List<String> program, Path directory, Map<String, String> environment, byte[] input) {
        this.program = program;
        this.directory = directory;
        this.environment = environment;
        this.input = input;
    }

    /** The distribution as it was built, in the project's directory, without input. */
    static Bioxen bioxen() {
        return new Bioxen(script(HOME), PROJECT, Map.of("BIOXEN_DATA", DATA.toString()), new byte[0]);
    }

    /** Another copy of the distribution, which keeps its data in itself unless told otherwise. */
    static Bioxen at(Path home) {
        return new Bioxen(script(home), home, Map.of(), new byte[0]);
    }

    private static List<String> script(Path home) {
        return List.of(home.resolve("bin/bioxen").toString());
    }

    /** By the script, or a link to it, that is in the folder {@code bin} of a directory. */
    Bioxen by(Path where) {
        return new Bioxen(script(where), directory, environment, input);
    }

    /** As another program, with what is in a folder on its search path. */
    Bioxen program(Path file, Path folder) {
        return new Bioxen(List.of(file.toString()), directory, environment, input)
                .with("PATH", folder + ":" + System.getenv("PATH"));
    }

    /** Started by another program. */
    Bioxen as(String... starter) {
        List<String> command = new ArrayList<>(List.of(starter));
        command.addAll(program);
        return new Bioxen(List.copyOf(command), directory, environment, input);
    }

    /** With this working directory. */
    Bioxen in(Path where) {
        return new Bioxen(program, where, environment, input);
    }

    /** With this environment variable. */
    Bioxen with(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Bioxen(program, directory, more, input);
    }

    /** With this standard input. */
    Bioxen reading(byte[] bytes) {
        return new Bioxen(program, directory, environment, bytes);
    }

    /** With this standard input. */
    Bioxen reading(String text) {
        return reading(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Runs it to its end. */
    Completed run(String... arguments) {
        try (Running running = start(arguments)) {
            running.type(input);
            running.endInput();
            return running.await();
        }
    }

    /** Starts it in a terminal. */
    Terminal terminal(String... arguments) {
        return Terminal.open(command(arguments), directory, environment);
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        if (interruptIsIgnored()) {
            // Whoever started the tests made them deaf to Ctrl-C, and children inherit that.
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(program);
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts it; the caller types the input. */
    Running start(String... arguments) {
        List<String> command = command(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BIOXEN_"));
        builder.environment().putAll(environment);
        try {
            return new Running(command, builder.start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean interruptIsIgnored() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("SigIgn:")) {
                    return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0;
                }
            }
            return false;
        } catch (IOException notLinux) {
            return false;
        }
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the system property " + name + " is not set; run the tests with Maven");
        }
        return value;
    }
}
