// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.spi.backend.LuaBackend;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A new VM up to its first result, at the strictest level of this machine: with interpreters started ahead, and without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProcessStart {
    private static final Script SCRIPT = Script.of("return 2+2");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private Platform platform;
    private LuaBackend backend;
    private Path directory;
    private VmSpec warm;
    private VmSpec cold;
    private Vm vm;

    /** Opens the platform, and asks for as many VMs as it takes until some are started ahead. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        platform = Platform.open();
        backend = platform.backend("process");
        String interpreter = ProcessState.required();
        directory = Files.createTempDirectory("bioxen-benchmarks");
        Path unknown = Files.createSymbolicLink(directory.resolve("lua"), Path.of(interpreter));
        warm = spec(interpreter);
        // Only interpreters that the backend has found itself are started ahead.
        cold = spec(unknown.toString());
        for (int i = 0; i < 2; i++) {
            run(warm);
            close();
        }
    }

    private VmSpec spec(String interpreter) {
        Set<SandboxLevel> levels = backend.descriptor().levels();
        SandboxLevel strictest = levels.stream().max(SandboxLevel::compareTo).orElseThrow();
        return VmSpec.builder()
                .backend("process")
                .luaExecutable(interpreter)
                .level(strictest)
                .build();
    }

    private Object run(VmSpec spec) {
        vm = platform.manager().create(spec);
        return VmState.checked(vm.execute(SCRIPT));
    }

    /** Waits until no interpreter is being started. */
    @Setup(Level.Invocation)
    public void awaitReady() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (backend.descriptor().remarks().stream()
                .noneMatch(remark -> remark.matches("warm pool: (\\d+) of \\1 ready"))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no interpreter was started ahead: "
                        + backend.descriptor().remarks());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** From the pool. */
    @Benchmark
    public Object warm() {
        return run(warm);
    }

    /** A process of its own. */
    @Benchmark
    public Object cold() {
        return run(cold);
    }

    /** Closes the VM. */
    @TearDown(Level.Invocation)
    public void close() {
        vm.close();
    }

    /** Closes the platform. */
    @TearDown(Level.Trial)
    public void stop() throws IOException {
        platform.close();
        Files.delete(directory.resolve("lua"));
        Files.delete(directory);
    }
}
