// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The table of ratios: of each comparison the median of its rounds, by the clock and by CPU time; and of that of the two which
 * counts for it the least and the greatest, and the median times.
 */
final class Report {
    private static final String LINE = "%-58s %12s %12s %7s %7s %15s %7s%n";

    private Report() {}

    static String of(Map<Comparison, List<Measured>> results) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT, LINE, "ours / theirs", "ours µs", "theirs µs", "clock", "CPU", "least-greatest", "aim"));
        double logarithms = 0;
        int workloads = 0;
        for (Map.Entry<Comparison, List<Measured>> each : results.entrySet()) {
            List<Measured> rounds = each.getValue();
            boolean byCpu = each.getKey().byCpu();
            double clock = median(rounds.stream().mapToDouble(Measured::clockRatio));
            double cpu = median(rounds.stream().mapToDouble(Measured::cpuRatio));
            double ratio = byCpu ? cpu : clock;
            double least =
                    rounds.stream().mapToDouble(each.getKey()::ratio).min().orElse(0);
            double greatest =
                    rounds.stream().mapToDouble(each.getKey()::ratio).max().orElse(0);
            double aim = each.getKey().aim();
            table.append(String.format(
                    Locale.ROOT,
                    LINE,
                    each.getKey().title(),
                    number(median(rounds.stream()
                            .map(Measured::ours)
                            .mapToDouble(side -> byCpu ? side.cpu() : side.clock()))),
                    number(median(rounds.stream()
                            .map(Measured::theirs)
                            .mapToDouble(side -> byCpu ? side.cpu() : side.clock()))),
                    ratio(clock),
                    ratio(cpu),
                    ratio(least) + "-" + ratio(greatest),
                    aim == 0 ? "" : (ratio <= aim ? "" : "> ") + ratio(aim)));
            if (each.getKey().group().equals("cpu")) {
                logarithms += Math.log(ratio);
                workloads++;
            }
        }
        if (workloads > 0) {
            double mean = Math.exp(logarithms / workloads);
            table.append(String.format(
                    Locale.ROOT,
                    LINE,
                    "geometric mean of the workloads",
                    "",
                    "",
                    "",
                    ratio(mean),
                    "",
                    (mean <= 1 ? "" : "> ") + "1.00"));
        }
        return table.toString();
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? Double.NaN
                : sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String number(double microseconds) {
        return String.format(Locale.ROOT, microseconds < 1000 ? "%.2f" : "%,.0f", microseconds);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, value < 0.1 ? "%.4f" : "%.2f", value);
    }
}
