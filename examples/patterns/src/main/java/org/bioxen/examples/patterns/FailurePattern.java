// SPDX-License-Identifier: Apache-2.0
package org.bioxen.examples.patterns;

import java.time.Duration;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaExecutionException;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmAlreadyExistsException;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.api.vm.VmNotFoundException;
import org.bioxen.api.vm.VmSpec;

/**
 * What can go wrong: {@code except LuaVMError}, {@code VMManagerError}, {@code SessionNotFoundError}. A script that fails is a result;
 * exceptions are for a caller's mistake and for what the platform cannot do.
 */
final class FailurePattern {
    private final VmManager manager;

    FailurePattern(VmManager manager) {
        this.manager = manager;
    }

    void run(Report report) {
        VmSpec spec = VmSpec.named("failing").level(SandboxLevel.TRUSTED).build();
        try (Vm vm = manager.create(spec)) {
            ExecutionResult failed = vm.execute("error('no such gene')");
            report.line(failed.outcome() + ": " + failed.error().orElseThrow().message());

            // Who would rather have an exception of it asks for one.
            try {
                vm.execute("local x = nil; return x.y").orThrow();
            } catch (LuaExecutionException thrown) {
                report.line("thrown: " + thrown.result().outcome());
            }

            ExecutionResult stopped = vm.execute(
                    Script.of("while true do end"),
                    ExecutionOptions.builder().timeout(Duration.ofMillis(100)).build());
            report.line(stopped.outcome() + ": " + stopped.error().orElseThrow().message());

            try {
                manager.create(spec);
            } catch (VmAlreadyExistsException taken) {
                report.line(taken.getMessage());
            }
        }
        try {
            manager.execute("failing", Script.of("return 1"));
        } catch (VmNotFoundException unknown) {
            report.line(unknown.getMessage());
        }
        try {
            manager.create(VmSpec.named("nowhere")
                    .level(SandboxLevel.TRUSTED)
                    .luaVersion("4.0")
                    .build());
        } catch (VmManagerException refused) {
            // Names each backend and why it will not do.
            report.line(refused.getMessage());
        }
    }
}
