// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Screens as a person sees them, checked in under {@code src/test/resources/screens}. Moments are written {@code <time>}. {@code -Dscreens.write=true} writes what is shown instead of comparing it: look at the
 * difference before it is committed.
 */
final class Screen {
    private static final Path FOLDER = Bioxen.PROJECT.resolve("itests/src/test/resources/screens");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    private static final boolean WRITE = Boolean.getBoolean("screens.write");

    /** Far beyond what any screen here takes, also on a busy machine. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    /** A screen that has been the same for so long is what a person would look at. */
    private static final long CALM = TimeUnit.SECONDS.toNanos(WRITE ? 3 : 10);

    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(30);

    private Screen() {}

    /** Waits until the terminal shows the screen of this name. */
    static Terminal check(Terminal terminal, String name) {
        check(name, terminal::screen);
        return terminal;
    }

    /** Waits until the terminal shows the screen of this name, its colours included. */
    static Terminal checkColoured(Terminal terminal, String name) {
        check(name, () -> terminal.colouredScreen().replace("\u001b", "\\e"));
        return terminal;
    }

    private static void check(String name, Supplier<String> screen) {
        Path file = FOLDER.resolve(name + ".txt");
        String expected = WRITE ? "" : read(file);
        long start = System.nanoTime();
        long calm = start;
        String before = "";
        while (true) {
            String shown = plain(screen.get());
            if (!WRITE && shown.equals(expected)) {
                return;
            }
            long now = System.nanoTime();
            if (!shown.equals(before)) {
                calm = now;
                before = shown;
            }
            if (now - calm > CALM || now - start > PATIENCE) {
                if (WRITE) {
                    write(file, shown);
                    return;
                }
                throw new AssertionError("the screen is not as in " + file.getFileName() + "\n--- expected\n" + expected
                        + "--- shown\n" + shown + "---");
            }
            LockSupport.parkNanos(GLANCE);
        }
    }

    private static String plain(String screen) {
        StringBuilder plain = new StringBuilder();
        screen.lines().forEach(line -> plain.append(MOMENT.matcher(line).replaceAll("<time>"))
                .append('\n'));
        return plain.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new AssertionError(file + " is missing; -Dscreens.write=true writes it", missing);
        }
    }

    private static void write(Path file, String screen) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(file, screen);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
