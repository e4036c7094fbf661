// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.Requirement;
import org.junit.jupiter.api.Test;

/** Thousands of small worlds, each resolved by the resolver and by trying everything. */
class RandomWorldsTest {
    private static final int WORLDS = Integer.getInteger("bioxen.resolve.worlds", 3_000);
    private static final long SEED = Long.getLong("bioxen.resolve.seed", 7);
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    private static final List<String> VERSIONS = List.of(
            "1.0-1",
            "1.0-2",
            "1.0.0-1",
            "1.1-1",
            "2.0beta1-1",
            "2.0rc1-1",
            "2.0-1",
            "2.0.1-1",
            "2.1-1",
            "3-1",
            "scm-1");
    private static final List<String> OPERATORS = List.of("==", "~=", ">", "<", ">=", "<=", "~>", ">=", "<", ">=", "<");
    private static final List<String> BOUNDS =
            List.of("1.0", "1.0-1", "1.0.0", "1.1", "2.0rc1", "2.0", "2", "2.1", "3", "scm", "1.0-2");

    @Test
    void theResolverFindsWhatTryingEverythingFinds() {
        compare(WORLDS, Case::new);
    }

    /** Few of the constraints leave much, and a conflict has more than two sides. */
    @Test
    void theResolverFindsWhatTryingEverythingFindsWhereLittleFits() {
        compare(WORLDS, Case::tight);
    }

    private static void compare(int worlds, Function<Random, Case> cases) {
        int solved = 0;
        int refused = 0;
        for (int i = 0; i < worlds; i++) {
            Case each = cases.apply(new Random(SEED * 1_000_003 + i));
            Optional<Map<PackageName, Candidate>> expected =
                    new PlainSearch(each.problem, each.world, each.upgraded).solution();
            try {
                Solution solution = new Resolver().resolve(each.problem, each.world);
                assertThat(expected)
                        .as("world %s has no solution, but the resolver says %s", i, solution.chosen())
                        .isPresent();
                assertThat(solution.chosen()).as("world %s", i).isEqualTo(expected.get());
                assertOrderAndReasons(each, solution, i);
                solved++;
            } catch (NoSolution none) {
                assertThat(expected).as("world %s: %s", i, none.getMessage()).isEmpty();
                assertTrue(each, none, i);
                refused++;
            } catch (GaveUp gaveUp) {
                throw new AssertionError("world " + i, gaveUp);
            }
        }
        assertThat(solved).isGreaterThan(worlds / 5);
        assertThat(refused).isGreaterThan(worlds / 5);
    }

    private static void assertOrderAndReasons(Case each, Solution solution, int world) {
        Set<PackageName> earlier = new HashSet<>();
        for (Candidate candidate : solution.chosen().values()) {
            Solution.Reason reason = solution.why(candidate.name());
            assertThat(reason.demand()
                            .requirement()
                            .dependency()
                            .allows(reason.chain().get(0)))
                    .as("world %s: %s", world, reason)
                    .isTrue();
            for (int i = 1; i < reason.chain().size(); i++) {
                PackageId needed = reason.chain().get(i);
                assertThat(solution.chosen()
                                .get(reason.chain().get(i - 1).name())
                                .dependencies())
                        .as("world %s: %s", world, reason)
                        .anyMatch(dependency -> dependency.allows(needed));
            }
            assertThat(reason.chain().get(reason.chain().size() - 1)).isEqualTo(candidate.id());
            for (Dependency dependency : candidate.dependencies()) {
                boolean later =
                        solution.chosen().containsKey(dependency.name()) && !earlier.contains(dependency.name());
                assertThat(!later || reaches(solution, dependency.name(), candidate.name()))
                        .as("world %s: %s comes before %s", world, candidate.id(), dependency)
                        .isTrue();
            }
            earlier.add(candidate.name());
        }
    }

    private static boolean reaches(Solution solution, PackageName from, PackageName to) {
        Set<PackageName> seen = new HashSet<>(Set.of(from));
        List<PackageName> open = new ArrayList<>(seen);
        for (int i = 0; i < open.size(); i++) {
            for (Dependency dependency : solution.chosen().get(open.get(i)).dependencies()) {
                if (solution.chosen().containsKey(dependency.name()) && seen.add(dependency.name())) {
                    open.add(dependency.name());
                }
            }
        }
        return seen.contains(to);
    }

    private static void assertTrue(Case each, NoSolution none, int world) {
        List<String> lines = none.explanation().lines().toList();
        assertThat(lines).as("world %s", world).hasSizeBetween(3, NoSolution.MAX_LINES);
        assertThat(lines).as("world %s", world).noneMatch(String::isBlank);
        assertThat(new PlainSearch(none.conflict(), each.world, each.upgraded).solution())
                .as("world %s: the conflict by itself has no solution\n%s", world, none.explanation())
                .isEmpty();
        assertThat(each.problem.demands()).containsAll(none.conflict().demands());
        for (NoSolution.Remedy remedy : none.remedies()) {
            assertThat(new PlainSearch(remedy.problem(), each.world, each.upgraded).solution())
                    .as("world %s: %s\n%s", world, remedy.advice(), none.explanation())
                    .isPresent();
        }
        lines.stream()
                .skip(1)
                .filter(line -> line.contains(" -> "))
                .forEach(line -> assertChain(each, none, line.strip(), world));
    }

    /** Each link of a chain that names one release needs the next. */
    private static void assertChain(Case each, NoSolution none, String line, int world) {
        String[] links = line.split(" -> ");
        assertThat(none.conflict().demands().stream().map(Demand::toString))
                .as("world %s: %s", world, line)
                .contains(links[0]);
        for (int i = 1; i < links.length - 1; i++) {
            String[] release = links[i].split(" ");
            if (release.length == 2 && !links[i].startsWith("(") && !links[i + 1].startsWith("(")) {
                String last = links.length - 2 == i ? links[i + 1].split(" and ")[0] : "";
                PackageName next = World.name(links[i + 1].split(" ")[0]);
                assertThat(each.world.look(World.name(release[0]), each.problem.catalogOf(World.name(release[0]))))
                        .as("world %s: %s", world, line)
                        .anyMatch(candidate -> candidate.version().equals(World.version(release[1]))
                                && candidate.dependencies().stream()
                                        .anyMatch(
                                                dependency -> dependency.name().equals(next)
                                                        && (last.isEmpty() || last.equals(dependency.toString()))));
            }
        }
    }

    /** A world and a problem in it. */
    private static final class Case {
        private final Random random;
        private final World world = new World();
        private final Set<PackageName> upgraded = new HashSet<>();
        private final List<String> names;
        private final int strictness;
        private final Problem problem;

        private Case(Random random) {
            this.random = random;
            names = NAMES.subList(0, 3 + random.nextInt(4));
            strictness = 1 + random.nextInt(3);
            int density = 1 + random.nextInt(3);
            for (String name : names) {
                fill(name, World.MAIN, density);
                if (random.nextInt(6) == 0) {
                    fill(name, "other", density);
                }
            }
            problem = problem();
        }

        private Case(Random random, List<String> names) {
            this.random = random;
            this.names = names;
            strictness = 0;
            Problem.Builder builder = Problem.builder();
            for (String name : names) {
                int releases = 2 + random.nextInt(3);
                for (int release = 1; release <= releases; release++) {
                    String[] needs = new String[random.nextInt(4)];
                    for (int i = 0; i < needs.length; i++) {
                        needs[i] = one(names) + " " + one(List.of("~=", "~=", "~=", "==", "<", ">=")) + " "
                                + (1 + random.nextInt(4));
                    }
                    world.has(name + " " + release, needs);
                }
            }
            for (String name : names.subList(0, 1 + random.nextInt(names.size()))) {
                builder.require(Requirement.parse(name), "asked for");
            }
            problem = builder.build();
        }

        private static Case tight(Random random) {
            return new Case(random, NAMES.subList(0, 5 + random.nextInt(4)));
        }

        private void fill(String name, String catalog, int density) {
            List<String> versions = new ArrayList<>(VERSIONS);
            Collections.shuffle(versions, random);
            for (String version : versions.subList(0, 1 + random.nextInt(5))) {
                List<Dependency> dependencies = new ArrayList<>();
                for (int i = random.nextInt(density + 1); i > 0; i--) {
                    dependencies.add(Dependency.parse(needed()));
                }
                if (random.nextInt(5) == 0) {
                    dependencies.add(
                            Dependency.parse("lua " + one(List.of(">= 5.1", ">= 5.3", "< 5.4", "~> 5.1", "== 5.2"))));
                }
                world.add(new Candidate(
                        new PackageId(World.name(name), World.version(version)),
                        catalog,
                        dependencies,
                        random.nextInt(10) == 0));
            }
        }

        private String needed() {
            String name = random.nextInt(40) == 0 ? "missing" : random.nextInt(20) == 0 ? "bit32" : one(names);
            StringBuilder need = new StringBuilder(name);
            for (int i = random.nextInt(strictness); i > 0; i--) {
                need.append(random.nextInt(8) == 0 ? " @" : " ")
                        .append(one(OPERATORS))
                        .append(' ')
                        .append(one(BOUNDS))
                        .append(i > 1 ? "," : "");
            }
            return need.toString();
        }

        private Problem problem() {
            Problem.Builder builder = Problem.builder();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                String prefix = random.nextInt(12) == 0 ? one(List.of("main:", "other:")) : "";
                builder.require(Requirement.parse(prefix + needed()), one(List.of("asked for", "profile bio")));
            }
            builder.provide(PackageName.LUA, version(List.of("5.1", "5.2", "5.4")));
            if (random.nextBoolean()) {
                builder.provide(World.name("bit32"), World.version("1.1-1"));
            }
            builder.alternative("Lua 5.3", Map.of(PackageName.LUA, World.version("5.3")));
            for (String name : names) {
                if (random.nextInt(10) == 0) {
                    builder.pin(World.name(name), version(BOUNDS));
                }
                if (random.nextInt(10) == 0) {
                    builder.exclude(Dependency.parse(name + " " + one(OPERATORS) + " " + one(BOUNDS)));
                }
                if (random.nextInt(3) == 0) {
                    builder.lock(World.name(name), version(VERSIONS));
                }
                if (random.nextInt(8) == 0) {
                    builder.upgrade(World.name(name));
                    upgraded.add(World.name(name));
                }
            }
            if (random.nextInt(10) == 0) {
                builder.upgradeAll();
                names.forEach(name -> upgraded.add(World.name(name)));
            }
            if (random.nextInt(10) == 0) {
                builder.preferOldest();
            }
            return builder.build();
        }

        private PackageVersion version(List<String> from) {
            return World.version(one(from));
        }

        private <T> T one(List<T> from) {
            return from.get(random.nextInt(from.size()));
        }
    }
}
