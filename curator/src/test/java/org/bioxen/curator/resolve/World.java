// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.Requirement;

/** A universe that a test writes down. Catalogs are in the order in which they first come up. */
final class World implements Universe {
    static final String MAIN = "main";

    private final Map<String, Map<PackageName, List<Candidate>>> catalogs = new LinkedHashMap<>();
    private final Map<PackageName, List<PackageName>> similar = new HashMap<>();
    private final Set<List<Object>> asked = new HashSet<>();

    static PackageName name(String text) {
        return PackageName.parse(text);
    }

    static PackageVersion version(String text) {
        return PackageVersion.parse(text);
    }

    static Problem.Builder wanting(String... requirements) {
        Problem.Builder problem = Problem.builder();
        for (String requirement : requirements) {
            problem.require(Requirement.parse(requirement), "asked for");
        }
        return problem;
    }

    /** Adds a release, written as {@code name version}, with what it needs. */
    World has(String release, String... dependencies) {
        return add(MAIN, release, false, dependencies);
    }

    World hasYanked(String release, String... dependencies) {
        return add(MAIN, release, true, dependencies);
    }

    World catalogHas(String catalog, String release, String... dependencies) {
        return add(catalog, release, false, dependencies);
    }

    World writtenLike(String missing, String... others) {
        similar.put(name(missing), Arrays.stream(others).map(World::name).toList());
        return this;
    }

    private World add(String catalog, String release, boolean yanked, String... dependencies) {
        String[] parts = release.split(" ");
        return add(new Candidate(
                new PackageId(name(parts[0]), version(parts[1])),
                catalog,
                Arrays.stream(dependencies).map(Dependency::parse).toList(),
                yanked));
    }

    World add(Candidate candidate) {
        catalogs.computeIfAbsent(candidate.catalog(), id -> new LinkedHashMap<>())
                .computeIfAbsent(candidate.name(), name -> new ArrayList<>())
                .add(candidate);
        return this;
    }

    /** Like {@link #releases}, but may be called any number of times. */
    List<Candidate> look(PackageName name, Optional<String> catalog) {
        return catalogs.entrySet().stream()
                .filter(entry -> catalog.isEmpty() || catalog.get().equals(entry.getKey()))
                .map(entry -> entry.getValue().getOrDefault(name, List.of()))
                .filter(releases -> !releases.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    @Override
    public Optional<List<Candidate>> releases(PackageName name, Optional<String> catalog) {
        if (!asked.add(List.of(name, catalog))) {
            throw new AssertionError("asked twice for " + name + " of " + catalog);
        }
        List<Candidate> found = look(name, catalog);
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    @Override
    public List<PackageName> similar(PackageName name) {
        return similar.getOrDefault(name, List.of());
    }

    /** Which packages were looked up since the last time of asking. */
    Set<String> lookedUp() {
        Set<String> names = new HashSet<>();
        asked.forEach(question -> names.add(question.get(0).toString()));
        asked.clear();
        return names;
    }

    /** What is chosen, dependencies first, written as {@code name version}; fails with the explanation if nothing is. */
    List<String> resolve(Problem.Builder problem) {
        asked.clear();
        try {
            return new Resolver()
                    .resolve(problem.build(), this).chosen().values().stream()
                            .map(candidate -> candidate.id().toString())
                            .toList();
        } catch (Unresolved none) {
            throw new AssertionError("no solution:\n" + none.getMessage(), none);
        }
    }

    /** Why there is no solution; fails if there is one. */
    NoSolution refuse(Problem.Builder problem) {
        asked.clear();
        try {
            Solution solution = new Resolver().resolve(problem.build(), this);
            throw new AssertionError("solved by " + solution.chosen().values());
        } catch (NoSolution none) {
            return none;
        } catch (GaveUp gaveUp) {
            throw new AssertionError(gaveUp);
        }
    }
}
