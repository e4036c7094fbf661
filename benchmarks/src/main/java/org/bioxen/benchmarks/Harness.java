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
    /** As many calls on a busy machine as on an idle one: what was compiled when it is measured doesn't depend on the load. */
    private static final int WARM_UP = 40;

    private static final int MEASURED = 9;

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
        // Nothing is measured, so what else is measured on this machine is no reason to refuse.
        System.setProperty("jmh.ignoreLock", "true");
        return new Harness(false);
    }

    Measured measure(Comparison comparison) throws RunnerException {
        return new Measured(time(comparison, comparison.ours()), time(comparison, comparison.theirs()));
    }

    private Measured.Time time(Comparison comparison, String benchmark) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + Pattern.quote(benchmark) + "$")
                .shouldFailOnError(true)
                .addProfiler(CpuTime.class)
                .verbosity(VerboseMode.SILENT);
        String parameter = comparison.parameter();
        int equals = parameter.indexOf('=');
        if (equals > 0) {
            options.param(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        int batch = 1;
        if (forked) {
            options.forks(1).jvmArgsAppend("-Xms512m", "-Xmx1g", "-Xss64m");
            if (comparison.calls() > 0) {
                batch = comparison.calls();
                options.mode(Mode.SingleShotTime)
                        .warmupIterations(WARM_UP)
                        .warmupBatchSize(batch)
                        .measurementIterations(MEASURED)
                        .measurementBatchSize(batch);
            } else {
                options.warmupIterations(4)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(4)
                        .measurementTime(TimeValue.seconds(1));
            }
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
                result.getPrimaryResult().getStatistics().getPercentile(50) / batch,
                // The median, too: one compilation in the background would weigh more than a batch of short calls.
                result.getSecondaryResults().get(CpuTime.LABEL).getStatistics().getPercentile(50) / batch);
    }
}
