// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.curator.environment.CuratorFolders;
import org.bioxen.curator.environment.Opener;
import org.bioxen.curator.store.Step;
import org.bioxen.curator.store.Steps;
import org.bioxen.spi.environment.OpenEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever ends a change in the middle, the environment is wholly old or wholly new, and the same command completes. */
class CrashTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"INSTALL", "UPDATE", "REMOVE", "ROLLBACK", "COLLECT"})
    void killedAtEachKindOfStep(Scenario scenario) throws Exception {
        Walk walk = new Walk(scenario, folder);
        Set<Step> walked = ConcurrentHashMap.newKeySet();
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (Step step : walk.steps()) {
                all.add(two.submit(() -> {
                    Path root = walk.fresh(folder.resolve(step.name()));
                    CrashingProcess.killedAt(scenario, root, step.name()).ifPresent(walked::add);
                    walk.check(root, step.name());
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            two.shutdownNow();
        }

        assertThat(walked).containsExactlyInAnyOrderElementsOf(walk.steps()).hasSizeGreaterThan(3);
    }

    /** The long form: every step, not only every kind of step. Minutes. */
    @ParameterizedTest
    @EnumSource(Scenario.class)
    @EnabledIfSystemProperty(named = "bioxen.crash.all", matches = "true")
    void killedAtEachStep(Scenario scenario) throws IOException, InterruptedException {
        int steps = new Walk(scenario, folder)
                .all(folder, (step, root) -> CrashingProcess.killedAt(scenario, root, Integer.toString(step)));

        assertThat(steps).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void theDiskFailsAtEachStep(Scenario scenario) throws IOException, InterruptedException {
        List<Step> walked = new ArrayList<>();
        new Walk(scenario, folder).all(folder, (step, root) -> {
            Optional<Step> failed = failingAt(step, scenario, root);
            failed.ifPresent(walked::add);
            return failed;
        });

        assertThat(walked).isNotEmpty().doesNotContainNull();
    }

    private static Optional<Step> failingAt(int fatal, Scenario scenario, Path root) {
        AtomicInteger reached = new AtomicInteger();
        Step[] failed = {null};
        World world = scenario.open(root, step -> {
            if (reached.incrementAndGet() == fatal) {
                failed[0] = step;
                throw new IOException("No space left on device");
            }
        });
        try {
            scenario.run(world);
        } catch (CuratorException full) {
            assertThat(full).hasMessageContaining("the disk is full; free some space");
            assertThat(full.getMessage()).doesNotContain("\n");
        }
        return Optional.ofNullable(failed[0]);
    }

    @Test
    void whatAProcessHasOpenStaysUntilItDies() throws IOException, InterruptedException {
        World world = Scenario.INSTALL.prepared(folder);
        world.install("bio", "json < 2");
        Process process = new ProcessBuilder(CrashingProcess.java(OpeningProcess.class, folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("generation 1");
            world.install("bio", "json >= 2");
            World strict = Scenario.COLLECT.open(folder, Steps.NONE);
            strict.environments.collectGarbage();
            assertThat(world.environments.generations("bio")).hasSize(2);

            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            strict.environments.collectGarbage();
            assertThat(world.environments.generations("bio")).hasSize(1);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A process that opens an environment and is killed with it. */
    static final class OpeningProcess {
        private OpeningProcess() {}

        /** Opens the environment {@code bio} in a folder. */
        public static void main(String[] args) throws IOException {
            OpenEnvironment open = new Opener(new CuratorFolders(Path.of(args[0]))).open("bio");
            System.out.println("generation " + open.generation());
            System.in.read();
        }
    }
}
