// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.curator.resolve.World.name;
import static org.bioxen.curator.resolve.World.version;
import static org.bioxen.curator.resolve.World.wanting;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.Requirement;
import org.bioxen.curator.resolve.NoSolution.Remedy;
import org.junit.jupiter.api.Test;

class NoSolutionTest {
    private static List<String> explained(World world, Problem.Builder problem) {
        return world.refuse(problem).explanation().lines().toList();
    }

    @Test
    void theChainsOnBothSidesAreNamedAndNothingElse() {
        World world = new World()
                .has("a 1.0", "json >= 2")
                .has("a 1.1", "json >= 2")
                .has("a 1.2", "json >= 2.1")
                .has("c 1.1", "middle")
                .has("middle 0.3", "json < 2")
                .has("json 1.0")
                .has("json 2.0")
                .has("json 2.1")
                .has("other 1.0");
        Problem.Builder problem = Problem.builder()
                .require(Requirement.parse("other"), "profile bio")
                .require(Requirement.parse("c"), "installed on request")
                .require(Requirement.parse("a >= 1"), "asked for");

        assertThat(explained(world, problem))
                .containsExactly(
                        "these cannot be had together: c (installed on request), a >= 1 (asked for)",
                        "  c (installed on request) -> c 1.1 -> middle 0.3 -> json < 2",
                        "  a >= 1 (asked for) -> a 1.2 -> json >= 2.1",
                        "  a >= 1 (asked for) -> a 1.0, 1.1 -> json >= 2",
                        "what helps: leave out a >= 1; or leave out c");
    }

    @Test
    void eachReleaseThatFailsForAReasonOfItsOwnIsTold() {
        World world = new World()
                .has("a 1.0", "json < 2")
                .has("a 1.1", "lib >= 3")
                .has("json 2.0")
                .has("lib 2.0");

        assertThat(explained(world, wanting("a", "json")))
                .containsExactly(
                        "a (asked for) cannot be had:",
                        "  a (asked for) -> a 1.0 -> json < 2",
                        "  a (asked for) -> a 1.1 -> lib >= 3",
                        "  of json there is only 2.0",
                        "  of lib there is only 2.0",
                        "what helps: leave out a");
    }

    @Test
    void aPackageThatNobodyHasIsNamedWithThoseWrittenLikeIt() {
        World world = new World().has("a 1.0", "jsn >= 1").writtenLike("jsn", "json", "jsx");

        assertThat(explained(world, wanting("a")))
                .containsExactly(
                        "a (asked for) cannot be had:",
                        "  a (asked for) -> a 1.0 -> jsn >= 1",
                        "  no catalog has jsn; is it json, jsx?",
                        "try to add a catalog that has jsn");
    }

    @Test
    void aPackageWithoutAReleaseThatCanBeInstalledIsNotSaidToBeMissing() throws GaveUp {
        Universe universe = (name, catalog) -> Optional.of(List.of());

        try {
            new Resolver().resolve(wanting("a").build(), universe);
            throw new AssertionError("there is no solution");
        } catch (NoSolution none) {
            assertThat(none.lines())
                    .contains("  there is a, but no release of it that can be installed here")
                    .noneMatch(line -> line.contains("catalog has"));
        }
    }

    @Test
    void aRequirementThatNoReleaseMeetsNamesTheReleasesThereAre() {
        World world = new World().has("a 1.0").has("a 1.1").has("a 1.2").has("b 1.0");

        assertThat(explained(world, wanting("b", "a >= 2")))
                .containsExactly(
                        "a >= 2 (asked for) cannot be had:",
                        "  a >= 2 (asked for)",
                        "  of a there is only 1.0 to 1.2",
                        "what helps: take a 1.2 instead of a >= 2; or leave out a >= 2");
    }

    @Test
    void theLuaVersionIsNamedAndAnotherThatFits() {
        World world = new World().has("a 1.0", "lua >= 5.3").has("a 0.9", "lua >= 5.2, < 5.3");
        Problem.Builder problem = wanting("a")
                .provide(PackageName.LUA, version("5.1"))
                .alternative("an environment for Lua 5.4", Map.of(PackageName.LUA, version("5.4")));

        NoSolution none = world.refuse(problem);

        assertThat(none.explanation().lines())
                .containsExactly(
                        "a (asked for) cannot be had:",
                        "  a (asked for) -> a 1.0 -> lua >= 5.3",
                        "  a (asked for) -> a 0.9 -> lua >= 5.2, < 5.3",
                        "  this environment is for Lua 5.1",
                        "what helps: an environment for Lua 5.4");
        assertThat(none.remedies()).singleElement().satisfies(remedy -> assertThat(
                        remedy.problem().provided())
                .containsEntry(PackageName.LUA, version("5.4")));
    }

    @Test
    void whatComesWithTheEngineIsNamed() {
        World world = new World().has("a 1.0", "bit32 >= 6").has("bit32 6.0");

        assertThat(explained(world, wanting("a").provide(name("bit32"), version("5.2"))))
                .contains("  this environment comes with bit32 5.2");
    }

    @Test
    void aPinAnExclusionAndAWithdrawalAreNamed() {
        World world = new World()
                .has("a 1.0", "json >= 2")
                .has("json 1.0")
                .has("json 2.0")
                .hasYanked("json 3.0");

        assertThat(explained(world, wanting("a").pin(name("json"), version("1.0"))))
                .containsExactly(
                        "a (asked for) cannot be had:",
                        "  a (asked for) -> a 1.0 -> json >= 2",
                        "  json is pinned to 1.0",
                        "what helps: unpin json");
        assertThat(explained(world, wanting("a").exclude(Dependency.parse("json == 2.0"))))
                .containsExactly(
                        "a (asked for) cannot be had:",
                        "  a (asked for) -> a 1.0 -> json >= 2",
                        "  json == 2.0 is excluded",
                        "  json 3.0 was withdrawn; --allow-yanked takes it all the same",
                        "what helps: no longer exclude json == 2.0");
    }

    @Test
    void catalogsThatContradictEachOtherAreNamed() {
        World world = new World().catalogHas("first", "a 1").catalogHas("second", "a 2");

        assertThat(explained(world, wanting("first:a", "second:a")))
                .containsExactly(
                        "these cannot be had together: first:a (asked for), second:a (asked for)",
                        "  first:a (asked for)",
                        "  second:a (asked for)",
                        "  a package comes from one catalog",
                        "what helps: take a from another catalog than second; or leave out second:a; or take a from another"
                                + " catalog than first; or leave out first:a");
    }

    @Test
    void aCatalogThatDoesNotHaveThePackageIsNamedAndAnotherThatHelps() {
        World world = new World().catalogHas("first", "a 1").catalogHas("second", "b 1");

        assertThat(explained(world, wanting("second:a", "b")))
                .containsExactly(
                        "second:a (asked for) cannot be had:",
                        "  second:a (asked for)",
                        "  catalog second has no a",
                        "what helps: take a from another catalog than second; or leave out second:a");
    }

    @Test
    void aConflictIsTakenDownToWhatItNeeds() {
        World world = new World()
                .has("a 1", "x < 2")
                .has("b 1", "x >= 2")
                .has("c 1", "x >= 2", "y")
                .has("x 1")
                .has("x 2")
                .has("y 1");
        Problem.Builder problem =
                wanting("c", "a", "b").pin(name("y"), version("1")).exclude(Dependency.parse("x == 3"));

        Problem conflict = world.refuse(problem).conflict();

        assertThat(conflict.demands())
                .hasSize(2)
                .contains(problem.build().demands().get(1));
        assertThat(conflict.pins()).isEmpty();
        assertThat(conflict.excludes()).isEmpty();
    }

    @Test
    void whereNoSingleChangeHelpsThatIsSaid() {
        World world = new World()
                .has("a 1", "x < 2")
                .has("b 1", "x >= 2")
                .has("c 1", "y < 2")
                .has("d 1", "y >= 2")
                .has("x 1")
                .has("x 2")
                .has("y 1")
                .has("y 2");

        NoSolution none = world.refuse(wanting("a", "b", "c", "d"));

        assertThat(none.remedies()).isEmpty();
        assertThat(none.explanation())
                .endsWith(
                        "no single change to these helps; change two of them, or add a catalog that has other releases");
    }

    @Test
    void whereOnlyOneThingIsAskedForNobodyIsToldToChangeTwo() {
        World world = new World().has("a 1", "b >= 2").has("b 1");

        assertThat(explained(world, wanting("a"))).endsWith("try to add a catalog that has other releases");
    }

    @Test
    void aUniverseThatFailsOnlyWhereNobodyAskedDoesNotHideTheAnswer() {
        World world = new World().has("a 1", "x < 2").has("a 2", "beyond").has("x 2");
        IllegalStateException gone = new IllegalStateException("catalog gone");
        Universe failing = new Universe() {
            @Override
            public Optional<List<Candidate>> releases(PackageName name, Optional<String> catalog) {
                if (name.equals(name("beyond"))) {
                    throw gone;
                }
                return world.releases(name, catalog);
            }
        };

        try {
            new Resolver().resolve(wanting("x", "a < 2").build(), failing);
            throw new AssertionError("there is no solution");
        } catch (NoSolution none) {
            assertThat(none.explanation()).contains("a < 2 (asked for) -> a 1 -> x < 2");
            assertThat(none).hasSuppressedException(gone);
        } catch (GaveUp gaveUp) {
            throw new AssertionError(gaveUp);
        }
    }

    @Test
    void releasesThatEachWriteTheirNeedDifferentlyAreToldInOne() {
        World world = new World().has("x 0.5");
        for (int i = 0; i < 9; i++) {
            world.has("a 1." + i, "x >= 1." + i);
        }

        assertThat(explained(world, wanting("a"))).contains("  a (asked for) -> a 1.0 to 1.8 -> x >= 1.8 or narrower");
    }

    @Test
    void longExplanationsSayHowMuchTheyLeaveOut() {
        World world = new World().has("x 1");
        for (int i = 0; i < 30; i++) {
            world.has("a 1." + i, "b" + i + " >= 2");
            world.has("b" + i + " 1");
        }

        List<String> lines = explained(world, wanting("a"));

        assertThat(lines).hasSize(NoSolution.MAX_LINES);
        assertThat(lines.get(8)).isEqualTo("  and 53 more of this kind");
    }

    @Test
    void aRemedyCanBeCarriedOut() throws Unresolved {
        World world = new World().has("a 1", "x < 2").has("x 1").has("x 2");
        List<Remedy> remedies = world.refuse(wanting("a", "x >= 2")).remedies();

        assertThat(remedies).extracting(Remedy::advice).contains("take x 1 instead of x >= 2");
        for (Remedy remedy : remedies) {
            world.lookedUp();
            assertThat(new Resolver().resolve(remedy.problem(), world).chosen()).isNotEmpty();
        }
    }
}
