// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the interpreters of this machine. Looks at file names first, links followed, and runs only those executables whose
 * name does not tell their version: on most systems none, so that it costs next to nothing.
 */
final class Discovery {
    /** The names that are looked for, the preferred one first. */
    static final List<String> NAMES = List.of("lua5.4", "lua", "lua5.3", "luajit", "lua5.2", "lua5.1", "lua5.5");

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
    private static final Pattern TELLING_NAME = Pattern.compile("(?:lua-?(5\\.[1-5])(?:\\..*)?|(luajit).*)");
    private static final Pattern TOLD_VERSION = Pattern.compile("Lua (5\\.[1-5])(?: (LuaJIT \\S+))?");
    private static final String QUESTION = "io.write(_VERSION,' ',jit and jit.version or '')";

    private final List<Path> directories;
    private final List<String> extraExecutables;
    private final Duration patience;

    /**
     * @param directories where the names are looked for, in this order
     * @param extraExecutables paths of more interpreters; they come first and hide others of the same file name
     * @param patience how long an executable may take to tell its version
     */
    Discovery(List<Path> directories, List<String> extraExecutables, Duration patience) {
        this.directories = List.copyOf(directories);
        this.extraExecutables = List.copyOf(extraExecutables);
        this.patience = patience;
    }

    /** The directories of a search path like {@code PATH}. */
    static List<Path> directories(String searchPath) {
        List<Path> directories = new ArrayList<>();
        for (String entry : searchPath.split(java.io.File.pathSeparator)) {
            if (!entry.isBlank()) {
                path(entry).ifPresent(directories::add);
            }
        }
        return directories;
    }

    /** The directories of {@code PATH}. */
    static List<Path> searchPath() {
        return directories(Optional.ofNullable(System.getenv("PATH")).orElse("/usr/local/bin:/usr/bin:/bin"));
    }

    /** Where it looks. */
    List<Path> directories() {
        return directories;
    }

    /** The interpreters that are there, the preferred one first. */
    List<Interpreter> interpreters() {
        Map<String, Interpreter> found = new LinkedHashMap<>();
        for (String extra : extraExecutables) {
            Optional<Interpreter> interpreter =
                    path(extra).filter(Discovery::isExecutable).flatMap(this::recognise);
            if (interpreter.isEmpty()) {
                LOG.warn(
                        "'{}' is configured as a Lua interpreter, but is none that can be run; correct 'executables'",
                        extra);
            }
            interpreter.ifPresent(one -> found.putIfAbsent(one.name(), one));
        }
        for (String name : NAMES) {
            if (!found.containsKey(name)) {
                executable(name).flatMap(this::recognise).ifPresent(one -> found.put(name, one));
            }
        }
        return List.copyOf(found.values());
    }

    /** The first executable of this name. */
    Optional<Path> executable(String name) {
        return first(name, directories);
    }

    private static Optional<Path> first(String name, List<Path> directories) {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(Discovery::isExecutable)
                .findFirst();
    }

    /** What starts interpreters; empty if there is no shell. */
    Optional<Tools> tools() {
        Optional<Path> shell =
                Optional.of(Path.of("/bin/sh")).filter(Discovery::isExecutable).or(() -> executable("sh"));
        Optional<Path> setsid = executable("setsid")
                .or(() -> Optional.of(Path.of("/usr/bin/setsid")).filter(Discovery::isExecutable));
        // Only where the user lets commands be found: who leaves it out there means it.
        Optional<Path> bwrap = executable("bwrap").or(() -> first("bwrap", searchPath()));
        Optional<Path> unshare = executable("unshare").or(() -> first("unshare", searchPath()));
        return shell.map(sh -> new Tools(sh, setsid, bwrap, unshare));
    }

    static boolean isExecutable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException wrong) {
            return Optional.empty();
        }
    }

    private Optional<Interpreter> recognise(Path executable) {
        String name = executable.getFileName().toString();
        return byName(name, executable)
                .or(() -> realName(executable).flatMap(real -> byName(real, executable)
                        .map(one -> new Interpreter(name, executable, one.luaVersion(), one.product()))))
                .or(() -> ask(executable));
    }

    private static Optional<String> realName(Path executable) {
        try {
            return Optional.of(executable.toRealPath().getFileName().toString());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static Optional<Interpreter> byName(String name, Path executable) {
        Matcher matcher = TELLING_NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                matcher.group(2) != null
                        ? new Interpreter(name, executable, "5.1", "LuaJIT")
                        : new Interpreter(name, executable, matcher.group(1), "Lua " + matcher.group(1)));
    }

    private Optional<Interpreter> ask(Path executable) {
        try {
            Process process = new ProcessBuilder(executable.toString(), "-e", QUESTION)
                    .redirectInput(new java.io.File("/dev/null"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var answer = process.getInputStream()) {
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    return Optional.empty();
                }
                // Not up to the end, which a process that it has left behind can hold back.
                byte[] said = answer.readNBytes(Math.min(256, answer.available()));
                Matcher told = TOLD_VERSION.matcher(new String(said, StandardCharsets.UTF_8).strip());
                if (!told.matches()) {
                    return Optional.empty();
                }
                String product = told.group(2) != null ? told.group(2) : "Lua " + told.group(1);
                return Optional.of(
                        new Interpreter(executable.getFileName().toString(), executable, told.group(1), product));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException notRunnable) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
