// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bioxen.curator.resolve.World.name;
import static org.bioxen.curator.resolve.World.version;
import static org.bioxen.curator.resolve.World.wanting;

import java.util.NoSuchElementException;
import java.util.Set;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.Requirement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ResolverTest {
    @Test
    void nothingWantedIsNothingChosen() {
        assertThat(new World().has("a 1.0").resolve(wanting())).isEmpty();
    }

    @Test
    void theNewestReleasesThatGoTogetherAreChosenDependenciesFirst() {
        World world = new World()
                .has("a 1.0", "json >= 1")
                .has("a 1.2", "json >= 2", "csv")
                .has("csv 0.9", "json < 3")
                .has("json 1.0")
                .has("json 2.1")
                .has("json 3.0");

        assertThat(world.resolve(wanting("a"))).containsExactly("json 2.1", "csv 0.9", "a 1.2");
    }

    @Test
    void whatIsWantedFirstHasItsNewestReleaseFirst() {
        World world = new World()
                .has("a 1", "c < 2")
                .has("a 2", "c >= 2")
                .has("b 1", "c >= 2")
                .has("b 2", "c < 2")
                .has("c 1")
                .has("c 2");

        assertThat(world.resolve(wanting("a", "b"))).containsExactlyInAnyOrder("a 2", "b 1", "c 2");
        assertThat(world.resolve(wanting("b", "a"))).containsExactlyInAnyOrder("a 1", "b 2", "c 1");
    }

    @Test
    void severalRequirementsOnOnePackageAreAllMet() {
        World world = new World().has("a 1").has("a 2").has("a 3").has("a 4");

        assertThat(world.resolve(wanting("a >= 2", "a ~= 3", "a < 4"))).containsExactly("a 2");
    }

    @Test
    void aChoiceIsTakenBackWhereItsConsequencesDoNotFit() {
        World world = new World()
                .has("a 2", "b")
                .has("a 1")
                .has("b 1", "c >= 2")
                .has("c 1")
                .has("c 2", "a < 2");

        assertThat(world.resolve(wanting("a"))).containsExactly("a 1");
    }

    @Test
    void packagesThatNeedEachOtherAreInstalledTogether() {
        World world = new World().has("a 1", "b").has("b 1", "c").has("c 1", "a >= 1");

        assertThat(world.resolve(wanting("a"))).containsExactly("c 1", "b 1", "a 1");
        assertThat(world.resolve(wanting("b"))).containsExactly("a 1", "c 1", "b 1");
    }

    @Test
    void aReleaseMayNeedItsOwnPackage() {
        World world = new World().has("a 1", "a < 2").has("a 2", "a < 2");

        assertThat(world.resolve(wanting("a"))).containsExactly("a 1");
    }

    @Test
    void aReleaseThatNeedsWhatNobodyHasIsLeftBehind() {
        World world = new World().has("a 2", "missing").has("a 1");

        assertThat(world.resolve(wanting("a"))).containsExactly("a 1");
    }

    @Test
    void oddVersionsAreTakenExactlyAsConstraintsSay() {
        World world = new World().has("a 1.0-1").has("a 1.0-2").has("a 1.0.0-1").has("a 1.1-1");

        assertThat(world.resolve(wanting("a == 1.0"))).containsExactly("a 1.0-2");
        assertThat(world.resolve(wanting("a <= 1.0", "a ~= 1.0"))).containsExactly("a 1.0.0-1");
        assertThat(world.resolve(wanting("a ~> 1.0-1"))).containsExactly("a 1.0.0-1");
        assertThat(world.resolve(wanting("a == 1.0-1"))).containsExactly("a 1.0-1");
    }

    @Test
    void aNameIsLookedUpOnlyWhereSomethingConsideredNeedsIt() {
        World world = new World()
                .has("a 1", "old")
                .has("a 2", "b")
                .has("b 1")
                .has("old 1")
                .has("unrelated 1");

        assertThat(world.resolve(wanting("a"))).containsExactly("b 1", "a 2");
        assertThat(world.lookedUp()).isEqualTo(Set.of("a", "b"));
    }

    @Test
    void whatTheUniverseThrowsReachesTheCaller() {
        IllegalStateException gone = new IllegalStateException("catalog gone");
        Universe universe = (name, catalog) -> {
            throw gone;
        };

        assertThatThrownBy(() -> new Resolver().resolve(wanting("a").build(), universe))
                .isSameAs(gone);
    }

    @Test
    void theOldestReleasesAreChosenWherePreferred() {
        World world = new World()
                .has("a 1", "b >= 1")
                .has("a 2", "b")
                .has("b 0.9")
                .has("b 1")
                .has("b 2");

        assertThat(world.resolve(wanting("a").preferOldest())).containsExactly("b 1", "a 1");
    }

    @Test
    void theSolutionSaysWhyEachPackageIsIn() throws Unresolved {
        World world =
                new World().has("a 1", "b").has("b 1", "c >= 1").has("c 1").has("d 1", "c");
        Problem problem =
                Problem.builder().require(Requirement.parse("a"), "asked for").build();

        Solution solution = new Resolver().resolve(problem, world);

        assertThat(solution.why(name("c"))).hasToString("a (asked for) -> a 1 -> b 1 -> c 1");
        assertThat(solution.why(name("a"))).hasToString("a (asked for) -> a 1");
        assertThatThrownBy(() -> solution.why(name("d")))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("d is not part of the solution");
    }

    @Nested
    class Locked {
        private final World world = new World()
                .has("a 1", "b")
                .has("a 2", "b")
                .has("b 1")
                .has("b 2")
                .has("b 3");

        private Problem.Builder locked(String... requirements) {
            return wanting(requirements).lock(name("a"), version("1")).lock(name("b"), version("2"));
        }

        @Test
        void whatIsLockedIsPreferred() {
            assertThat(world.resolve(locked("a"))).containsExactly("b 2", "a 1");
        }

        @Test
        void whatIsLockedGivesWayToARequirement() {
            assertThat(world.resolve(locked("a", "b > 2"))).containsExactly("b 3", "a 1");
        }

        @Test
        void onlyWhatIsNamedIsUpgraded() {
            assertThat(world.resolve(locked("a").upgrade(name("b")))).containsExactly("b 3", "a 1");
            assertThat(world.resolve(locked("a").upgradeAll())).containsExactly("b 3", "a 2");
        }

        @Test
        void aRequirementThatAsksForNoUpgradeKeepsWhatSatisfiesIt() {
            assertThat(world.resolve(locked("a", "b @>= 2").upgradeAll())).containsExactly("b 2", "a 2");
            assertThat(world.resolve(locked("a", "b @>= 3").upgradeAll())).containsExactly("b 3", "a 2");
        }

        @Test
        void aLockOnWhatIsNotThereAnyMoreIsPassedOver() {
            assertThat(world.resolve(wanting("b").lock(name("b"), version("2.5"))))
                    .containsExactly("b 3");
        }

        @Test
        void aLockInstallsNothing() {
            assertThat(world.resolve(locked("b"))).containsExactly("b 2");
        }
    }

    @Nested
    class PreReleases {
        private final World world = new World()
                .has("a 1.0")
                .has("a 2.0")
                .has("a 3.0rc1")
                .has("a scm-1")
                .has("b 1.0", "a >= 3.0rc1")
                .has("c 1.0", "a >= 3.0alpha");

        @Test
        void aReleaseIsPreferred() {
            assertThat(world.resolve(wanting("a"))).containsExactly("a 2.0");
        }

        @Test
        void theyAreTakenWhereNothingElseFits() {
            assertThat(world.resolve(wanting("a > 2.0"))).containsExactly("a scm-1");
            assertThat(world.resolve(wanting("a > 2.0, < 3.0"))).containsExactly("a 3.0rc1");
        }

        @Test
        void theyAreTakenWhereSomethingNamesThem() {
            assertThat(world.resolve(wanting("a >= 1.0beta1"))).containsExactly("a scm-1");
            assertThat(world.resolve(wanting("b").exclude(Dependency.parse("a == scm"))))
                    .containsExactly("a 3.0rc1", "b 1.0");
        }

        @Test
        void theyAreTakenWhereOneIsInstalled() {
            assertThat(world.resolve(wanting("a").lock(name("a"), version("2.5rc1"))))
                    .containsExactly("a scm-1");
        }
    }

    @Nested
    class RuledOut {
        private final World world = new World()
                .has("a 1.0-1", "b")
                .has("a 2.0-1", "b")
                .hasYanked("a 3.0-1", "b")
                .has("b 1")
                .has("b 2");

        @Test
        void aPinAllowsOnlyItsVersion() {
            assertThat(world.resolve(wanting("a").pin(name("b"), version("1")))).containsExactly("b 1", "a 2.0-1");
            assertThat(world.resolve(wanting("a").pin(name("a"), version("1.0"))))
                    .containsExactly("b 2", "a 1.0-1");
        }

        @Test
        void aPinInstallsNothing() {
            assertThat(world.resolve(wanting("b").pin(name("a"), version("1.0"))))
                    .containsExactly("b 2");
        }

        @Test
        void whatIsExcludedIsNotChosen() {
            assertThat(world.resolve(
                            wanting("a").exclude(Dependency.parse("b >= 2")).exclude(Dependency.parse("c"))))
                    .containsExactly("b 1", "a 2.0-1");
        }

        @Test
        void whatWasWithdrawnIsChosenOnlyWhereItIsLockedOrPinned() {
            assertThat(world.resolve(wanting("a"))).containsExactly("b 2", "a 2.0-1");
            assertThat(world.resolve(wanting("a").pin(name("a"), version("3.0"))))
                    .containsExactly("b 2", "a 3.0-1");
            assertThat(world.resolve(wanting("a").lock(name("a"), version("3.0-1"))))
                    .containsExactly("b 2", "a 3.0-1");
            assertThat(world.resolve(
                            wanting("a").lock(name("a"), version("3.0-1")).upgradeAll()))
                    .containsExactly("b 2", "a 2.0-1");
        }
    }

    @Nested
    class Provided {
        private final World world = new World()
                .has("a 1", "lua >= 5.1, < 5.3")
                .has("a 2", "lua >= 5.3")
                .has("b 1", "bit32 >= 1")
                .has("bit32 5.3-1");

        @Test
        void theReleaseForTheLuaVersionIsChosen() {
            assertThat(world.resolve(wanting("a").provide(PackageName.LUA, version("5.1"))))
                    .containsExactly("a 1");
            assertThat(world.resolve(wanting("a").provide(PackageName.LUA, version("5.4"))))
                    .containsExactly("a 2");
        }

        @Test
        void whatComesWithTheEngineIsNotInstalled() {
            assertThat(world.resolve(wanting("b").provide(name("bit32"), version("5.2-1"))))
                    .containsExactly("b 1");
            assertThat(world.lookedUp()).isEqualTo(Set.of("b"));
            assertThat(world.resolve(wanting("b"))).containsExactly("bit32 5.3-1", "b 1");
        }

        @Test
        void whatIsProvidedMayBeRequired() {
            assertThat(world.resolve(wanting("lua >= 5.1", "a").provide(PackageName.LUA, version("5.2"))))
                    .containsExactly("a 1");
        }
    }

    @Nested
    class Catalogs {
        private final World world = new World()
                .catalogHas("first", "a 1")
                .catalogHas("second", "a 2")
                .catalogHas("second", "b 1", "a");

        @Test
        void theFirstCatalogOwnsAName() {
            assertThat(world.resolve(wanting("b"))).containsExactly("a 1", "b 1");
        }

        @Test
        void aRequirementBindsItsPackageToACatalogWhoeverNeedsIt() {
            assertThat(world.resolve(wanting("b", "a", "second:a"))).containsExactly("a 2", "b 1");
        }
    }
}
