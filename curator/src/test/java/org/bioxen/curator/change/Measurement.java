// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.Requirement;
import org.bioxen.curator.store.Durable;
import org.bioxen.spi.environment.OpenEnvironment;

/** Measures changes of an environment of 30 packages with 600 files, with catalogs in memory: {@code main}, not a test. */
final class Measurement {
    private static final int PACKAGES = 30;
    private static final int FILES = 20;
    private static final int ROUNDS = 9;

    private Measurement() {}

    /** Work that is timed. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** Prints medians in milliseconds. */
    public static void main(String[] args) throws IOException {
        Path base = Files.createTempDirectory(args.length > 0 ? Path.of(args[0]) : Path.of("."), "measure");
        Map<String, List<Double>> times = new LinkedHashMap<>();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                round(base.resolve("round" + round), times);
            }
        } finally {
            Durable.deleteTree(base);
        }
        times.forEach((what, all) -> {
            double[] sorted = all.stream().mapToDouble(one -> one).sorted().toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%-28s first %8.1f  median %8.1f  min %8.1f  max %8.1f ms%n",
                    what,
                    all.get(0),
                    sorted[sorted.length / 2],
                    sorted[0],
                    sorted[sorted.length - 1]);
        });
    }

    private static void round(Path root, Map<String, List<Double>> times) throws IOException {
        Market market = new Market();
        for (int i = 0; i < PACKAGES; i++) {
            for (String version : List.of("1.0-1", "2.0-1")) {
                Package one = Package.of("pk" + i, version);
                for (int file = 1; file < FILES; file++) {
                    one.file(
                            "lua/pk" + i + "/m" + file + ".lua",
                            "-- " + i + " " + file + " " + version + "\n" + "local M = {}\n".repeat(100)
                                    + "return M\n");
                }
                if (i > 0) {
                    one.needs("pk" + (i - 1) / 2);
                }
                market.offer("main", one);
            }
        }
        String[] all = new String[PACKAGES];
        Arrays.setAll(all, i -> "pk" + i + (i == PACKAGES - 1 ? " < 2" : ""));
        World world = new World(root, market);
        time(times, "create", () -> world.environments.create("bio", "5.4"));
        time(
                times,
                "plan",
                () -> world.install("bio", ChangeOptions.builder().dryRun(true).build(), all));
        time(times, "install, cold", () -> world.install("bio", all));
        time(times, "install, nothing to do", () -> world.install("bio", all));
        world.environments.create("art", "5.4");
        time(times, "install, warm store", () -> world.install("art", all));
        world.packages.install("art", List.of(Requirement.parse("pk" + (PACKAGES - 1))), ChangeOptions.usual());
        time(times, "update one of 30", () -> world.update("art"));
        time(times, "remove one of 30", () -> world.remove("art", "pk" + (PACKAGES - 1)));
        time(times, "rollback", () -> world.environments.rollback("art", Optional.empty()));
        time(times, "verify (600 files)", () -> world.packages.verify("art"));
        time(times, "open for a VM and close", () -> {
            OpenEnvironment open = world.opener.open("art");
            open.modules().find("pk3.m7").orElseThrow();
            open.close();
        });
        time(times, "collect garbage", () -> world.environments.collectGarbage());
    }

    private static void time(Map<String, List<Double>> times, String what, Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        times.computeIfAbsent(what, key -> new ArrayList<>()).add((System.nanoTime() - start) / 1e6);
    }
}
