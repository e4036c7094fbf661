// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.bioxen.api.curator.EnvironmentBusyException;
import org.bioxen.curator.store.FileMutex;
import org.bioxen.curator.store.Patience;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to change one environment, among all threads and processes. Whoever gets it finds the environment wholly old or wholly
 * new: what a dead process left half done has been cleared away.
 */
public final class EnvironmentLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentLock.class);

    private final EnvironmentFolder folder;
    private final FileMutex mutex;

    private EnvironmentLock(EnvironmentFolder folder, FileMutex mutex) {
        this.folder = folder;
        this.mutex = mutex;
    }

    /**
     * Takes the lock; the environment need not be there.
     *
     * @param purpose what for, which others are told who wait
     * @param patience how long to wait
     * @param waiting is told who has it, each time that changes
     * @throws EnvironmentBusyException if others have it for longer
     */
    public static EnvironmentLock take(
            EnvironmentFolder folder, String purpose, Duration patience, Consumer<String> waiting)
            throws IOException, InterruptedException {
        Path lock = folder.folders().lock(folder.name());
        Files.createDirectories(lock.getParent());
        String[] told = {""};
        Optional<FileMutex> got = Patience.of(patience).until(() -> {
            Optional<FileMutex> mutex = FileMutex.tryAlone(lock);
            if (mutex.isEmpty()) {
                String holder = holder(folder);
                if (!holder.equals(told[0])) {
                    told[0] = holder;
                    waiting.accept(holder);
                }
            }
            return mutex;
        });
        if (got.isEmpty()) {
            throw new EnvironmentBusyException("environment '" + folder.name() + "' is being changed by " + told[0]
                    + "; waited " + patience.toSeconds() + " s; try again later, or wait longer");
        }
        EnvironmentLock taken = new EnvironmentLock(folder, got.get());
        boolean ready = false;
        try {
            Files.writeString(
                    folder.folders().holder(folder.name()),
                    "process " + ProcessHandle.current().pid() + " (" + purpose + ") since "
                            + Instant.now().truncatedTo(ChronoUnit.SECONDS),
                    StandardCharsets.UTF_8);
            if (!Recovery.leftovers(folder).isEmpty()) {
                LOG.info("environment {}: clearing away what an operation left that did not end", folder.name());
                Recovery.recover(folder);
            }
            ready = true;
        } finally {
            if (!ready) {
                taken.close();
            }
        }
        return taken;
    }

    /** Whether somebody holds the lock of the environment now. */
    static boolean isTaken(EnvironmentFolder folder) throws IOException {
        Path lock = folder.folders().lock(folder.name());
        if (!Files.exists(lock)) {
            return false;
        }
        Optional<FileMutex> mutex = FileMutex.tryAlone(lock);
        if (mutex.isPresent()) {
            mutex.get().close();
        }
        return mutex.isEmpty();
    }

    private static String holder(EnvironmentFolder folder) {
        try {
            String text = Files.readString(folder.folders().holder(folder.name()), StandardCharsets.UTF_8)
                    .strip();
            return text.isEmpty() ? "somebody else" : text;
        } catch (IOException unknown) {
            return "somebody else";
        }
    }

    EnvironmentFolder folder() {
        return folder;
    }

    /** Lets go of it. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(folder.folders().holder(folder.name()));
        } catch (IOException harmless) {
            LOG.debug("the note of who changes {} stays", folder.name(), harmless);
        }
        try {
            mutex.close();
        } catch (IOException fault) {
            LOG.warn("the lock of environment {} could not be closed", folder.name(), fault);
        }
    }
}
