// SPDX-License-Identifier: Apache-2.0
package org.bioxen.examples.patterns;

import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmScope;
import org.bioxen.api.vm.VmSpec;

/**
 * Several VMs under one owner: {@code with VMManager() as manager}, {@code manager.create_vm(id)}, {@code
 * manager.execute_vm_sync(id, code)}. What was made in the scope is closed at its end, whatever happens before.
 */
final class ManagedPattern {
    private final VmManager manager;

    ManagedPattern(VmManager manager) {
        this.manager = manager;
    }

    void run(Report report) {
        try (VmScope scope = manager.openScope()) {
            for (String id : new String[] {"managed-a", "managed-b"}) {
                scope.create(VmSpec.named(id)
                        .level(SandboxLevel.TRUSTED)
                        .label("project", "example")
                        .preload(Script.of("function square(x) return x * x end"))
                        .build());
            }
            // Any bundle that knows the id reaches the VM.
            manager.execute("managed-a", Script.of("x = square(6)")).orThrow();
            ExecutionResult result = manager.execute("managed-a", Script.of("return x + square(2)"));
            report.line("managed-a says " + result.stdout().strip());
            report.line("managed-b knows of x: "
                    + manager.execute("managed-b", Script.of("return x ~= nil"))
                            .stdout()
                            .strip());
            for (VmInfo info : manager.list()) {
                if (info.spec().labels().containsKey("project")) {
                    report.line(info.id() + " has run " + info.executions() + " scripts");
                }
            }
            manager.terminate("managed-b");
            report.line("managed-b lives: " + manager.find("managed-b").isPresent());
        }
        report.line(
                "managed-a lives after the scope: " + manager.find("managed-a").isPresent());
    }
}
