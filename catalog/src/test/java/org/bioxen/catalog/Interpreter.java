// SPDX-License-Identifier: Apache-2.0
package org.bioxen.catalog;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a package must run on: the interpreters as processes, and the platform's own backend in this JVM. */
enum Interpreter {
    LUA_5_1("lua5.1"),
    LUA_5_2("lua5.2"),
    LUA_5_3("lua5.3"),
    LUA_5_4("lua5.4"),
    LUAJIT("luajit"),
    LUAJ("luaj") {
        @Override
        Result run(Path script, List<Path> modules, List<Path> readable, String... arguments) {
            return LuajRun.of(script, modules, readable, arguments);
        }
    };

    private static final long PATIENCE_SECONDS = 120;

    private final String program;

    Interpreter(String program) {
        this.program = program;
    }

    /** What a script left behind; texts one character a byte. */
    record Result(boolean completed, String stdout, String errors) {}

    /**
     * Runs a script to its end.
     *
     * @param modules directories with the modules that it can require
     * @param readable directories that it may read
     */
    Result run(Path script, List<Path> modules, List<Path> readable, String... arguments) {
        List<String> command = new ArrayList<>(List.of(executable().orElseGet(this::missing), script.toString()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile("stdout", null);
            Path err = Files.createTempFile("stderr", null);
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().keySet().removeIf(name -> name.startsWith("LUA_"));
                builder.environment()
                        .put(
                                "LUA_PATH",
                                modules.stream().map(path -> path + "/?.lua").collect(Collectors.joining(";")));
                int exitCode = await(builder.start());
                return new Result(
                        exitCode == 0,
                        Files.readString(out, StandardCharsets.ISO_8859_1),
                        Files.readString(err, StandardCharsets.ISO_8859_1));
            } finally {
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A source of modules in directories, for what asks by name. */
    static Optional<Path> find(List<Path> modules, String name) {
        return name.matches("\\w+(\\.\\w+)*")
                ? modules.stream()
                        .map(path -> path.resolve(name.replace('.', '/') + ".lua"))
                        .filter(Files::isRegularFile)
                        .findFirst()
                : Optional.empty();
    }

    private Optional<String> executable() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of(Path.of(folder, program)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString);
    }

    private String missing() {
        String message = program + " is not on the PATH; install it to run this test";
        return Boolean.getBoolean("bioxen.require.lua") ? fail(message) : abort(message);
    }

    private int await(Process process) {
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            return fail(program + " did not end within " + PATIENCE_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + program + " was running", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
