// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.bioxen.curator.store.FileMutex;

/**
 * Keeps a generation from being removed: a file of its own, locked, so that a pin ends with its process. Numbers only grow, and the
 * present generation is never removed; so a pin holds if the generation is still the present one after the pin was set.
 */
final class Pin implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("\\d{1,18}\\.[0-9a-f]+");

    private final long generation;
    private final FileMutex mutex;

    private Pin(long generation, FileMutex mutex) {
        this.generation = generation;
        this.mutex = mutex;
    }

    /**
     * Pins the present generation.
     *
     * @throws org.bioxen.api.curator.EnvironmentNotFoundException if there is no such environment
     */
    static Pin present(EnvironmentFolder folder) throws IOException {
        while (true) {
            OptionalLong number = present(folder, true);
            Files.createDirectories(folder.pins());
            Path file = folder.pins()
                    .resolve(number.getAsLong() + "."
                            + Long.toHexString(ThreadLocalRandom.current().nextLong()));
            Optional<FileMutex> mutex = FileMutex.tryAlone(file);
            if (mutex.isEmpty()) {
                continue; // somebody who looks for dead pins has just met it, and removes it
            }
            boolean holds = false;
            try {
                holds = Files.exists(file) && present(folder, false).equals(number);
                if (holds) {
                    return new Pin(number.getAsLong(), mutex.get());
                }
            } finally {
                if (!holds) {
                    mutex.get().delete();
                }
            }
        }
    }

    static OptionalLong present(EnvironmentFolder folder, boolean required) throws IOException {
        OptionalLong number = folder.exists() ? folder.readCurrent() : OptionalLong.empty();
        if (required && number.isEmpty()) {
            throw folder.notFound();
        }
        return number;
    }

    /** The generations that somebody living has pinned. Pins of the dead are removed. */
    static Set<Long> pinned(EnvironmentFolder folder) throws IOException {
        Set<Long> pinned = new HashSet<>();
        for (Path file : EnvironmentFolder.list(folder.pins())) {
            if (!NAME.matcher(file.getFileName().toString()).matches() || !Files.isRegularFile(file)) {
                continue; // nothing of ours
            }
            Optional<FileMutex> dead = FileMutex.tryAlone(file);
            if (dead.isPresent()) {
                dead.get().delete();
            } else {
                String name = file.getFileName().toString();
                pinned.add(Long.parseLong(name.substring(0, name.indexOf('.'))));
            }
        }
        return pinned;
    }

    long generation() {
        return generation;
    }

    /** Lets the generation go. */
    @Override
    public void close() throws IOException {
        mutex.delete();
    }
}
