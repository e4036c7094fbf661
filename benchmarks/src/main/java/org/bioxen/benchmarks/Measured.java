// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.util.Locale;

/** One round of a comparison. */
record Measured(Time ours, Time theirs) {
    /**
     * What a call took, in microseconds.
     *
     * @param clock on the clock
     * @param cpu of the CPU, in the whole JVM
     */
    record Time(double clock, double cpu) {}

    double clockRatio() {
        return ours.clock / theirs.clock;
    }

    double cpuRatio() {
        return ours.cpu / theirs.cpu;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.2f / %.2f µs = %.3f; CPU %.2f / %.2f µs = %.3f",
                ours.clock,
                theirs.clock,
                clockRatio(),
                ours.cpu,
                theirs.cpu,
                cpuRatio());
    }
}
