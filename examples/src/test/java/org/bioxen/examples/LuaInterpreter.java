// SPDX-License-Identifier: Apache-2.0
package org.bioxen.examples;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.luaj.vm2.LuaValue;

/** The interpreters an example must run on, each as a process of its own. */
enum LuaInterpreter {
    LUA_5_1("lua5.1"),
    LUA_5_2("lua5.2"),
    LUA_5_3("lua5.3"),
    LUA_5_4("lua5.4"),
    LUAJIT("luajit"),
    LUAJ("LuaJ") {
        @Override
        Optional<List<String>> command() {
            try {
                Path java = Path.of(System.getProperty("java.home"), "bin", "java");
                Path jar = Path.of(LuaValue.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
                return Optional.of(List.of(
                        java.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", jar.toString(), "lua"));
            } catch (URISyntaxException e) {
                throw new IllegalStateException("the LuaJ archive is not a file", e);
            }
        }
    };

    private static final Path SCRIPTS = Path.of("scripts").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 120;

    private final String program;

    LuaInterpreter(String program) {
        this.program = program;
    }

    /** What a script left behind; the streams one character a byte. */
    record Result(int exitCode, String stdout, String stderr) {}

    /**
     * Runs an example script to its end.
     *
     * @param directory where the files for its standard streams are made and removed
     */
    Result run(Path directory, String script, byte[] stdin, String... arguments) {
        List<String> command = new ArrayList<>(command().orElseGet(this::missing));
        command.add(SCRIPTS.resolve(script).toString());
        command.addAll(List.of(arguments));
        try {
            Path streams = Files.createTempDirectory(directory, "streams");
            Path in = Files.write(streams.resolve("in"), stdin);
            Path out = streams.resolve("out");
            Path err = streams.resolve("err");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                // Settings of the caller's shell that would add to the output.
                builder.environment()
                        .keySet()
                        .removeIf(name ->
                                name.startsWith("LUA_INIT") || name.matches("JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS"));
                int exitCode = await(builder.start());
                return new Result(
                        exitCode,
                        Files.readString(out, StandardCharsets.ISO_8859_1),
                        Files.readString(err, StandardCharsets.ISO_8859_1));
            } finally {
                Files.deleteIfExists(in);
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
                Files.delete(streams);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line that starts the interpreter, or empty where it is not installed. */
    Optional<List<String>> command() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .map(path -> List.of(path.toString()));
    }

    private List<String> missing() {
        String message = program + " is not on the PATH; install it to run this test";
        if (Boolean.getBoolean("bioxen.require.lua")) {
            return fail(message);
        }
        return abort(message);
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
