// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Short scripts submitted to several VMs at once, 64 under way at a time: the time that one takes of the whole. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ManyVms {
    private static final int UNDER_WAY = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** How many VMs. */
    @Param({"1", "8", "64"})
    public int count;

    private final Script script = Script.of("return 2+2");
    private final List<Vm> vms = new ArrayList<>();
    private Platform platform;

    /** Creates them. */
    @Setup(Level.Trial)
    public void open() {
        platform = Platform.open();
        for (int i = 0; i < count; i++) {
            vms.add(platform.manager().create(VmState.spec(platform)));
        }
    }

    /** Submits to all in turn and waits for all. */
    @Benchmark
    @OperationsPerInvocation(UNDER_WAY)
    public int submit() throws InterruptedException {
        Execution[] all = new Execution[UNDER_WAY];
        for (int i = 0; i < UNDER_WAY; i++) {
            all[i] = vms.get(i % count).submit(script);
        }
        int values = 0;
        for (Execution each : all) {
            values +=
                    VmState.checked(each.await(PATIENCE).orElseThrow()).values().size();
        }
        return values;
    }

    /** Closes them. */
    @TearDown(Level.Trial)
    public void close() {
        vms.forEach(Vm::close);
        vms.clear();
        platform.close();
    }
}
