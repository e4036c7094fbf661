// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The program behind {@code bioxen clean}: removes what is made again when it is needed, and nothing else. Its system properties are
 * {@code bioxen.data} and {@code bioxen.memory}, as for {@link Directories}.
 */
public final class Clean {
    private static final int USAGE = 2;

    private final Path data;
    private final List<Path> work;
    private final PrintStream out;
    private final PrintStream err;

    Clean(UnaryOperator<String> property, PrintStream out, PrintStream err) {
        this.data = Path.of(Optional.ofNullable(property.apply("bioxen.data")).orElse("data"))
                .toAbsolutePath()
                .normalize();
        this.work = new ArrayList<>(List.of(data.resolve("run")));
        Optional.ofNullable(property.apply("bioxen.memory"))
                .filter(memory -> !memory.isEmpty())
                .ifPresent(memory -> work.add(Path.of(memory)));
        this.out = out;
        this.err = err;
    }

    /** Cleans, and ends the process with the exit code of that. */
    public static void main(String[] words) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new Clean(System::getProperty, out, System.err).run(words));
    }

    /**
     * Cleans.
     *
     * @param words {@code clean}, and nothing else
     * @return the exit code
     */
    int run(String[] words) {
        if (words.length != 1) {
            return fail("clean takes no arguments; try 'bioxen help clean'", USAGE);
        }
        try {
            long before = size();
            Set<Long> living = new TreeSet<>();
            for (Path directory : work) {
                living.addAll(Storage.sweep(directory, data));
            }
            if (!living.isEmpty()) {
                return fail(
                        "cannot clean " + data + " while it is in use, by "
                                + (living.size() == 1 ? "process " : "processes ")
                                + String.join(
                                        ", ",
                                        living.stream().map(String::valueOf).toList())
                                + "; 'bioxen stop' ends a server, and a command ends by itself",
                        Launcher.PLATFORM_ERROR);
            }
            Storage.delete(prepared());
            long removed = before - size();
            out.println(
                    removed > 0
                            ? "removed " + (removed + 1023) / 1024 + " KiB from " + data
                            : "nothing to remove in " + data);
            return 0;
        } catch (IOException e) {
            return fail("cannot clean " + data + ": " + e, Launcher.PLATFORM_ERROR);
        }
    }

    /** Classes prepared for faster starts. */
    private Path prepared() {
        return data.resolve("cds");
    }

    /** Bytes in what may be removed. */
    private long size() throws IOException {
        long size = 0;
        for (Path directory : List.of(prepared(), data.resolve("run"))) {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    size += files.map(Path::toFile)
                            .filter(file -> file.isFile())
                            .mapToLong(file -> file.length())
                            .sum();
                }
            }
        }
        return size;
    }

    private int fail(String message, int code) {
        err.println("bioxen: " + message);
        return code;
    }
}
