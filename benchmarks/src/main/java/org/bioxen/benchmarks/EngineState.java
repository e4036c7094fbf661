// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.BackendDescriptor;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.LuaEngine;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An engine of the embedded backend, with all limits on. */
@State(Scope.Thread)
public class EngineState {
    private Platform platform;
    private LuaBackend backend;
    private LuaEngine engine;

    /** Starts it. */
    @Setup(Level.Trial)
    public void open() {
        platform = Platform.open();
        backend = platform.backend("luaj");
        engine = start();
    }

    LuaEngine start() {
        return backend.start(spec(backend).build());
    }

    static EngineSpec.Builder spec(LuaBackend backend) {
        BackendDescriptor descriptor = backend.descriptor();
        return EngineSpec.builder(Platform.level(descriptor)).limits(Platform.limits(descriptor));
    }

    EvaluationResult evaluate(Script script) {
        return evaluate(engine, backend, script);
    }

    EvaluationResult evaluate(LuaEngine any, Script script) {
        return evaluate(any, backend, script);
    }

    static EvaluationResult evaluate(LuaEngine engine, LuaBackend backend, Script script) {
        return evaluate(engine, Platform.limits(backend.descriptor()), script);
    }

    static EvaluationResult evaluate(LuaEngine engine, Limits limits, Script script) {
        EvaluationResult result = engine.evaluate(Evaluation.builder(script, (stream, bytes, offset, length) -> true)
                .limits(limits)
                .build());
        if (result.outcome() != Outcome.COMPLETED) {
            throw new IllegalStateException(result.outcome() + ": " + result.error());
        }
        return result;
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void close() {
        engine.close();
        platform.close();
    }
}
