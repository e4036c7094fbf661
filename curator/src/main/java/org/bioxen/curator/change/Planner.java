// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageNotFoundException;
import org.bioxen.api.curator.Requirement;
import org.bioxen.api.curator.UnsatisfiableException;
import org.bioxen.curator.environment.LockFile;
import org.bioxen.curator.environment.LockedPackage;
import org.bioxen.curator.environment.TreeLayout;
import org.bioxen.curator.resolve.Candidate;
import org.bioxen.curator.resolve.GaveUp;
import org.bioxen.curator.resolve.NoSolution;
import org.bioxen.curator.resolve.Problem;
import org.bioxen.curator.resolve.Resolver;
import org.bioxen.curator.resolve.Solution;

/** Decides which releases an environment shall have. For one operation and thread. */
final class Planner {
    private static final String ASKED = "asked for";
    private static final String BEFORE = "installed on request";

    private final String environment;
    private final LockFile now;
    private final CatalogUniverse universe;
    private final ChangeOptions options;

    Planner(String environment, LockFile now, CatalogUniverse universe, ChangeOptions options) {
        this.environment = environment;
        this.now = now;
        this.universe = universe;
        this.options = options;
    }

    /**
     * The environment with more packages asked for.
     *
     * @param origin why they are wanted, such as {@code asked for}
     */
    Target install(Collection<Requirement> wanted, String origin) {
        Map<PackageName, Requirement> asked = new LinkedHashMap<>();
        for (Requirement requirement : wanted) {
            checkKnown(requirement);
            Requirement other = asked.put(requirement.name(), requirement);
            if (other != null && !other.equals(requirement)) {
                throw new UnsatisfiableException(
                        requirement.name() + " is asked for twice",
                        List.of("asked for " + other + " and " + requirement
                                + "; give one requirement with all constraints"));
            }
        }
        Problem.Builder problem = problem();
        asked.values().forEach(requirement -> problem.require(requirement, origin));
        requested(asked.keySet()).forEach(requirement -> problem.require(requirement, BEFORE));
        return target(problem.build(), asked);
    }

    private void checkKnown(Requirement wanted) {
        if (Provided.by(now.layout().luaVersion()).containsKey(wanted.name())) {
            throw new PackageNotFoundException(wanted.name() + " comes with Lua and is not installed");
        }
        if (universe.releases(wanted.name(), wanted.catalog()).isEmpty()) {
            List<PackageName> similar = universe.similar(wanted.name());
            throw new PackageNotFoundException(wanted.catalog()
                            .map(id -> "catalog '" + id + "'")
                            .orElse("no catalog")
                    + (wanted.catalog().isPresent() ? " does not have '" : " has '") + wanted.name() + "'"
                    + (similar.isEmpty()
                            ? "; pkg:search shows what there is"
                            : "; similar: "
                                    + similar.stream().map(PackageName::value).collect(Collectors.joining(", "))));
        }
    }

    /** The environment with newer releases of these packages, or of all if there are none. */
    Target update(Collection<PackageName> names) {
        Problem.Builder problem = problem();
        requested(Set.of()).forEach(requirement -> problem.require(requirement, BEFORE));
        names.forEach(name -> {
            installed(name);
            problem.upgrade(name);
        });
        if (names.isEmpty()) {
            problem.upgradeAll();
        }
        return target(problem.build(), Map.of());
    }

    /** The environment with all that its packages need, and as little as possible other than it is. */
    Target mend() {
        Problem.Builder problem = problem();
        requested(Set.of()).forEach(requirement -> problem.require(requirement, BEFORE));
        return target(problem.build(), Map.of());
    }

    LockedPackage installed(PackageName name) {
        return now.find(name)
                .orElseThrow(() -> new PackageNotFoundException(
                        name + " is not installed in environment '" + environment + "'; pkg:list shows what is"));
    }

    private Problem.Builder problem() {
        Problem.Builder problem = Problem.builder();
        for (LockedPackage one : now.packages().values()) {
            problem.lock(one.name(), one.id().version());
            if (one.pinned()) {
                problem.pin(one.name(), one.id().version());
            }
        }
        options.excludes().forEach(problem::exclude);
        if (options.oldest()) {
            problem.preferOldest();
        }
        String lua = now.layout().luaVersion();
        Provided.by(lua).forEach(problem::provide);
        for (String other : TreeLayout.luaVersions()) {
            if (!other.equals(lua)) {
                problem.alternative("Lua " + other, Provided.by(other));
            }
        }
        return problem;
    }

    private List<Requirement> requested(Set<PackageName> but) {
        return now.packages().values().stream()
                .filter(one -> !but.contains(one.name()))
                .flatMap(one -> one.requested().stream())
                .toList();
    }

    private Target target(Problem problem, Map<PackageName, Requirement> asked) {
        Solution solution = solve(problem);
        List<LockedPackage> kept = new ArrayList<>();
        List<Wanted> wanted = new ArrayList<>();
        Map<PackageName, String> why = new HashMap<>();
        for (Candidate chosen : solution.chosen().values()) {
            Optional<LockedPackage> present = now.find(chosen.name());
            Optional<Requirement> requested =
                    Optional.ofNullable(asked.get(chosen.name())).or(() -> present.flatMap(LockedPackage::requested));
            if (present.isPresent()
                    && present.get().id().equals(chosen.id())
                    && present.get().catalog().equals(chosen.catalog())) {
                kept.add(present.get().withRequested(requested));
                continue;
            }
            CatalogUniverse.Offer offer = universe.offer(chosen)
                    .orElseThrow(() -> new CuratorException("catalog '" + chosen.catalog() + "' does not offer "
                            + chosen.id() + " any more; repo:refresh, and try again"));
            boolean pinned = present.map(LockedPackage::pinned).orElse(false);
            wanted.add(new Wanted.Offered(offer.release(), offer.artifact(), chosen.catalog(), requested, pinned));
            why.put(chosen.name(), why(solution, chosen.name()));
        }
        List<String> notes = new ArrayList<>(universe.notes());
        leftovers(solution, kept, notes, why);
        return new Target(kept, wanted, why, notes);
    }

    private static String why(Solution solution, PackageName name) {
        Solution.Reason reason = solution.why(name);
        int chain = reason.chain().size();
        return chain < 2
                ? reason.demand().origin()
                : "needed by " + reason.chain().get(chain - 2).name();
    }

    private Solution solve(Problem problem) {
        try {
            return new Resolver(Resolver.DEFAULT_STEPS, Thread.currentThread()::isInterrupted)
                    .resolve(problem, universe);
        } catch (NoSolution none) {
            List<String> lines = none.explanation().lines().toList();
            throw new UnsatisfiableException(lines.get(0), lines);
        } catch (GaveUp tooHard) {
            throw new CuratorException(tooHard.getMessage(), tooHard);
        }
    }

    /** What is installed and needed by nobody stays, if it goes with the rest and nobody wants it removed. */
    private void leftovers(
            Solution solution, List<LockedPackage> kept, List<String> notes, Map<PackageName, String> why) {
        Map<PackageName, LockedPackage> left = new LinkedHashMap<>();
        for (LockedPackage one : now.packages().values()) {
            if (!solution.chosen().containsKey(one.name())) {
                left.put(one.name(), one);
            }
        }
        if (options.autoremove()) {
            left.values().stream().filter(one -> !one.pinned()).forEach(one -> why.put(one.name(), "needed by nobody"));
            left.values().removeIf(one -> !one.pinned());
        }
        boolean changed = true;
        while (changed) {
            changed = left.values().removeIf(one -> {
                Optional<Dependency> unmet = one.dependencies().stream()
                        .filter(needed -> !isMet(needed, solution, left))
                        .findFirst();
                unmet.ifPresent(needed -> {
                    notes.add(one.id() + " is removed: nobody needs it, and it does not go with the rest (it needs "
                            + needed + ")");
                    why.put(one.name(), "does not go with the rest");
                });
                return unmet.isPresent();
            });
        }
        kept.addAll(left.values());
    }

    private boolean isMet(Dependency needed, Solution solution, Map<PackageName, LockedPackage> left) {
        if (Provided.by(now.layout().luaVersion()).containsKey(needed.name())) {
            return true; // it was met when the package came, and has not changed
        }
        Candidate chosen = solution.chosen().get(needed.name());
        if (chosen != null) {
            return needed.allows(chosen.id());
        }
        LockedPackage other = left.get(needed.name());
        return other != null && needed.allows(other.id());
    }
}
