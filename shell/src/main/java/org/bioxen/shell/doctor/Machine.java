// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.doctor;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What is examined: properties, environment, files and programs of a machine. Immutable. */
final class Machine {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST = 4096;

    private final UnaryOperator<String> property;
    private final UnaryOperator<String> environment;
    private final Path proc;

    /**
     * Makes one.
     *
     * @param property looks up a system property; {@code null} where there is none
     * @param environment looks up an environment variable; {@code null} where there is none
     * @param proc where the kernel tells of itself
     */
    Machine(UnaryOperator<String> property, UnaryOperator<String> environment, Path proc) {
        this.property = property;
        this.environment = environment;
        this.proc = proc;
    }

    /** This one. */
    static Machine here() {
        return new Machine(System::getProperty, System::getenv, Path.of("/proc"));
    }

    Optional<String> property(String name) {
        return Optional.ofNullable(property.apply(name)).filter(value -> !value.isEmpty());
    }

    Optional<String> environment(String name) {
        return Optional.ofNullable(environment.apply(name)).filter(value -> !value.isEmpty());
    }

    /** What the start script could not do. */
    Optional<String> problem() {
        return property("bioxen.problem");
    }

    /** A directory that the start script has told of. */
    Path directory(String name) {
        return Path.of(property("bioxen." + name)
                        .orElseThrow(() -> new IllegalStateException(
                                "the system property bioxen." + name + " is not set; start with bin/bioxen")))
                .toAbsolutePath();
    }

    /** What a file of {@code /proc} says; empty where there is none that can be read. */
    Optional<String> kernel(String file) {
        try {
            return Optional.of(Files.readString(proc.resolve(file)).strip());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** The first program of this name on the search path. */
    Optional<Path> program(String name) {
        for (String directory :
                environment("PATH").orElse("/usr/local/bin:/usr/bin:/bin").split(File.pathSeparator)) {
            try {
                Path file = Path.of(directory, name);
                if (!directory.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            } catch (InvalidPathException none) {
                // Nothing is found there.
            }
        }
        return Optional.empty();
    }

    /**
     * What came of a program.
     *
     * @param succeeded whether it ended with 0, and in time
     * @param said the first line of its output, of both kinds; empty if there was none
     */
    record Outcome(boolean succeeded, String said) {}

    /** Runs a program, some seconds at most. */
    Outcome run(List<String> command) {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException none) {
            return new Outcome(false, "it cannot be run");
        }
        List<ProcessHandle> left = new ArrayList<>();
        try (InputStream output = process.getInputStream()) {
            boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            left.addAll(process.descendants().toList());
            if (!ended) {
                return new Outcome(false, "it does not end");
            }
            // Not up to the end, which a process that it has left behind can hold back.
            byte[] said = output.readNBytes(Math.min(MOST, output.available()));
            String line =
                    new String(said, StandardCharsets.UTF_8).lines().findFirst().orElse("");
            return new Outcome(process.exitValue() == 0, line.strip());
        } catch (IOException failed) {
            return new Outcome(false, failed.toString());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Outcome(false, "interrupted");
        } finally {
            left.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
