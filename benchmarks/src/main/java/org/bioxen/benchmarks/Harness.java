// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How a comparison is measured: both sides one after the other, each in a JVM of its own, or at once in this one for a try. */
final class Harness {
    private final boolean forked;

    private Harness(boolean forked) {
        this.forked = forked;
    }

    /** For measurements. */
    static Harness forked() {
        return new Harness(true);
    }

    /** Calls each side once, on the smallest amount of work, only to see that it runs. */
    static Harness trial() {
        return new Harness(false);
    }

    Measured measure(Comparison comparison) throws RunnerException {
        return new Measured(
                time(comparison.ours(), comparison.parameter()), time(comparison.theirs(), comparison.parameter()));
    }

    private Measured.Time time(String benchmark, String parameter) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + Pattern.quote(benchmark) + "$")
                .shouldFailOnError(true)
                .addProfiler(CpuTime.class)
                .verbosity(VerboseMode.SILENT);
        int equals = parameter.indexOf('=');
        if (equals > 0) {
            options.param(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        if (forked) {
            options.forks(1)
                    .jvmArgsAppend("-Xms512m", "-Xmx1g", "-Xss64m")
                    .warmupIterations(4)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(4)
                    .measurementTime(TimeValue.seconds(1));
        } else {
            options.forks(0)
                    .mode(Mode.SingleShotTime)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .param("whole", "false")
                    .param("lines", "10");
        }
        RunResult result = new Runner(options.build()).runSingle();
        return new Measured.Time(
                result.getPrimaryResult().getScore(),
                result.getSecondaryResults().get(CpuTime.LABEL).getScore());
    }
}
