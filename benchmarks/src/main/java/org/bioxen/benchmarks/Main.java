// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.runner.RunnerException;

/** Runs the comparisons and prints the table. See {@code README.md} of this module. */
public final class Main {
    private static final int ROUNDS = 5;
    private static final Set<String> GROUPS = new TreeSet<>(
            Set.of("cpu", "call", "manager", "process", "idle", "native", "updates", "session", "packages"));

    private Main() {}

    /**
     * Measures.
     *
     * @param args {@code --rounds N}, groups ({@code cpu call manager process idle native updates session packages}; all if none is named), names
     *     of workloads that restrict {@code cpu}
     */
    public static void main(String... args) throws RunnerException, IOException, InterruptedException {
        int rounds = ROUNDS;
        Set<String> groups = new TreeSet<>();
        Set<String> workloads = new TreeSet<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--rounds") && i + 1 < args.length) {
                rounds = Integer.parseInt(args[++i]);
            } else if (GROUPS.contains(args[i])) {
                groups.add(args[i]);
            } else if (Arrays.stream(Workload.values()).anyMatch(isNamed(args[i]))) {
                workloads.add("workload=" + args[i].toUpperCase(java.util.Locale.ROOT));
                groups.add("cpu");
            } else {
                System.err.println("benchmarks: unknown argument '" + args[i] + "'; give --rounds N, any of " + GROUPS
                        + ", or names of workloads");
                System.exit(2);
            }
        }
        Set<String> chosen = groups.isEmpty() ? GROUPS : groups;
        List<Comparison> comparisons = new ArrayList<>();
        for (Comparison each : Comparisons.all()) {
            boolean restricted = each.group().equals("cpu") && !workloads.isEmpty();
            if (chosen.contains(each.group()) && (!restricted || workloads.contains(each.parameter()))) {
                comparisons.add(each);
            }
        }
        Map<Comparison, List<Measured>> results = new LinkedHashMap<>();
        comparisons.forEach(each -> results.put(each, new ArrayList<>()));
        Harness harness = Harness.forked();
        for (int round = 1; round <= rounds; round++) {
            for (Comparison each : comparisons) {
                Measured measured = harness.measure(each);
                results.get(each).add(measured);
                System.err.printf("round %d of %d: %s: %s%n", round, rounds, each.title(), measured);
            }
        }
        System.out.print(Report.of(results));
        if (chosen.contains("native")) {
            System.out.print(NativeTimes.table());
        }
        if (chosen.contains("process")) {
            run(IdleProcesses.class);
        }
        if (chosen.contains("idle")) {
            run(IdleVms.class);
        }
        if (chosen.contains("updates")) {
            run(Updates.class);
        }
        if (chosen.contains("session")) {
            run(Sessions.class);
        }
        if (chosen.contains("packages")) {
            run(Packages.class);
        }
    }

    /** Runs a program in a JVM of its own. */
    private static void run(Class<?> program) throws IOException, InterruptedException {
        new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName())
                .inheritIO()
                .start()
                .waitFor();
    }

    private static java.util.function.Predicate<Workload> isNamed(String name) {
        return workload -> workload.name().equalsIgnoreCase(name);
    }
}
