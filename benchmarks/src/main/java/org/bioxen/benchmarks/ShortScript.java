// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.EvaluationResult;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a short script costs beside its own work: again and again in one VM, and in a new VM each time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ShortScript {
    private static final String SOURCE = "return 2+2";
    private static final byte[] BYTES = SOURCE.getBytes(StandardCharsets.UTF_8);

    private final Script script = Script.of(SOURCE);

    /** The engine's evaluation of source, which it has seen before. */
    @Benchmark
    public EvaluationResult engine(EngineState engine) {
        return engine.evaluate(script);
    }

    /** The same on a thread of a pool, for a caller that waits: what is to be had if the thread needs a stack of its own size. */
    @Benchmark
    public EvaluationResult pooled(EngineState engine, PoolState pool) {
        return pool.call(() -> engine.evaluate(script));
    }

    /** The same through the VM manager, as a consumer calls it. */
    @Benchmark
    public Object service(VmState vm) {
        return vm.execute(script);
    }

    /** Plain LuaJ: load and call. */
    @Benchmark
    public LuaValue plain(PlainState plain) {
        return plain.load(BYTES).call();
    }

    /** An engine is created, runs the script and is closed. */
    @Benchmark
    public EvaluationResult newEngine(EngineState engines) {
        try (var engine = engines.start()) {
            return engines.evaluate(engine, script);
        }
    }

    /** A VM is created by the manager, runs the script and is closed. */
    @Benchmark
    public Object newVm(VmState vms) {
        return vms.once(script);
    }

    /** Plain LuaJ: new globals, load and call. */
    @Benchmark
    public LuaValue newPlain() {
        Globals globals = JsePlatform.standardGlobals();
        return PlainState.load(globals, BYTES).call();
    }
}
