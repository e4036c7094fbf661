// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A real terminal with one command in it, driven as a person would: keys go in, and what the screen shows is looked at. It is a
 * window of a {@code tmux} of its own. Every wait has a bound; closing it ends the command and the terminal.
 */
final class Terminal implements AutoCloseable {
    /** Far beyond what anything here takes, also on a busy machine. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);

    /** A screen cannot be waited for, only looked at; so often. */
    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(20);

    private static final String SETTINGS = """
            set -g default-terminal screen-256color
            set -g remain-on-exit on
            set -g history-limit 50000
            set -g escape-time 0
            set -g status off
            """;

    /** Runs a command and writes its exit code into a file; Ctrl-C is the command's alone. */
    private static final String NOTED =
            "trap : INT QUIT; file=$1; shift; \"$@\"; echo $? > \"$file.draft\"; mv \"$file.draft\" \"$file\"";

    private final List<String> tmux;
    private final Path directory;

    private Terminal(Path directory) {
        this.directory = directory;
        this.tmux = List.of(
                "tmux",
                "-u",
                "-S",
                directory.resolve("socket").toString(),
                "-f",
                directory.resolve("tmux.conf").toString());
    }

    /** Opens a terminal of 80 columns and 24 lines in which a command runs. */
    static Terminal open(List<String> command, Path where, Map<String, String> environment) {
        return open(command, where, environment, 80, 24);
    }

    /** Opens a terminal of so many columns and lines in which a command runs. */
    static Terminal open(List<String> command, Path where, Map<String, String> environment, int columns, int lines) {
        requireTmux();
        try {
            // A short path: the name of a socket has its limits.
            Terminal terminal = new Terminal(Files.createTempDirectory("tty"));
            Files.writeString(terminal.directory.resolve("tmux.conf"), SETTINGS);
            String[] size = {"-x", Integer.toString(columns), "-y", Integer.toString(lines)};
            List<String> start = new ArrayList<>(List.of("new-session", "-d"));
            start.addAll(List.of(size));
            start.addAll(List.of("-c", where.toString()));
            // The exit code is written down, because tmux at times loses it.
            start.addAll(List.of("--", "sh", "-c", NOTED, "sh"));
            start.add(terminal.exit().toString());
            start.addAll(List.of("env", "-u", "TMUX"));
            environment.forEach((name, value) -> start.add(name + "=" + value));
            start.addAll(command);
            terminal.tmux(start.toArray(new String[0]));
            return terminal;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Types a text, as it is. */
    Terminal type(String text) {
        tmux("send-keys", "-l", "--", text);
        return this;
    }

    /** Types a text and the enter key. */
    Terminal enter(String text) {
        type(text);
        return press("Enter");
    }

    /** Presses keys: {@code C-c}, {@code Up}, {@code Tab}. */
    Terminal press(String... keys) {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        tmux(command.toArray(new String[0]));
        return this;
    }

    /** Changes the terminal's size. */
    Terminal resize(int columns, int lines) {
        tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(lines));
        return this;
    }

    /** What the screen shows now, without spaces at the ends of lines and without empty lines at its end. */
    String screen() {
        return tidy(tmux("capture-pane", "-p"));
    }

    /** The same with the sequences that colour it. */
    String colouredScreen() {
        return tidy(tmux("capture-pane", "-p", "-e"));
    }

    /** Everything that the terminal has shown, as far as it remembers. */
    String everything() {
        return tidy(tmux("capture-pane", "-p", "-S", "-"));
    }

    /** The same line by line, each whole, also where it is broken at the terminal's edge. */
    List<String> transcript() {
        // A prompt that finds a line begun marks it, and writes as many spaces as are in a line: that is no line that
        // is broken.
        return tidy(tmux("capture-pane", "-p", "-J", "-S", "-").replaceAll("~ {20,}", "\n"))
                .lines()
                .toList();
    }

    private static String tidy(String screen) {
        List<String> lines = screen.lines().map(String::stripTrailing).toList();
        return String.join("\n", lines).stripTrailing();
    }

    /** Notes every byte that is sent to the terminal from now on. */
    Terminal record(Path file) {
        tmux("pipe-pane", "-o", "exec cat > '" + file + "'");
        return this;
    }

    /** Waits until the screen shows these texts. */
    Terminal shows(String... texts) {
        return until("it shows " + List.of(texts), screen -> {
            for (String text : texts) {
                if (!screen.contains(text)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Waits until the last line of the screen is this. */
    Terminal showsLast(String line) {
        return until("its last line is '" + line + "'", screen -> last(screen).equals(line));
    }

    /** Waits until a line is edited: what a script has written before it reads is no sign of that yet. */
    Terminal edits() {
        for (long start = System.nanoTime();
                !tmux("display-message", "-p", "#{keypad_cursor_flag}").startsWith("1"); ) {
            if (System.nanoTime() - start > PATIENCE) {
                throw new AssertionError("no line is edited\n--- screen\n" + screen() + "\n---");
            }
            LockSupport.parkNanos(GLANCE);
        }
        return this;
    }

    /** Waits until the terminal itself edits the line, as for a command that reads lines: until then, keys are the shell's. */
    Terminal takesLines() {
        String tty = tmux("display-message", "-p", "#{pane_tty}").strip();
        for (long start = System.nanoTime(); !mode(tty).contains(" icanon"); LockSupport.parkNanos(GLANCE)) {
            if (System.nanoTime() - start > PATIENCE) {
                throw new AssertionError("the terminal takes no lines\n--- screen\n" + screen() + "\n---");
            }
        }
        return this;
    }

    private static String mode(String tty) {
        try {
            Process stty = new ProcessBuilder("stty", "-a", "-F", tty)
                    .redirectErrorStream(true)
                    .start();
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String last(String screen) {
        return screen.substring(screen.lastIndexOf('\n') + 1);
    }

    /** Waits until the screen is as it should be. */
    Terminal until(String what, Predicate<String> screen) {
        String seen = screen();
        for (long start = System.nanoTime(); !screen.test(seen); seen = screen()) {
            if (System.nanoTime() - start > PATIENCE) {
                throw new AssertionError(
                        "the terminal is not as expected: " + what + "\n--- screen\n" + seen + "\n---");
            }
            LockSupport.parkNanos(GLANCE);
        }
        return this;
    }

    /** Waits until the command has ended, and gives its exit code. */
    int exitCode() {
        for (long start = System.nanoTime(); !Files.exists(exit()); LockSupport.parkNanos(GLANCE)) {
            if (System.nanoTime() - start > PATIENCE) {
                throw new AssertionError("the command does not end\n--- screen\n" + screen() + "\n---");
            }
        }
        try {
            return Integer.parseInt(Files.readString(exit()).strip());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path exit() {
        return directory.resolve("exit");
    }

    @Override
    public void close() {
        tmux("kill-server");
        try {
            Files.deleteIfExists(directory.resolve("socket"));
            Files.deleteIfExists(directory.resolve("tmux.conf"));
            Files.deleteIfExists(directory.resolve("exit.draft"));
            Files.deleteIfExists(exit());
            Files.deleteIfExists(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Gives tmux a command and returns what it prints. */
    private String tmux(String... command) {
        List<String> line = new ArrayList<>(tmux);
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("BIOXEN_") || name.startsWith("TMUX"));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(line + " failed: " + said);
            }
            return said;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    private static void requireTmux() {
        try {
            new ProcessBuilder("tmux", "-V").start().getInputStream().readAllBytes();
        } catch (IOException missing) {
            String message = "tmux is not installed; scripts/verify installs it";
            if (Boolean.getBoolean("bioxen.require.lua")) {
                fail(message);
            }
            assumeTrue(false, message);
        }
    }
}
