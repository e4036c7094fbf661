// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.curator.store.Steps;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads and processes that change one environment at once all succeed, and the result is that of one after the other. */
class ConcurrencyTest {
    private static final int MANY = 8;
    private static final ChangeOptions PATIENT =
            ChangeOptions.builder().lockTimeout(Duration.ofMinutes(2)).build();

    private static Map<String, String> serial;

    @TempDir
    Path folder;

    private static World world(Path root) {
        Market market = new Market();
        for (int i = 0; i < MANY; i++) {
            market.offer(
                    "main",
                    Package.of("pk" + i, "1.0-1")
                            .needs("base" + i / 2, "common")
                            .file("bin/pk" + i, "#!lua\n"));
            market.offer("main", Package.of("base" + i, "1.0-1").needs("common"));
        }
        market.offer("main", Package.of("common", "1.0-1"));
        return new World(root, market, new Settings(100, 2, Duration.ofMinutes(2)), Steps.NONE);
    }

    /** What the worker with that number installs: a package that others install too, and one of its own. */
    private static void work(World world, int number) {
        world.install("bio", PATIENT, "pk" + number, "pk" + (number + 1) % MANY);
    }

    @BeforeAll
    static void oneAfterTheOther(@TempDir Path elsewhere) throws IOException {
        World world = world(elsewhere);
        world.environments.create("bio", "5.4");
        for (int i = 0; i < MANY; i++) {
            work(world, i);
        }
        serial = world.present("bio");
    }

    @Test
    void eightThreads() throws Exception {
        World world = world(folder.resolve("threads"));
        world.environments.create("bio", "5.4");
        CyclicBarrier together = new CyclicBarrier(MANY);
        ExecutorService pool = Executors.newFixedThreadPool(MANY);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                int number = i;
                all.add(pool.submit(() -> {
                    together.await();
                    work(number % 2 == 0 ? world : world(folder.resolve("threads")), number);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(world.present("bio")).isEqualTo(serial);
        assertThat(world.leftovers()).isEmpty();
        assertThat(world.environments.health("bio").problems()).isEmpty();
    }

    @Test
    void eightProcesses() throws Exception {
        World world = world(folder.resolve("processes"));
        world.environments.create("bio", "5.4");
        List<Process> all = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                all.add(new ProcessBuilder(CrashingProcess.java(
                                ConcurrencyTest.class,
                                folder.resolve("processes").toString(),
                                Integer.toString(i)))
                        .inheritIO()
                        .start());
            }
            for (Process one : all) {
                assertThat(one.waitFor(2, TimeUnit.MINUTES)).isTrue();
                assertThat(one.exitValue()).isZero();
            }
        } finally {
            all.forEach(Process::destroyForcibly);
        }

        assertThat(world.present("bio")).isEqualTo(serial);
        assertThat(world.leftovers()).isEmpty();
        assertThat(world.environments.health("bio").problems()).isEmpty();
    }

    /** One of the processes. */
    public static void main(String[] args) throws IOException {
        work(world(Path.of(args[0])), Integer.parseInt(args[1]));
    }

    @Test
    void garbageIsCollectedWhileOthersInstall() throws Exception {
        World world = world(folder.resolve("garbage"));
        world.environments.create("bio", "5.4");
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<?> installing = pool.submit(() -> {
                for (int i = 0; i < MANY; i++) {
                    work(world, i);
                }
            });
            while (!installing.isDone()) {
                world.environments.collectGarbage();
            }
            installing.get();
        } finally {
            pool.shutdownNow();
        }

        assertThat(world.present("bio")).isEqualTo(serial);
        assertThat(world.environments.health("bio").problems()).isEmpty();
    }
}
