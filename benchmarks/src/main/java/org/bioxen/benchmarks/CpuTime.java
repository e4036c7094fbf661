// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds the CPU time that the whole JVM used for one operation (a batch, if so it is measured), in microseconds, its collector and all threads included: unlike
 * the time on the clock it says the same on a machine that others use, too.
 */
public final class CpuTime implements InternalProfiler {
    static final String LABEL = "cpu";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long before;

    /** Made by the harness. */
    public CpuTime() {}

    @Override
    public String getDescription() {
        return "CPU time of the JVM for one operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = system.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double operations = benchmark.getMode() == Mode.SingleShotTime
                ? 1
                : result.getMetadata().getAllOps();
        double used = (system.getProcessCpuTime() - before) / 1000.0;
        return List.of(new ScalarResult(LABEL, used / operations, "us/op", AggregationPolicy.AVG));
    }
}
