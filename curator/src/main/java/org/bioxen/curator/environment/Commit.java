// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.bioxen.api.curator.PackageName;
import org.bioxen.curator.store.Durable;
import org.bioxen.curator.store.Step;
import org.bioxen.curator.store.Steps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes generations: journal, files in a staging folder, all of it on the disk, renamed into place, and then the one rename that
 * counts, of the file {@code current}. Whatever fails before that leaves the environment as it was; a failure after it is only one
 * of tidying up, which the next who takes the lock does. For who holds the environment's lock.
 */
public final class Commit {
    private static final Logger LOG = LoggerFactory.getLogger(Commit.class);

    private final Steps steps;
    private final IntSupplier kept;

    /**
     * Makes generations.
     *
     * @param kept how many generations are kept from now on, at least 1; asked at each commit
     */
    public Commit(Steps steps, IntSupplier kept) {
        this.steps = steps;
        this.kept = kept;
    }

    /**
     * Makes a new environment, which is not there before it is complete.
     *
     * @param what what makes it, for people
     * @param first what shall be in it
     * @param placed is told how many files are in place
     * @return its first generation
     */
    public Generation create(EnvironmentLock lock, String what, LockFile first, FileSource source, IntConsumer placed)
            throws IOException {
        EnvironmentFolder folder = lock.folder();
        boolean complete = false;
        try {
            Files.createDirectories(folder.generations());
            Files.deleteIfExists(folder.current());
            removeUnpinned(folder);
            Generation generation = next(folder, what, first, Optional.empty());
            build(folder, generation, source, placed);
            Durable.syncFolder(folder.root());
            Durable.syncFolder(folder.folders().environments());
            complete = uninterrupted(() -> {
                Durable.replace(
                        folder.about(),
                        EnvironmentFolder.aboutText(
                                folder.name(), first.layout().luaVersion()));
                return true;
            });
            return generation;
        } finally {
            if (!complete) {
                uninterrupted(() -> {
                    discard(folder);
                    return true;
                });
            }
        }
    }

    private void discard(EnvironmentFolder folder) {
        try {
            if (!folder.exists()) {
                Recovery.recover(folder);
                clear(folder);
            }
        } catch (IOException later) {
            LOG.debug(
                    "environment {}: the next who makes one clears away what is left of this one",
                    folder.name(),
                    later);
        }
    }

    /**
     * Makes another generation the present one.
     *
     * @param what what makes it, for people
     * @param before the present generation
     * @param next what shall be in it
     * @param placed is told how many files are in place
     */
    public Generation change(
            EnvironmentLock lock, String what, Generation before, LockFile next, FileSource source, IntConsumer placed)
            throws IOException {
        Generation generation = next(lock.folder(), what, next, Optional.of(before));
        build(lock.folder(), generation, source, placed);
        try {
            prune(lock);
        } catch (IOException fault) {
            LOG.warn(
                    "environment {}: old generations could not be removed yet",
                    lock.folder().name(),
                    fault);
        }
        return generation;
    }

    private static Generation next(EnvironmentFolder folder, String what, LockFile lock, Optional<Generation> before)
            throws IOException {
        List<Long> numbers = folder.numbers();
        long last = numbers.isEmpty() ? -1 : numbers.get(numbers.size() - 1);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        SortedMap<PackageName, Instant> installed = new TreeMap<>();
        for (LockedPackage one : lock.packages().values()) {
            Optional<Instant> since = before.filter(generation -> generation
                            .lock()
                            .find(one.name())
                            .filter(one::sameContent)
                            .isPresent())
                    .map(generation -> generation.installed().get(one.name()));
            installed.put(one.name(), since.orElse(now));
        }
        return new Generation(
                Math.max(last, before.map(Generation::number).orElse(-1L)) + 1, now, what, installed, lock);
    }

    private void build(EnvironmentFolder folder, Generation generation, FileSource source, IntConsumer placed)
            throws IOException {
        boolean switched = false;
        try {
            Durable.replace(folder.journal(), generation.number() + " " + generation.what() + "\n");
            steps.reached(Step.JOURNALED);
            stage(folder.staging(), generation, source, placed);
            Durable.syncFolders(folder.staging());
            steps.reached(Step.STAGED);
            Durable.rename(folder.staging(), folder.generation(generation.number()));
            steps.reached(Step.RENAMED);
            switched = uninterrupted(() -> switchTo(folder, generation.number()));
        } finally {
            if (!switched) {
                uninterrupted(() -> {
                    tidy(folder);
                    return true;
                });
            }
        }
    }

    private void stage(Path staging, Generation generation, FileSource source, IntConsumer placed) throws IOException {
        Path tree = staging.resolve(GenerationText.TREE);
        Files.createDirectories(tree);
        Set<Path> folders = new HashSet<>();
        int done = 0;
        for (LockedFile file : generation.lock().files()) {
            Path target = tree.resolve(file.path());
            if (folders.add(target.getParent())) {
                Files.createDirectories(target.getParent());
            }
            source.place(file, target);
            placed.accept(++done);
            steps.reached(Step.PLACED);
        }
        for (Map.Entry<String, byte[]> file :
                RocksMetadata.of(generation.lock()).entrySet()) {
            Path target = tree.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Durable.create(target, file.getValue());
        }
        for (String folder : List.of(
                generation.lock().layout().lua(), generation.lock().layout().nativeModules(), "bin")) {
            Files.createDirectories(tree.resolve(folder));
        }
        for (Map.Entry<String, byte[]> file : GenerationText.write(generation).entrySet()) {
            Durable.create(staging.resolve(file.getKey()), file.getValue());
        }
    }

    private boolean switchTo(EnvironmentFolder folder, long number) throws IOException {
        try {
            Durable.replace(folder.current(), number + "\n");
        } catch (IOException fault) {
            // It may have failed after the rename, and then it is done.
            if (!folder.readCurrent().equals(OptionalLong.of(number))) {
                throw fault;
            }
        }
        try {
            steps.reached(Step.SWITCHED);
            Files.deleteIfExists(folder.journal());
            steps.reached(Step.CLEARED);
        } catch (IOException later) {
            LOG.warn("environment {}: the journal stays until the next change", folder.name(), later);
        }
        return true;
    }

    private static void tidy(EnvironmentFolder folder) {
        try {
            Recovery.recover(folder);
        } catch (IOException later) {
            LOG.debug("environment {}: the next change clears away what is left of this one", folder.name(), later);
        }
    }

    /** An interrupt closes the files that a thread works on; where there is no way back it has to wait. */
    private static boolean uninterrupted(Ending ending) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            return ending.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @FunctionalInterface
    private interface Ending {
        boolean run() throws IOException;
    }

    /** Removes generations beyond those that are kept, but for those that are pinned. */
    public void prune(EnvironmentLock lock) throws IOException {
        EnvironmentFolder folder = lock.folder();
        OptionalLong current = folder.readCurrent();
        List<Long> numbers = folder.numbers();
        int most = kept.getAsInt();
        if (numbers.size() <= most) {
            return;
        }
        Set<Long> pinned = Pin.pinned(folder);
        for (long number : numbers.subList(0, numbers.size() - most)) {
            if (!pinned.contains(number) && !current.equals(OptionalLong.of(number))) {
                remove(folder, number);
            }
        }
    }

    private void remove(EnvironmentFolder folder, long number) throws IOException {
        Recovery.retire(folder, number);
        steps.reached(Step.RETIRED);
        Durable.deleteTree(folder.retired());
    }

    /** Deletes the environment: from now on it is not there; generations that are pinned stay on the disk until they are not. */
    public void delete(EnvironmentLock lock) throws IOException {
        EnvironmentFolder folder = lock.folder();
        uninterrupted(() -> {
            Files.deleteIfExists(folder.about());
            Durable.syncFolder(folder.root());
            return true;
        });
        try {
            steps.reached(Step.DELETED);
            clear(folder);
        } catch (IOException later) {
            LOG.warn(
                    "environment {} is deleted; some of its files stay until garbage is collected",
                    folder.name(),
                    later);
        }
    }

    /** Removes what is left of an environment that is not there any more. */
    public void clear(EnvironmentLock lock) throws IOException {
        if (!lock.folder().exists()) {
            clear(lock.folder());
        }
    }

    private void clear(EnvironmentFolder folder) throws IOException {
        Files.deleteIfExists(folder.current());
        if (Files.isDirectory(folder.root()) && removeUnpinned(folder)) {
            Durable.deleteTree(folder.root());
        }
    }

    private boolean removeUnpinned(EnvironmentFolder folder) throws IOException {
        Set<Long> pinned = Pin.pinned(folder);
        for (long number : folder.numbers()) {
            if (!pinned.contains(number)) {
                remove(folder, number);
            }
        }
        return pinned.isEmpty();
    }
}
