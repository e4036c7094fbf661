// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.EvaluationResult;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Scripts that compute: the engine with all limits on, and plain LuaJ with none, which has its chunk compiled beforehand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Computation {
    /** What is computed. */
    @Param({"FIB", "NBODY", "SPECTRAL", "FANNKUCH", "TREES", "KMER", "STRINGS", "COROUTINES", "OBJECTS"})
    public Workload workload;

    /** Whether as much as is needed for a measurement, or only to see that it runs. */
    @Param("true")
    public boolean whole;

    private Script script;
    private LuaValue chunk;

    /** The platform's engine. */
    @Benchmark
    public EvaluationResult engine(EngineState engine) {
        if (script == null) {
            script = Script.of(workload.source())
                    .withArguments(List.of(org.bioxen.api.vm.LuaValue.of((long) workload.argument(whole))));
        }
        return engine.evaluate(script);
    }

    /** Plain LuaJ. */
    @Benchmark
    public Varargs plain(PlainState plain) {
        if (chunk == null) {
            chunk = plain.load(workload.source());
        }
        return chunk.invoke(LuaValue.valueOf(workload.argument(whole)));
    }
}
