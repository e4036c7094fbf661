// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.spi.backend.BackendDescriptor;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A VM of the embedded backend, from the service that consumers use. */
@State(Scope.Thread)
public class VmState {
    private Platform platform;
    private VmManager manager;
    private VmSpec spec;
    private Vm vm;

    /** Creates it. */
    @Setup(Level.Trial)
    public void open() {
        platform = Platform.open();
        manager = platform.manager();
        spec = spec(platform);
        vm = manager.create(spec);
    }

    static VmSpec spec(Platform platform) {
        BackendDescriptor backend = platform.backend("luaj").descriptor();
        return VmSpec.builder().backend("luaj").level(Platform.level(backend)).build();
    }

    ExecutionResult execute(Script script) {
        return checked(vm.execute(script));
    }

    ExecutionResult once(Script script) {
        try (Vm one = manager.create(spec)) {
            return checked(one.execute(script));
        }
    }

    static ExecutionResult checked(ExecutionResult result) {
        if (result.outcome() != Outcome.COMPLETED) {
            throw new IllegalStateException(result.outcome() + ": " + result.error());
        }
        return result;
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void close() {
        vm.close();
        platform.close();
    }
}
