// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

/**
 * Two benchmarks that are measured in turn, and what is aimed at.
 *
 * @param group what it is chosen by on the command line
 * @param title of the line in the table
 * @param ours the platform's: class and method
 * @param theirs what it is compared with
 * @param parameter a parameter of both, as {@code name=value}; empty for none
 * @param byCpu whether the ratio is that of CPU time: where one thread does all; else of the time on the clock
 * @param calls are timed together, a fixed number of times; 0: as many as there are in a fixed time
 * @param aim ours divided by theirs is to be no more; 0 for no aim
 */
record Comparison(
        String group,
        String title,
        String ours,
        String theirs,
        String parameter,
        boolean byCpu,
        int calls,
        double aim) {
    double ratio(Measured round) {
        return byCpu ? round.cpuRatio() : round.clockRatio();
    }
}
