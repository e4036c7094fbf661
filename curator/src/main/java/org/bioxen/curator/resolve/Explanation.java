// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.Requirement;
import org.bioxen.api.curator.VersionConstraints;
import org.bioxen.curator.resolve.Budget.Exhausted;
import org.bioxen.curator.resolve.NoSolution.Remedy;
import org.bioxen.curator.resolve.Search.Impossible;

/**
 * Makes out of a proof that there is no solution something to read: takes away what the impossibility does not need, and tries which
 * changes help. For one thread, once.
 */
final class Explanation {
    private static final int MAX_REMEDIES = 4;

    private final Problem problem;
    private final Releases releases;
    private final Budget budget;

    Explanation(Problem problem, Releases releases, Budget budget) {
        this.problem = problem;
        this.releases = releases;
        this.budget = budget;
    }

    NoSolution of(Set<Fact> proof) {
        Set<Fact> facts = proof;
        Problem conflict = restricted(problem, facts);
        List<Remedy> remedies = new ArrayList<>();
        boolean allTried = false;
        RuntimeException failure = null;
        try {
            for (Part part : parts(conflict)) {
                Optional<Set<Fact>> without = proofOf(part.without(conflict));
                if (without.isPresent()) {
                    facts = without.get();
                    conflict = restricted(conflict, facts);
                }
            }
            allTried = tryRemedies(conflict, facts, remedies);
        } catch (Exhausted exhausted) {
            // What is known so far is true all the same, only longer than it need be.
            allTried = false;
        } catch (RuntimeException unavailable) {
            // The universe does not answer, but only for a change nobody asked for: the answer to the question stands.
            failure = unavailable;
        }
        NoSolution result =
                new NoSolution(new Account(conflict, facts, releases).lines(remedies, allTried), conflict, remedies);
        if (failure != null) {
            result.addSuppressed(failure);
        }
        return result;
    }

    /** The problem with no more in it than the facts rest on; from which catalog a package comes they do rest on. */
    private static Problem restricted(Problem problem, Set<Fact> facts) {
        Set<Demand> demands = new HashSet<>();
        Set<PackageName> pins = new HashSet<>();
        Set<Dependency> excludes = new HashSet<>();
        Set<PackageName> subjects = new HashSet<>();
        for (Fact fact : facts) {
            subjects.addAll(fact.subjects());
            if (fact instanceof Fact.Demanded demanded) {
                demands.add(demanded.demand());
            } else if (fact instanceof Fact.Pinned pinned) {
                pins.add(pinned.name());
            } else if (fact instanceof Fact.Excluded excluded) {
                excludes.add(excluded.releases());
            }
        }
        Problem.Builder builder = problem.toBuilder()
                .demands(new LinkedHashSet<>(problem.demands().stream()
                        .filter(demand -> demands.contains(demand)
                                || demand.requirement().catalog().isPresent() && subjects.contains(demand.name()))
                        .toList()))
                .excludes(new LinkedHashSet<>(
                        problem.excludes().stream().filter(excludes::contains).toList()));
        problem.pins().keySet().stream().filter(name -> !pins.contains(name)).forEach(builder::unpin);
        return builder.build();
    }

    /** The parts of a conflict, those first that one would rather not have in it. */
    private static List<Part> parts(Problem conflict) {
        List<Part> parts = new ArrayList<>();
        conflict.excludes().forEach(exclude -> parts.add(new Part.OfExclude(exclude)));
        conflict.pins().keySet().stream().sorted().forEach(name -> parts.add(new Part.OfPin(name)));
        for (int i = conflict.demands().size() - 1; i >= 0; i--) {
            parts.add(new Part.OfDemand(conflict.demands().get(i)));
        }
        return parts;
    }

    /** Why the problem has no solution, as far as one can tell without asking the universe anything new. */
    private Optional<Set<Fact>> proofOf(Problem smaller) throws Exhausted {
        try {
            new Search(smaller, releases, true, budget).run();
            return Optional.empty();
        } catch (Impossible impossible) {
            return Optional.of(impossible.facts());
        }
    }

    /** Adds changes that help; whether all that come to mind were tried. */
    private boolean tryRemedies(Problem conflict, Set<Fact> facts, List<Remedy> remedies) throws Exhausted {
        if (facts.stream().anyMatch(Explanation::isAboutProvided)) {
            for (Map.Entry<String, Map<PackageName, PackageVersion>> other :
                    problem.alternatives().entrySet()) {
                tryRemedy(
                        other.getKey(),
                        problem.toBuilder().provided(other.getValue()).build(),
                        remedies);
            }
        }
        for (Part part : parts(conflict)) {
            if (part instanceof Part.OfDemand ofDemand) {
                loosen(ofDemand.demand(), remedies);
            }
            if (remedies.size() >= MAX_REMEDIES) {
                return false;
            }
            if (problem.demands().size() > 1 || !(part instanceof Part.OfDemand)) {
                tryRemedy(part.advice(), part.without(problem), remedies);
            }
        }
        return true;
    }

    private static boolean isAboutProvided(Fact fact) {
        return fact instanceof Fact.Needs needs && needs.on().isProvided()
                || fact instanceof Fact.Demanded demanded && demanded.on().isProvided();
    }

    private void loosen(Demand demand, List<Remedy> remedies) throws Exhausted {
        Requirement wanted = demand.requirement();
        if (wanted.catalog().isPresent()) {
            Demand anywhere = new Demand(new Requirement(wanted.dependency(), Optional.empty()), demand.origin());
            tryRemedy(
                    "take " + demand.name() + " from another catalog than "
                            + wanted.catalog().get(),
                    replaced(demand, anywhere),
                    remedies);
        }
        if (!wanted.constraints().all().isEmpty()) {
            Dependency anyVersion = new Dependency(demand.name(), new VersionConstraints(List.of()));
            Problem changed =
                    replaced(demand, new Demand(new Requirement(anyVersion, wanted.catalog()), demand.origin()));
            Optional<Solution> solution = solve(changed);
            if (solution.isPresent() && solution.get().chosen().containsKey(demand.name())) {
                Candidate instead = solution.get().chosen().get(demand.name());
                remedies.add(new Remedy("take " + instead.id() + " instead of " + wanted, changed));
            }
        }
    }

    private Problem replaced(Demand demand, Demand instead) {
        return problem.toBuilder()
                .demands(problem.demands().stream()
                        .map(each -> each.equals(demand) ? instead : each)
                        .toList())
                .build();
    }

    private void tryRemedy(String advice, Problem changed, List<Remedy> remedies) throws Exhausted {
        if (solve(changed).isPresent()) {
            remedies.add(new Remedy(advice, changed));
        }
    }

    private Optional<Solution> solve(Problem changed) throws Exhausted {
        try {
            return Optional.of(new Search(changed, releases, false, budget).run());
        } catch (Impossible impossible) {
            return Optional.empty();
        }
    }

    /** Something in a problem that could be taken out. */
    private sealed interface Part {
        Problem without(Problem problem);

        String advice();

        record OfDemand(Demand demand) implements Part {
            @Override
            public Problem without(Problem problem) {
                return problem.toBuilder()
                        .demands(problem.demands().stream()
                                .filter(other -> !other.equals(demand))
                                .toList())
                        .build();
            }

            @Override
            public String advice() {
                return "leave out " + demand.requirement();
            }
        }

        record OfPin(PackageName name) implements Part {
            @Override
            public Problem without(Problem problem) {
                return problem.toBuilder().unpin(name).build();
            }

            @Override
            public String advice() {
                return "unpin " + name;
            }
        }

        record OfExclude(Dependency releases) implements Part {
            @Override
            public Problem without(Problem problem) {
                return problem.toBuilder()
                        .excludes(problem.excludes().stream()
                                .filter(other -> !other.equals(releases))
                                .toList())
                        .build();
            }

            @Override
            public String advice() {
                return "no longer exclude " + releases;
            }
        }
    }
}
