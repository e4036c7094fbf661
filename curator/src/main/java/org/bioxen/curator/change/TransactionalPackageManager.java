// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.ChangeReport;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.HealthReport;
import org.bioxen.api.curator.InstalledPackage;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.api.curator.OutdatedPackage;
import org.bioxen.api.curator.PackageInstaller;
import org.bioxen.api.curator.PackageManager;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.Requirement;
import org.bioxen.api.curator.UnsatisfiableException;
import org.bioxen.curator.catalog.CatalogView;
import org.bioxen.curator.environment.EnvironmentFolder;
import org.bioxen.curator.environment.Generation;
import org.bioxen.curator.environment.LockFile;
import org.bioxen.curator.environment.LockFileText;
import org.bioxen.curator.environment.LockedPackage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The packages of environments, each change of which is a transaction. */
@Component(service = PackageManager.class)
public final class TransactionalPackageManager implements PackageManager {
    private static final long LONGEST_LOCK_FILE = 64L << 20;

    private final Changes changes;

    /** Made by Declarative Services. */
    @Activate
    public TransactionalPackageManager(@Reference ChangesService changes) {
        this(changes.changes());
    }

    TransactionalPackageManager(Changes changes) {
        this.changes = changes;
    }

    @Override
    public ChangeReport install(String environment, Collection<Requirement> wanted, ChangeOptions options) {
        return install(environment, wanted, options, "asked for");
    }

    ChangeReport install(String environment, Collection<Requirement> wanted, ChangeOptions options, String origin) {
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("nothing to install; name at least one package");
        }
        return changes.change(environment, what("install", wanted), options, (now, view) -> planner(
                        environment, now, view, options, true)
                .install(wanted, origin));
    }

    @Override
    public ChangeReport update(String environment, Collection<PackageName> names, ChangeOptions options) {
        return changes.change(environment, what("update", names), options, (now, view) -> planner(
                        environment, now, view, options, false)
                .update(names));
    }

    Planner planner(String environment, Generation now, CatalogView view, ChangeOptions options, boolean doWithout) {
        return new Planner(
                environment,
                now.lock(),
                new CatalogUniverse(view, changes.formats(), now.lock(), doWithout, options.allowYanked()),
                options);
    }

    @Override
    public ChangeReport remove(String environment, Collection<PackageName> names, ChangeOptions options) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("nothing to remove; name at least one package");
        }
        return changes.change(environment, what("remove", names), options, (now, view) -> {
            Planner planner = planner(environment, now, view, options, true);
            names.forEach(planner::installed);
            return without(now.lock(), Set.copyOf(names), options);
        });
    }

    private static Target without(LockFile now, Set<PackageName> names, ChangeOptions options) {
        List<LockedPackage> staying = new ArrayList<>(now.packages().values());
        staying.removeIf(one -> names.contains(one.name()));
        Map<PackageName, String> why = new HashMap<>();
        if (options.autoremove()) {
            Set<PackageName> needed = Dependents.needed(staying);
            staying.stream()
                    .filter(one -> !needed.contains(one.name()))
                    .forEach(one -> why.put(one.name(), "needed by nobody"));
            staying.removeIf(one -> !needed.contains(one.name()));
        }
        List<String> broken = new ArrayList<>();
        for (PackageName name : names) {
            for (LockedPackage dependent : Dependents.of(name, staying)) {
                broken.add(dependent.id() + " needs " + name);
            }
        }
        if (!broken.isEmpty() && !options.force()) {
            List<String> lines = new ArrayList<>(broken.subList(0, Math.min(broken.size(), 8)));
            lines.add("remove these as well, or force it and leave them broken");
            throw new UnsatisfiableException(
                    "cannot remove " + join(names) + ": " + broken.get(0)
                            + (broken.size() > 1 ? " and " + (broken.size() - 1) + " more do" : ""),
                    lines);
        }
        return new Target(staying, List.of(), why, broken);
    }

    @Override
    public ChangeReport autoremove(String environment, ChangeOptions options) {
        return changes.change(environment, "autoremove", options, (now, view) -> {
            Collection<LockedPackage> packages = now.lock().packages().values();
            Set<PackageName> needed = Dependents.needed(packages);
            Map<PackageName, String> why = new HashMap<>();
            packages.forEach(one -> why.put(one.name(), "needed by nobody"));
            return new Target(
                    packages.stream().filter(one -> needed.contains(one.name())).toList(), List.of(), why, List.of());
        });
    }

    @Override
    public ChangeReport sync(String environment, Path lockFile, ChangeOptions options) {
        LockFile wanted = read(lockFile);
        return changes.change(environment, "sync", options, (now, view) -> {
            if (!wanted.layout().equals(now.lock().layout())) {
                throw new CuratorException("the lock file " + lockFile + " is for Lua "
                        + wanted.layout().luaVersion() + ", and environment '" + environment + "' for Lua "
                        + now.lock().layout().luaVersion() + "; import it as an environment of its own");
            }
            return Changes.exactly(wanted, now.lock());
        });
    }

    /** Reads somebody's lock file. */
    static LockFile read(Path file) {
        try {
            if (Files.size(file) > LONGEST_LOCK_FILE) {
                throw new IntegrityException(file + " is longer than a lock file may be");
            }
            return LockFileText.read(Files.readAllBytes(file), file.toString());
        } catch (NoSuchFileException none) {
            throw new CuratorException("there is no lock file " + file, none);
        } catch (IOException fault) {
            throw new CuratorException("the lock file " + file + " cannot be read: " + fault.getMessage(), fault);
        }
    }

    @Override
    public void pin(String environment, PackageName name, boolean on) {
        ChangeOptions options = changes.usual();
        changes.change(environment, (on ? "pin " : "unpin ") + name, options, (now, view) -> {
            planner(environment, now, view, options, true).installed(name);
            return Target.of(now.lock().packages().values().stream()
                    .map(one -> one.name().equals(name) ? one.withPinned(on) : one)
                    .toList());
        });
    }

    @Override
    public List<InstalledPackage> list(String environment) {
        return read(environment, now -> now.lock().packages().values().stream()
                .map(one -> installed(one, now))
                .toList());
    }

    private static InstalledPackage installed(LockedPackage one, Generation now) {
        return new InstalledPackage(
                one.id(),
                one.catalog(),
                one.requested(),
                one.pinned(),
                one.dependencies(),
                one.licence(),
                one.artifact().sha256(),
                one.files().size(),
                one.hasNativeModules(now.lock().layout()),
                now.installed().getOrDefault(one.name(), now.made()));
    }

    @Override
    public List<OutdatedPackage> outdated(String environment) {
        try (CatalogView view = changes.view(false)) {
            return read(environment, now -> new Outdated(environment, now.lock(), view, changes.formats()).list());
        }
    }

    @Override
    public HealthReport verify(String environment) {
        return new HealthCheck(changes, environment).files();
    }

    @Override
    public String lock(String environment) {
        return read(environment, now -> new String(LockFileText.write(now.lock()), StandardCharsets.UTF_8));
    }

    @Override
    public PackageInstaller installer(String environment) {
        changes.environments().get(environment);
        return new PlainInstaller(this, environment, changes.usual());
    }

    private <T> T read(String environment, Reading<T> reading) {
        EnvironmentFolder folder = changes.environments().get(environment);
        try {
            return reading.of(folder.read());
        } catch (IOException fault) {
            throw Trouble.of("reading", environment, fault);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(Generation now) throws IOException;
    }

    private static String what(String verb, Collection<?> subjects) {
        return subjects.isEmpty() ? verb : verb + " " + join(subjects);
    }

    private static String join(Collection<?> subjects) {
        String all = new LinkedHashSet<>(subjects)
                .stream().limit(5).map(Object::toString).collect(Collectors.joining(", "));
        return subjects.size() > 5 ? all + " and " + (subjects.size() - 5) + " more" : all;
    }

    /** The plain verbs for one environment. */
    private record PlainInstaller(TransactionalPackageManager packages, String environment, ChangeOptions options)
            implements PackageInstaller {
        @Override
        public ChangeReport install(String... requirements) {
            return packages.install(
                    environment,
                    Arrays.stream(requirements).map(Requirement::parse).toList(),
                    options);
        }

        @Override
        public ChangeReport update(String... names) {
            return packages.update(environment, names(names), options);
        }

        @Override
        public ChangeReport remove(String... names) {
            return packages.remove(environment, names(names), options);
        }

        @Override
        public List<InstalledPackage> list() {
            return packages.list(environment);
        }

        private static List<PackageName> names(String... names) {
            return Arrays.stream(names).map(PackageName::parse).toList();
        }
    }
}
