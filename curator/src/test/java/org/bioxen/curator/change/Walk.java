// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.curator.store.Step;
import org.bioxen.curator.store.Steps;

/** The states of a folder before and after a scenario, with which those after a broken scenario are compared. */
final class Walk {
    private final Scenario scenario;
    private final Path base;
    private final Map<String, String> before;
    private final Map<String, String> after;
    private final Map<String, String> storeAfter;

    private final Set<Step> steps;

    Walk(Scenario scenario, Path folder) throws IOException {
        this.scenario = scenario;
        this.base = folder.resolve("base");
        this.before = state(scenario.prepared(base));
        Path done = folder.resolve("done");
        copy(base, done);
        Set<Step> taken = ConcurrentHashMap.newKeySet();
        World world = scenario.open(done, taken::add);
        scenario.run(world);
        this.steps = EnumSet.copyOf(taken);
        this.after = state(world);
        world.environments.collectGarbage();
        this.storeAfter = World.files(done.resolve("store"));
    }

    /** The kinds of steps that the scenario takes, in the order of their kinds. */
    Set<Step> steps() {
        return steps;
    }

    /** A folder as it is before the scenario. */
    Path fresh(Path root) throws IOException {
        copy(base, root);
        return root;
    }

    /** Checks that the environment is wholly old or wholly new, and that the same command then completes. */
    void check(Path root, String where) throws IOException {
        World world = scenario.open(root, Steps.NONE);
        Map<String, String> found = state(world);
        assertThat(found).as("after %s was broken off at %s", scenario, where).isIn(before, after);
        if (scenario.canRunTwice() || !found.equals(after)) {
            scenario.run(world);
        }
        assertThat(state(world)).as("%s again after %s", scenario, where).isEqualTo(after);
        world.environments.collectGarbage();
        assertThat(world.leftovers())
                .as("what %s leaves when broken off at %s", scenario, where)
                .isEmpty();
        assertThat(World.files(root.resolve("store"))).isEqualTo(storeAfter);
        for (EnvironmentInfo one : world.environments.list()) {
            assertThat(world.environments.health(one.name()).problems())
                    .filteredOn(problem -> problem.repairable())
                    .isEmpty();
        }
    }

    private static Map<String, String> state(World world) throws IOException {
        Map<String, String> state = new TreeMap<>();
        for (EnvironmentInfo one : world.environments.list()) {
            state.put(one.name(), one.luaVersion());
            world.present(one.name()).forEach((path, digest) -> state.put(one.name() + "/" + path, digest));
        }
        return state;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    /** Which step it was, if the scenario has so many. */
    @FunctionalInterface
    interface Break {
        Optional<?> at(int step, Path root) throws IOException, InterruptedException;
    }

    /** Breaks the scenario off at its first step, its second, and so on, and checks each time; says how many steps there were. */
    int all(Path folder, Break broken) throws IOException, InterruptedException {
        for (int step = 1; ; step++) {
            Path root = fresh(folder.resolve("step" + step));
            Optional<?> where = broken.at(step, root);
            check(root, step + " " + where.map(Object::toString).orElse("(the end)"));
            if (where.isEmpty()) {
                return step - 1;
            }
        }
    }
}
