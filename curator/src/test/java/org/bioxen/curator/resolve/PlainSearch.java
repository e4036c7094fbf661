// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;

/**
 * Finds the solution that the resolver promises by trying everything, best first, with no thought: a package after the other, breadth
 * first, and back one step wherever it does not fit. What it finds first is by definition the right answer.
 */
final class PlainSearch {
    private static final List<String> UNFINISHED = List.of("alpha", "beta", "pre", "rc", "scm", "dev", "cvs");

    private final Problem problem;
    private final World world;
    private final Set<PackageName> upgraded;

    PlainSearch(Problem problem, World world, Set<PackageName> upgraded) {
        this.problem = problem;
        this.world = world;
        this.upgraded = upgraded;
    }

    Optional<Map<PackageName, Candidate>> solution() {
        boolean twoCatalogs = problem.demands().stream().anyMatch(one -> problem.demands().stream()
                .anyMatch(other -> one.name().equals(other.name())
                        && one.requirement().catalog().isPresent()
                        && other.requirement().catalog().isPresent()
                        && !one.requirement()
                                .catalog()
                                .equals(other.requirement().catalog())));
        List<Dependency> needs = problem.demands().stream()
                .map(demand -> demand.requirement().dependency())
                .toList();
        if (twoCatalogs || !needs.stream().filter(this::isProvided).allMatch(this::providedMeets)) {
            return Optional.empty();
        }
        return continued(new LinkedHashMap<>(), needs);
    }

    private boolean isProvided(Dependency need) {
        return problem.provided().containsKey(need.name());
    }

    private boolean providedMeets(Dependency need) {
        return need.constraints().allow(problem.provided().get(need.name()));
    }

    private Optional<Map<PackageName, Candidate>> continued(
            Map<PackageName, Candidate> chosen, List<Dependency> needs) {
        Optional<PackageName> next = needs.stream()
                .filter(need -> !isProvided(need))
                .map(Dependency::name)
                .filter(name -> !chosen.containsKey(name))
                .findFirst();
        if (next.isEmpty()) {
            return Optional.of(new LinkedHashMap<>(chosen));
        }
        for (Candidate candidate : bestFirst(next.get(), needs)) {
            chosen.put(candidate.name(), candidate);
            List<Dependency> more = Stream.concat(needs.stream(), candidate.dependencies().stream())
                    .toList();
            if (more.stream().allMatch(need -> fits(need, chosen))) {
                Optional<Map<PackageName, Candidate>> solution = continued(chosen, more);
                if (solution.isPresent()) {
                    return solution;
                }
            }
            chosen.remove(candidate.name());
        }
        return Optional.empty();
    }

    private boolean fits(Dependency need, Map<PackageName, Candidate> chosen) {
        if (isProvided(need)) {
            return providedMeets(need);
        }
        Candidate there = chosen.get(need.name());
        return there == null || need.allows(there.id());
    }

    private List<Candidate> bestFirst(PackageName name, List<Dependency> needs) {
        PackageVersion locked = problem.locked().get(name);
        PackageVersion pin = problem.pins().get(name);
        List<Dependency> onIt =
                needs.stream().filter(need -> need.name().equals(name)).toList();
        boolean kept = !upgraded.contains(name)
                || onIt.stream()
                        .flatMap(need -> need.constraints().all().stream())
                        .anyMatch(constraint -> constraint.noUpgrade());
        boolean takesUnfinished = locked != null && isUnfinished(locked)
                || onIt.stream()
                        .flatMap(need -> need.constraints().all().stream())
                        .anyMatch(constraint -> isUnfinished(constraint.bound()));
        Comparator<Candidate> age = Comparator.comparing(Candidate::version);
        List<Candidate> releases = new ArrayList<>(world.look(name, problem.catalogOf(name)));
        releases.removeIf(candidate -> pin != null && !candidate.version().isSame(pin)
                || problem.excludes().stream().anyMatch(exclude -> exclude.allows(candidate.id()))
                || candidate.yanked() && pin == null && !candidate.version().equals(locked));
        releases.sort(Comparator.comparing(
                        (Candidate candidate) -> !(kept && candidate.version().equals(locked)))
                .thenComparing(Candidate::yanked)
                .thenComparing(candidate -> !takesUnfinished && isUnfinished(candidate.version()))
                .thenComparing(problem.prefersOldest() ? age : age.reversed()));
        return releases;
    }

    private static boolean isUnfinished(PackageVersion version) {
        return UNFINISHED.stream().anyMatch(version.toString()::contains);
    }
}
