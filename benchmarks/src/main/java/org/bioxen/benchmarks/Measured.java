// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.util.Locale;

/** One round of a comparison, in microseconds a call. */
record Measured(double ours, double theirs) {
    double ratio() {
        return ours / theirs;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f / %.2f µs = %.3f", ours, theirs, ratio());
    }
}
