// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.ChangeReport;
import org.bioxen.api.curator.CuratorEvents;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.EnvironmentAlreadyExistsException;
import org.bioxen.api.curator.EnvironmentBusyException;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.Progress.Phase;
import org.bioxen.api.curator.RefusedArtifactException;
import org.bioxen.curator.catalog.CatalogView;
import org.bioxen.curator.catalog.Catalogs;
import org.bioxen.curator.environment.Commit;
import org.bioxen.curator.environment.CuratorFolders;
import org.bioxen.curator.environment.EnvironmentFolder;
import org.bioxen.curator.environment.EnvironmentLock;
import org.bioxen.curator.environment.Environments;
import org.bioxen.curator.environment.FileSource;
import org.bioxen.curator.environment.Generation;
import org.bioxen.curator.environment.LockFile;
import org.bioxen.curator.environment.LockedFile;
import org.bioxen.curator.environment.LockedPackage;
import org.bioxen.curator.environment.TreeLayout;
import org.bioxen.curator.store.ContentStore;
import org.bioxen.curator.store.FileMutex;
import org.bioxen.curator.store.FirstSeen;
import org.bioxen.curator.store.Step;
import org.bioxen.curator.store.Steps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way in which environments change: locked, decided, fetched and checked, and then committed as a new generation. Thread-safe.
 */
public final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final CuratorFolders folders;
    private final Catalogs catalogs;
    private final Formats formats;
    private volatile Settings settings;
    private final Steps steps;
    private final EventSink events;
    private final OperationLog log;
    private final Environments environments;
    private final ContentStore store;
    private final FirstSeen firstSeen;
    private final Commit commit;

    /** Changes environments in these folders; keeps nothing open between changes. */
    Changes(
            CuratorFolders folders,
            Catalogs catalogs,
            Formats formats,
            Settings settings,
            Steps steps,
            EventSink events) {
        this(folders, catalogs, formats, settings, steps, events, OperationLog.NONE);
    }

    /** As the other, and tells a log of what is done. */
    Changes(
            CuratorFolders folders,
            Catalogs catalogs,
            Formats formats,
            Settings settings,
            Steps steps,
            EventSink events,
            OperationLog log) {
        this.log = log;
        this.folders = folders;
        this.catalogs = catalogs;
        this.formats = formats;
        this.settings = settings;
        this.steps = steps;
        this.events = (topic, name, generation) -> tell(events, topic, name, generation);
        this.environments = new Environments(folders);
        this.store = new ContentStore(folders.store(), folders.storeLock(), steps);
        this.firstSeen = new FirstSeen(folders.firstSeen());
        this.commit = new Commit(steps, () -> this.settings.generationsKept());
    }

    /** Tells of what has been done, which is done whether or not it can be told. */
    private static void tell(EventSink events, String topic, String name, OptionalLong generation) {
        try {
            events.environment(topic, name, generation);
        } catch (RuntimeException | LinkageError fault) {
            LOG.warn("environment {} has changed, and nobody could be told", name, fault);
        }
    }

    /** Decides what an environment shall be. */
    @FunctionalInterface
    interface Decision {
        /** The target, seen from what is there and what the catalogs have. */
        Target decide(Generation now, CatalogView view) throws IOException;
    }

    Environments environments() {
        return environments;
    }

    ContentStore store() {
        return store;
    }

    Formats formats() {
        return formats;
    }

    /** Holds for what begins from now on. */
    void settings(Settings changed) {
        settings = changed;
    }

    CatalogView view(boolean offline) {
        return catalogs.view(offline);
    }

    /** Options for those methods of the API that have none. */
    ChangeOptions usual() {
        return ChangeOptions.builder().lockTimeout(settings.patience()).build();
    }

    /** Changes an environment. */
    ChangeReport change(String environment, String what, ChangeOptions options, Decision decision) {
        if (options.dryRun()) {
            return plan(environment, what, options, decision);
        }
        return locked(environment, what, options, (lock, folder, view, teller) -> {
            Generation now = folder.read();
            Target target = decide(decision, now, view, teller);
            return target.isAlready(now.lock())
                    ? report(environment, false, now.number(), target, now, 0)
                    : carryOut(lock, folder, what, now, target, view, teller);
        });
    }

    private ChangeReport plan(String environment, String what, ChangeOptions options, Decision decision) {
        EnvironmentFolder folder = environments.get(environment);
        try (CatalogView view = catalogs.view(options.offline())) {
            Generation now = folder.read();
            Target target = decide(decision, now, view, new Teller(options.progress()));
            return report(environment, false, now.number(), target, now, 0);
        } catch (IOException fault) {
            throw Trouble.of(what, environment, fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Trouble.interrupted(what, environment, interrupted);
        }
    }

    /** Makes the present generation anew, with files that are as they should be. */
    ChangeReport rebuild(String environment, String what, ChangeOptions options) {
        return locked(environment, what, options, (lock, folder, view, teller) -> {
            Generation now = folder.read();
            return again(lock, folder, what, now, now, view, teller);
        });
    }

    /** Makes an earlier generation, or the one before the present, the present one. */
    ChangeReport rollback(String environment, Optional<Long> generation) {
        return locked(environment, "rollback", usual(), (lock, folder, view, teller) -> {
            long present = folder.present();
            List<Long> kept = folder.numbers();
            long back = generation.orElseGet(() -> kept.stream()
                    .filter(number -> number < present)
                    .max(Long::compare)
                    .orElseThrow(() -> new CuratorException(
                            "environment '" + environment + "' has no generation before the present one")));
            if (!kept.contains(back)) {
                throw new CuratorException("environment '" + environment + "' keeps no generation " + back
                        + "; env:generations shows those it keeps");
            }
            Generation then = folder.read(back);
            Optional<Generation> readable = folder.readIfSound();
            Generation now = readable.orElseGet(() -> new Generation(
                    present,
                    then.made(),
                    "unreadable",
                    new TreeMap<>(),
                    LockFile.empty(then.lock().layout())));
            Target target = exactly(then.lock(), now.lock());
            return readable.isPresent() && target.isAlready(now.lock())
                    ? report(environment, false, present, target, now, 0)
                    : again(lock, folder, "rollback to " + back, now, then, view, teller);
        });
    }

    private static Target decide(Decision decision, Generation now, CatalogView view, Teller teller)
            throws IOException, InterruptedException {
        teller.tell(Phase.RESOLVE, "", 0, -1);
        try {
            Target target = decision.decide(now, view);
            teller.tell(
                    Phase.RESOLVE, "", target.wanted().size(), target.wanted().size());
            return target;
        } catch (CuratorException failed) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException(failed.getMessage());
            }
            throw failed;
        }
    }

    /** Gets what is wanted, and makes the new generation of it. */
    private ChangeReport carryOut(
            EnvironmentLock lock,
            EnvironmentFolder folder,
            String what,
            Generation now,
            Target target,
            CatalogView view,
            Teller teller)
            throws IOException, InterruptedException {
        FileMutex use = useStore();
        try {
            Work work = new Work(folder.name(), now.lock().layout(), view, teller);
            return work.commit(lock, what, now, target, work.lockFile(target), folder.tree(now.number()));
        } finally {
            use.close();
        }
    }

    /** Makes a new generation of one that is there; only what the store and its tree have damaged is got from catalogs. */
    private ChangeReport again(
            EnvironmentLock lock,
            EnvironmentFolder folder,
            String what,
            Generation now,
            Generation then,
            CatalogView view,
            Teller teller)
            throws IOException, InterruptedException {
        FileMutex use = useStore();
        try {
            Work work = new Work(folder.name(), then.lock().layout(), view, teller);
            return work.commit(
                    lock, what, now, exactly(then.lock(), now.lock()), then.lock(), folder.tree(then.number()));
        } finally {
            use.close();
        }
    }

    /** Makes an environment with all that is in a lock file. */
    ChangeReport create(String name, String what, LockFile lockFile, Optional<Path> tree, ChangeOptions options) {
        EnvironmentFolder folder = new EnvironmentFolder(folders, name);
        Target target = exactly(lockFile, LockFile.empty(lockFile.layout()));
        if (options.dryRun()) {
            checkFree(folder);
            return new ChangeReport(
                    name, false, 0, target.changes(LockFile.empty(lockFile.layout())), 0, target.notes());
        }
        return told(name, what, options, teller -> create(folder, what, lockFile, target, tree, options, teller));
    }

    private ChangeReport create(
            EnvironmentFolder folder,
            String what,
            LockFile lockFile,
            Target target,
            Optional<Path> tree,
            ChangeOptions options,
            Teller teller)
            throws IOException, InterruptedException {
        String name = folder.name();
        try (CatalogView view = catalogs.view(options.offline());
                EnvironmentLock lock = lock(folder, what, options.lockTimeout(), teller)) {
            checkFree(folder);
            FileMutex use = useStore();
            try {
                Work work = new Work(name, lockFile.layout(), view, teller);
                if (tree.isEmpty()) {
                    work.lockFile(target);
                }
                Generation made = work.placing(
                        lockFile, tree, (source, placed) -> commit.create(lock, what, lockFile, source, placed));
                events.environment(CuratorEvents.ENVIRONMENT_CREATED, name, OptionalLong.of(made.number()));
                teller.tell(Phase.DONE, "", 1, 1);
                return new ChangeReport(
                        name,
                        true,
                        made.number(),
                        target.changes(LockFile.empty(lockFile.layout())),
                        work.acquisition.bytesFetched(),
                        target.notes());
            } finally {
                use.close();
            }
        }
    }

    private static void checkFree(EnvironmentFolder folder) {
        if (folder.exists()) {
            throw new EnvironmentAlreadyExistsException(
                    "there is an environment '" + folder.name() + "' already; choose another name, or env:delete it");
        }
    }

    /** What has to come and stay so that an environment becomes what a lock file says. */
    static Target exactly(LockFile wanted, LockFile now) {
        List<LockedPackage> kept = new ArrayList<>();
        List<Wanted> coming = new ArrayList<>();
        Map<PackageName, String> why = new HashMap<>();
        for (LockedPackage one : wanted.packages().values()) {
            if (now.find(one.name()).filter(one::sameContent).isPresent()) {
                kept.add(one);
            } else {
                coming.add(new Wanted.Exactly(one));
                why.put(one.name(), why(one, wanted));
            }
        }
        return new Target(kept, coming, why, List.of());
    }

    private static String why(LockedPackage one, LockFile lock) {
        if (one.requested().isPresent()) {
            return "asked for";
        }
        return Dependents.of(one.name(), lock.packages().values()).stream()
                .findFirst()
                .map(other -> "needed by " + other.name())
                .orElse("needed by nobody");
    }

    /** Deletes an environment. */
    void delete(String name) {
        locked(name, "delete", usual(), (lock, folder, view, teller) -> {
            commit.delete(lock);
            return folder;
        });
        events.environment(CuratorEvents.ENVIRONMENT_DELETED, name, OptionalLong.empty());
    }

    /** Removes what nobody needs; returns the bytes that the store has fewer. */
    long collectGarbage() {
        String name = "";
        try {
            for (EnvironmentFolder folder : environments.all()) {
                name = folder.name();
                try (EnvironmentLock lock = lock(folder, "gc", settings.patience(), new Teller(event -> {}))) {
                    if (folder.exists()) {
                        commit.prune(lock);
                    } else {
                        commit.clear(lock);
                    }
                }
            }
            return sweep();
        } catch (IOException fault) {
            throw Trouble.of("gc", name, fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Trouble.interrupted("gc", name, interrupted);
        }
    }

    private long sweep() throws IOException, InterruptedException {
        FileMutex alone = store.alone(settings.patience())
                .orElseThrow(() -> new EnvironmentBusyException(
                        "the store is in use: something is being installed; collect garbage later"));
        try {
            Set<String> artifacts = new HashSet<>();
            Set<String> files = new HashSet<>();
            for (EnvironmentFolder folder : environments.all()) {
                for (Generation generation : folder.readAll()) {
                    for (LockedPackage one : generation.lock().packages().values()) {
                        artifacts.add(one.artifact().sha256());
                        one.files().forEach(file -> files.add(file.sha256()));
                    }
                }
            }
            return store.sweep(artifacts, files);
        } finally {
            alone.close();
        }
    }

    /** Does something for which nobody else may change the environment. */
    <T> T locked(String environment, String what, ChangeOptions options, Locked<T> work) {
        EnvironmentFolder folder = environments.get(environment);
        return told(environment, what, options, teller -> {
            try (CatalogView view = catalogs.view(options.offline());
                    EnvironmentLock lock = lock(folder, what, options.lockTimeout(), teller)) {
                return work.run(lock, environments.get(environment), view, teller);
            }
        });
    }

    /** Does something that the log is told of, and turns what goes wrong into what callers know. */
    private <T> T told(String environment, String what, ChangeOptions options, Told<T> work) {
        try (Teller teller = new Teller(options.progress(), log.begin(what + " in " + environment))) {
            try {
                T result = work.run(teller);
                teller.succeeded();
                return result;
            } catch (IOException fault) {
                throw failed(teller, Trouble.of(what, environment, fault));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw failed(teller, Trouble.interrupted(what, environment, interrupted));
            } catch (CuratorException refused) {
                throw failed(teller, refused);
            } catch (RuntimeException fault) {
                teller.failed(fault.toString());
                throw fault;
            }
        }
    }

    private static CuratorException failed(Teller teller, CuratorException why) {
        teller.failed(why.getMessage());
        return why;
    }

    /** Work that the log is told of. */
    @FunctionalInterface
    private interface Told<T> {
        T run(Teller teller) throws IOException, InterruptedException;
    }

    /** Work under the lock of an environment. */
    @FunctionalInterface
    interface Locked<T> {
        T run(EnvironmentLock lock, EnvironmentFolder folder, CatalogView view, Teller teller)
                throws IOException, InterruptedException;
    }

    private EnvironmentLock lock(EnvironmentFolder folder, String what, Duration patience, Teller teller)
            throws IOException, InterruptedException {
        EnvironmentLock lock =
                EnvironmentLock.take(folder, what, patience, holder -> teller.tell(Phase.WAIT, holder, 0, -1));
        boolean reached = false;
        try {
            steps.reached(Step.LOCKED);
            reached = true;
            return lock;
        } finally {
            if (!reached) {
                lock.close();
            }
        }
    }

    private FileMutex useStore() throws IOException, InterruptedException {
        return store.use(settings.patience())
                .orElseThrow(() -> new EnvironmentBusyException(
                        "the store is being cleared of what nobody needs; try again when that is done"));
    }

    private static ChangeReport report(
            String environment, boolean done, long generation, Target target, Generation now, long fetched) {
        return new ChangeReport(environment, done, generation, target.changes(now.lock()), fetched, target.notes());
    }

    /** What several steps of one change share. */
    private final class Work {
        private final String environment;
        private final TreeLayout layout;
        private final Teller teller;
        private final Acquisition acquisition;

        Work(String environment, TreeLayout layout, CatalogView view, Teller teller) {
            this.environment = environment;
            this.layout = layout;
            this.teller = teller;
            this.acquisition = new Acquisition(
                    new Acquirer(view, formats, store, firstSeen, layout, steps), settings.downloads(), teller);
        }

        /** Gets what is wanted, and says what is then in the environment. */
        LockFile lockFile(Target target) throws IOException, InterruptedException {
            Collection<LockedPackage> packages = new ArrayList<>(target.kept());
            packages.addAll(acquisition.acquire(target.wanted()));
            try {
                return LockFile.of(layout, packages);
            } catch (IllegalArgumentException conflict) {
                throw new RefusedArtifactException(conflict.getMessage(), conflict);
            }
        }

        ChangeReport commit(EnvironmentLock lock, String what, Generation now, Target target, LockFile next, Path tree)
                throws IOException, InterruptedException {
            Generation made = placing(
                    next, Optional.of(tree), (source, placed) -> commit.change(lock, what, now, next, source, placed));
            events.environment(CuratorEvents.ENVIRONMENT_CHANGED, environment, OptionalLong.of(made.number()));
            teller.tell(Phase.DONE, "", 1, 1);
            return report(environment, true, made.number(), target, now, acquisition.bytesFetched());
        }

        /** Makes a generation, and gets again what turns out to be missing or damaged in the store. */
        Generation placing(LockFile next, Optional<Path> tree, Making making) throws IOException, InterruptedException {
            int total = next.files().size();
            Set<PackageName> mended = new HashSet<>();
            while (true) {
                try {
                    return making.make(
                            new StoreSource(store, tree),
                            placed -> teller.tell(Phase.DEPLOY, environment, placed, total));
                } catch (StoreSource.Missing missing) {
                    LockedPackage owner = owner(next, missing.file());
                    if (!mended.add(owner.name())) {
                        throw new IntegrityException(
                                "the store does not keep " + missing.file().path() + " of " + owner.id()
                                        + " as it was written; look at the disk",
                                missing);
                    }
                    acquisition.acquire(List.of(new Wanted.Exactly(owner)));
                }
            }
        }

        private LockedPackage owner(LockFile lock, LockedFile file) {
            return lock.packages().values().stream()
                    .filter(one -> one.files().contains(file))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Makes a generation from files. */
    @FunctionalInterface
    private interface Making {
        Generation make(FileSource source, IntConsumer placed) throws IOException;
    }
}
