// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.HealthReport;
import org.bioxen.api.curator.HealthReport.Kind;
import org.bioxen.api.curator.HealthReport.Problem;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.RepositoryNotFoundException;
import org.bioxen.curator.catalog.CatalogView;
import org.bioxen.curator.environment.EnvironmentFolder;
import org.bioxen.curator.environment.Generation;
import org.bioxen.curator.environment.LockedFile;
import org.bioxen.curator.environment.LockedPackage;
import org.bioxen.curator.environment.TreeCheck;
import org.bioxen.spi.catalog.Release;

/** Looks for what is wrong with an environment. Changes nothing, and asks no network. */
final class HealthCheck {
    private final Changes changes;
    private final EnvironmentFolder folder;
    private final String env;

    HealthCheck(Changes changes, String environment) {
        this.changes = changes;
        this.folder = changes.environments().get(environment);
        this.env = " --env " + environment;
    }

    /** Whether the files are as they were installed. */
    HealthReport files() {
        return check(false);
    }

    /** Whether all is well. */
    HealthReport all() {
        return check(true);
    }

    private HealthReport check(boolean all) {
        List<Problem> problems = new ArrayList<>();
        try {
            if (all) {
                staleWork(problems);
            }
            Generation now = folder.read();
            TreeCheck tree = TreeCheck.of(folder, now);
            tree.findings().forEach(finding -> problems.add(problem(finding)));
            if (all) {
                packages(now, problems);
                store(now, problems);
                catalogs(now, problems);
            }
            return new HealthReport(folder.name(), problems, tree.files());
        } catch (IntegrityException unreadable) {
            problems.add(unreadable(Kind.CHANGED_FILE, unreadable.getMessage()));
            return new HealthReport(folder.name(), problems, 0);
        } catch (NoSuchFileException missing) {
            problems.add(unreadable(Kind.MISSING_FILE, missing.getFile() + " is not there"));
            return new HealthReport(folder.name(), problems, 0);
        } catch (IOException fault) {
            throw Trouble.of("health", folder.name(), fault);
        }
    }

    private Problem unreadable(Kind kind, String detail) {
        return new Problem(kind, "lock.json", detail, false, Optional.of("env:rollback " + folder.name()));
    }

    private Problem problem(TreeCheck.Finding finding) {
        Kind kind =
                switch (finding.kind()) {
                    case MISSING -> Kind.MISSING_FILE;
                    case CHANGED -> Kind.CHANGED_FILE;
                    case FOREIGN -> Kind.FOREIGN_FILE;
                };
        return new Problem(kind, finding.path(), finding.detail(), true, repair());
    }

    private Optional<String> repair() {
        return Optional.of("env:repair " + folder.name());
    }

    private void staleWork(List<Problem> problems) throws IOException {
        List<String> left = folder.staleWork();
        if (!left.isEmpty()) {
            problems.add(new Problem(
                    Kind.STALE_WORK,
                    folder.name(),
                    "an operation did not end, and left " + String.join(", ", left),
                    true,
                    repair()));
        }
    }

    private void packages(Generation now, List<Problem> problems) {
        Set<PackageName> needed = Dependents.needed(now.lock().packages().values());
        for (LockedPackage one : now.lock().packages().values()) {
            List<Dependency> unmet = Dependents.unmet(one, now.lock());
            if (!unmet.isEmpty()) {
                problems.add(new Problem(
                        Kind.BROKEN_DEPENDENCY,
                        one.id().toString(),
                        "needs " + unmet.stream().map(Dependency::toString).collect(Collectors.joining("; "))
                                + ", which is not there",
                        true,
                        repair()));
            }
            if (!needed.contains(one.name())) {
                problems.add(new Problem(
                        Kind.ORPHAN,
                        one.id().toString(),
                        "was installed for others, and none of them is left",
                        false,
                        Optional.of("pkg:autoremove" + env)));
            }
        }
    }

    private void store(Generation now, List<Problem> problems) throws IOException {
        Set<String> digests =
                now.lock().files().stream().map(LockedFile::sha256).collect(Collectors.toSet());
        for (String digest : changes.store().damaged(digests)) {
            String path = now.lock().files().stream()
                    .filter(file -> file.sha256().equals(digest))
                    .map(LockedFile::path)
                    .findFirst()
                    .orElse("");
            problems.add(
                    new Problem(Kind.CORRUPT_STORE, digest, "the store has other content for " + path, true, repair()));
        }
    }

    private void catalogs(Generation now, List<Problem> problems) {
        Set<String> gone = new HashSet<>();
        try (CatalogView view = changes.view(true)) {
            for (LockedPackage one : now.lock().packages().values()) {
                catalog(one, view, gone, problems);
            }
        }
    }

    private void catalog(LockedPackage one, CatalogView view, Set<String> gone, List<Problem> problems) {
        try {
            if (gone.contains(one.catalog())) {
                return;
            }
            view.releases(one.name(), Optional.of(one.catalog())).stream()
                    .flatMap(owned -> owned.releases().stream())
                    .filter(release -> release.id().equals(one.id()))
                    .map(Release::yanked)
                    .flatMap(Optional::stream)
                    .forEach(why -> problems.add(new Problem(
                            Kind.YANKED,
                            one.id().toString(),
                            "was yanked by its catalog: " + why,
                            false,
                            Optional.of("pkg:update " + one.name() + env))));
        } catch (RepositoryNotFoundException none) {
            gone.add(one.catalog());
            problems.add(new Problem(
                    Kind.CATALOG_GONE,
                    one.catalog(),
                    "packages of the environment came from this catalog, and it is not there: " + none.getMessage(),
                    false,
                    Optional.of("repo:list")));
        } catch (CuratorException silent) {
            return; // without the network nothing can be said about this one, and nothing is wrong with the environment
        }
    }
}
