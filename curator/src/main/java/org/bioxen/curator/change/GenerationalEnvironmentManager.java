// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.ChangeReport;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.EnvironmentManager;
import org.bioxen.api.curator.GenerationInfo;
import org.bioxen.api.curator.HealthReport;
import org.bioxen.api.curator.HealthReport.Kind;
import org.bioxen.api.curator.PackageNotFoundException;
import org.bioxen.api.curator.Requirement;
import org.bioxen.curator.catalog.CatalogView;
import org.bioxen.curator.environment.EnvironmentFolder;
import org.bioxen.curator.environment.Generation;
import org.bioxen.curator.environment.LockFile;
import org.bioxen.curator.environment.LockFileText;
import org.bioxen.curator.environment.Opener;
import org.bioxen.curator.environment.TreeLayout;
import org.bioxen.curator.store.Durable;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.environment.OpenEnvironment;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The environments, each a row of generations. */
@Component(service = EnvironmentManager.class)
public final class GenerationalEnvironmentManager implements EnvironmentManager {
    private final Changes changes;
    private final TransactionalPackageManager packages;

    /** Made by Declarative Services. */
    @Activate
    public GenerationalEnvironmentManager(@Reference ChangesService changes) {
        this(changes.changes());
    }

    GenerationalEnvironmentManager(Changes changes) {
        this.changes = changes;
        this.packages = new TransactionalPackageManager(changes);
    }

    @Override
    public EnvironmentInfo create(String name, String luaVersion) {
        LockFile empty = LockFile.empty(new TreeLayout(luaVersion));
        changes.create(name, "create", empty, Optional.empty(), changes.usual());
        return get(name);
    }

    @Override
    public List<EnvironmentInfo> list() {
        try {
            List<EnvironmentInfo> all = new ArrayList<>();
            for (EnvironmentFolder folder : changes.environments().all()) {
                changes.environments().info(folder.name()).ifPresent(all::add);
            }
            return all;
        } catch (IOException fault) {
            throw new CuratorException("the environments cannot be listed: " + fault.getMessage(), fault);
        }
    }

    @Override
    public Optional<EnvironmentInfo> find(String name) {
        try {
            return changes.environments().info(name);
        } catch (IOException fault) {
            throw Trouble.of("reading", name, fault);
        }
    }

    @Override
    public EnvironmentInfo get(String name) {
        return find(name).orElseGet(() -> {
            changes.environments().get(name);
            throw new NoSuchElementException(name); // it has just been deleted
        });
    }

    @Override
    public void delete(String name) {
        changes.delete(name);
    }

    @Override
    public EnvironmentInfo copy(String name, String newName) {
        EnvironmentFolder from = changes.environments().get(name);
        try (OpenEnvironment kept = new Opener(from.folders()).open(name)) {
            LockFile lock = from.read(kept.generation()).lock();
            changes.create(
                    newName, "copy of " + name, lock, Optional.of(from.tree(kept.generation())), changes.usual());
            return get(newName);
        } catch (IOException fault) {
            throw Trouble.of("copy", name, fault);
        }
    }

    @Override
    public ChangeReport bootstrap(String name, String profile, ChangeOptions options) {
        changes.environments().get(name);
        List<Requirement> wanted;
        try (CatalogView view = changes.view(options.offline())) {
            Map<String, Map.Entry<String, Profile>> profiles = view.profiles();
            Map.Entry<String, Profile> found = profiles.get(profile);
            if (found == null) {
                throw new PackageNotFoundException("no catalog has a profile '" + profile + "'; there "
                        + (profiles.isEmpty() ? "are none" : "are " + String.join(", ", profiles.keySet())));
            }
            wanted = found.getValue().packages().stream()
                    .map(one -> new Requirement(one, Optional.empty()))
                    .toList();
        }
        if (wanted.isEmpty()) {
            Generation now = read(name);
            return new ChangeReport(
                    name, false, now.number(), List.of(), 0, List.of("profile '" + profile + "' has no packages"));
        }
        return packages.install(name, wanted, options, "profile " + profile);
    }

    @Override
    public void export(String name, Path file) {
        try {
            Durable.replace(file.toAbsolutePath(), LockFileText.write(read(name).lock()));
        } catch (NoSuchFileException none) {
            throw new CuratorException(
                    "environment '" + name + "' cannot be exported to " + file + ": its folder is not there", none);
        } catch (IOException fault) {
            throw Trouble.of("export to " + file, name, fault);
        }
    }

    private Generation read(String name) {
        try {
            return changes.environments().get(name).read();
        } catch (IOException fault) {
            throw Trouble.of("reading", name, fault);
        }
    }

    @Override
    public ChangeReport importFrom(String name, Path file, ChangeOptions options) {
        return changes.create(name, "import", TransactionalPackageManager.read(file), Optional.empty(), options);
    }

    @Override
    public HealthReport health(String name) {
        return new HealthCheck(changes, name).all();
    }

    @Override
    public HealthReport repair(String name, ChangeOptions options) {
        HealthReport before = health(name);
        List<HealthReport.Problem> mendable = before.problems().stream()
                .filter(HealthReport.Problem::repairable)
                .toList();
        if (!mendable.isEmpty() && !options.dryRun()) {
            repair(name, mendable, options);
        }
        return health(name);
    }

    private void repair(String name, List<HealthReport.Problem> problems, ChangeOptions options) {
        changes.locked(name, "repair", options, (lock, folder, view, teller) -> {
            for (HealthReport.Problem problem : problems) {
                if (problem.kind() == Kind.CORRUPT_STORE) {
                    changes.store().forget(problem.subject());
                }
            }
            return folder;
        });
        boolean broken = problems.stream().anyMatch(problem -> problem.kind() == Kind.BROKEN_DEPENDENCY);
        boolean files = problems.stream().anyMatch(problem -> problem.kind() != Kind.STALE_WORK);
        if (broken) {
            changes.change(name, "repair", options, (now, view) -> packages.planner(name, now, view, options, true)
                    .mend());
        } else if (files) {
            changes.rebuild(name, "repair", options);
        }
    }

    @Override
    public List<GenerationInfo> generations(String name) {
        try {
            return changes.environments().generations(changes.environments().get(name));
        } catch (IOException fault) {
            throw Trouble.of("reading", name, fault);
        }
    }

    @Override
    public ChangeReport rollback(String name, Optional<Long> generation) {
        return changes.rollback(name, generation);
    }

    @Override
    public long collectGarbage() {
        return changes.collectGarbage();
    }
}
