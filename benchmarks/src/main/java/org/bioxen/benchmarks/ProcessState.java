// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.LuaEngine;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An engine and a VM of the backend that drives a real interpreter; both on the first of a few that is installed. */
@State(Scope.Thread)
public class ProcessState {
    private static final List<String> INTERPRETERS = List.of("lua5.4", "lua5.3", "lua5.2", "lua5.1", "luajit", "lua");

    private Platform platform;
    private Limits limits;
    private LuaEngine engine;
    private Vm vm;

    /** The interpreter that is measured, if there is one. */
    static Optional<Path> interpreter() {
        return INTERPRETERS.stream().flatMap(ProcessState::installed).findFirst();
    }

    static Stream<Path> installed(String name) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH"))
                        .orElse("/usr/bin:/bin")
                        .split(java.io.File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable);
    }

    static String required() {
        return interpreter()
                .map(Path::toString)
                .orElseThrow(() -> new IllegalStateException("no Lua interpreter is installed; install lua5.4"));
    }

    /** Starts them. */
    @Setup(Level.Trial)
    public void open() {
        String interpreter = required();
        platform = Platform.open();
        LuaBackend backend = platform.backend("process");
        limits = Platform.limits(backend.descriptor());
        engine = backend.start(EngineSpec.builder(SandboxLevel.TRUSTED)
                .luaExecutable(interpreter)
                .build());
        vm = platform.manager()
                .create(VmSpec.builder()
                        .backend("process")
                        .luaExecutable(interpreter)
                        .level(SandboxLevel.TRUSTED)
                        .build());
    }

    EvaluationResult evaluate(Script script) {
        return EngineState.evaluate(engine, limits, script);
    }

    ExecutionResult execute(Script script) {
        return VmState.checked(vm.execute(script));
    }

    /** Ends them. */
    @TearDown(Level.Trial)
    public void close() {
        vm.close();
        engine.close();
        platform.close();
    }
}
