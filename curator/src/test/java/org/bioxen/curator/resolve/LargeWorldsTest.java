// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bioxen.api.curator.PackageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Worlds that are large, deep, wide or hard. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LargeWorldsTest {
    /** Packages {@code p0} to {@code pN}, ten releases each, that need some of those with higher numbers, mostly in any newer release. */
    static World catalog(int packages, int relatives, long seed) {
        Random random = new Random(seed);
        World world = new World();
        for (int i = 0; i < packages; i++) {
            for (int release = 0; release < 10; release++) {
                List<String> needs = new ArrayList<>();
                for (int n = 1 + random.nextInt(3); n > 0 && i + 1 < packages; n--) {
                    int other = Math.min(packages - 1, i + 1 + random.nextInt(relatives));
                    int from = Math.min(release, random.nextInt(10));
                    needs.add(
                            random.nextInt(4) == 0
                                    ? "p" + other + " >= 1." + from + ", < 1." + (from + 1 + random.nextInt(10))
                                    : "p" + other + " >= 1." + from);
                }
                world.has("p" + i + " 1." + release + "-1", needs.toArray(String[]::new));
            }
        }
        return world;
    }

    @Test
    void onlyWhatIsRelevantIsLookedUp() throws Unresolved {
        World world = catalog(2_000, 30, 5);

        Solution few = new Resolver().resolve(World.wanting("p1990").build(), world);
        int fewLookedUp = world.lookedUp().size();
        Solution many = new Resolver().resolve(World.wanting("p1700", "p1800").build(), world);
        int manyLookedUp = world.lookedUp().size();

        assertThat(few.chosen()).hasSizeBetween(2, 50);
        assertThat(fewLookedUp).isLessThanOrEqualTo(50);
        assertThat(many.chosen()).hasSizeGreaterThan(100);
        assertThat(manyLookedUp).isLessThanOrEqualTo(1000);
    }

    @Test
    void aChainOfTenThousandIsFollowed() {
        World world = new World();
        for (int i = 0; i < 10_000; i++) {
            world.has("p" + i + " 1.0", "p" + (i + 1));
            world.has("p" + i + " 0.9", "p" + (i + 1));
        }
        world.has("p10000 1.0");

        List<String> chosen = world.resolve(World.wanting("p0"));

        assertThat(chosen).hasSize(10_001).startsWith("p10000 1.0").endsWith("p0 1.0");
    }

    @Test
    void aChainOfTenThousandThatEndsNowhereIsExplainedShortly() {
        World world = new World();
        for (int i = 0; i < 10_000; i++) {
            world.has("p" + i + " 1.0", "p" + (i + 1));
        }

        assertThat(world.refuse(World.wanting("p0")).explanation().lines())
                .containsExactly(
                        "p0 (asked for) cannot be had:",
                        "  p0 (asked for) -> p0 1.0 -> p1 1.0 -> p2 1.0 -> (9995 more) -> p9998 1.0 -> p9999 1.0 -> p10000",
                        "  no catalog has p10000",
                        "try to add a catalog that has p10000");
    }

    @Test
    void aCircleOfThousandsIsClosed() {
        World world = new World();
        for (int i = 0; i < 5_000; i++) {
            world.has("p" + i + " 1.0", "p" + (i + 1) % 5_000);
        }

        assertThat(world.resolve(World.wanting("p0"))).hasSize(5_000).endsWith("p0 1.0");
    }

    @Test
    void aPackageThatNeedsThousandsIsResolved() {
        World world = new World();
        String[] needs = new String[5_000];
        for (int i = 0; i < needs.length; i++) {
            needs[i] = "p" + i + " >= 1.0";
            world.has("p" + i + " 1.0", "common < 2").has("p" + i + " 1.1", "common >= 1");
        }
        world.has("all 1.0", needs).has("common 1.5").has("common 2.0");

        assertThat(world.resolve(World.wanting("all"))).hasSize(5_002).contains("common 2.0", "p77 1.1");
    }

    @Test
    void whatFollowsFromEarlyDecisionsIsNotLostByGoingBack() throws Unresolved {
        World world = new World()
                .has("x 1")
                .has("x 2")
                .has("x 3")
                .has("late 1", "x < 3")
                .has("late 2", "x < 3")
                .has("y 1");
        String[] needs = new String[2_000];
        for (int i = 0; i < needs.length; i++) {
            needs[i] = "a" + i + " < 2";
            world.has("a" + i + " 1", "b" + i + " < 2").has("a" + i + " 2");
            world.has("b" + i + " 1").has("b" + i + " 2");
        }
        world.has("y 2", needs).has("c 1", "d").has("d 1", "e").has("e 1", "late");

        // The releases of a are settled by y, but what they need is seen only after x was decided, which turns out
        // wrong.
        Solution solution = new Resolver(300_000, () -> false)
                .resolve(World.wanting("y", "x", "c").build(), world);

        assertThat(solution.chosen()).hasSize(4_006);
    }

    @Test
    void aThousandReleasesThatAllLackTheSameAreLeftBehind() throws Unresolved {
        World world = new World();
        for (int i = 0; i < 1_500; i++) {
            world.has("a 1." + i, "b >= 1." + i);
            world.has("b 1." + i, "c == 2." + i);
        }
        world.has("a 0.1").has("c 1.0");

        Solution solution = new Resolver().resolve(World.wanting("a").build(), world);

        assertThat(solution.chosen().get(World.name("a")).version()).isEqualTo(World.version("0.1"));
    }

    @Test
    void morePackagesThanPlacesAreFoundNotToFit() {
        NoSolution none = places(7, 6).refuse(pigeons(7));

        assertThat(none.conflict().demands()).hasSize(7);
        assertThat(none.explanation().lines()).hasSize(NoSolution.MAX_LINES);
        assertThat(none.remedies()).isNotEmpty();
    }

    @Test
    void aHostileWorldEndsTheResolutionAfterItsSteps() {
        Problem problem = pigeons(31).build();

        assertThatThrownBy(() -> new Resolver(1_000_000, () -> false).resolve(problem, places(31, 30)))
                .isInstanceOf(GaveUp.class)
                .hasMessage(
                        "gave up resolving pigeon0 (asked for), pigeon1 (asked for), pigeon2 (asked for), pigeon3 (asked for)"
                                + " and 27 more after 1000000 steps; ask for fewer packages at once, or for versions of them");
    }

    @Test
    void aResolutionThatIsCancelledStops() {
        Problem problem = pigeons(31).build();
        AtomicInteger looks = new AtomicInteger();

        assertThatThrownBy(() -> new Resolver(Resolver.DEFAULT_STEPS, () -> looks.incrementAndGet() > 30)
                        .resolve(problem, places(31, 30)))
                .isInstanceOfSatisfying(
                        GaveUp.class, gaveUp -> assertThat(gaveUp.steps()).isBetween(30_000L, 100_000L))
                .hasMessageContaining(" and 27 more was stopped after ");
    }

    /** Each of the pigeons wants one of the places for itself. */
    private static World places(int pigeons, int places) {
        World world = new World();
        for (int place = 0; place < places; place++) {
            for (int pigeon = 0; pigeon < pigeons; pigeon++) {
                world.has("pigeon" + pigeon + " 1." + place, "place" + place + " == " + (pigeon + 1));
                world.has("place" + place + " " + (pigeon + 1));
            }
        }
        return world;
    }

    private static Problem.Builder pigeons(int pigeons) {
        return World.wanting(
                IntStream.range(0, pigeons).mapToObj(i -> "pigeon" + i).toArray(String[]::new));
    }

    /** Prints how much processor time it takes to resolve in a catalog of ten thousand packages with ten releases each. */
    public static void main(String[] arguments) throws Unresolved {
        World world = catalog(10_000, 30, 5);
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        for (String root : new String[] {"p9990", "p9950", "p9900", "p9800", "p9500", "p9000", "p5000", "p0"}) {
            PackageName name = World.name(root);
            List<Long> times = new ArrayList<>();
            int size = 0;
            int lookedUp = 0;
            for (int i = 0; i < 9; i++) {
                world.lookedUp();
                long start = clock.getCurrentThreadCpuTime();
                size = new Resolver(5_000_000_000L, () -> false)
                        .resolve(World.wanting(root).build(), world)
                        .chosen()
                        .size();
                times.add((clock.getCurrentThreadCpuTime() - start) / 1000);
                lookedUp = world.lookedUp().size();
            }
            long first = times.get(0);
            times.sort(null);
            System.out.printf(
                    "%s: %d chosen of %d looked up; first %d us, median %d us%n",
                    name, size, lookedUp, first, times.get(times.size() / 2));
        }
    }
}
