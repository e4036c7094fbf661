// SPDX-License-Identifier: Apache-2.0
package org.bioxen.examples.patterns;

import java.util.List;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmSpec;

/**
 * One VM: {@code vm = create_vm("basic"); vm.execute_string("return 2 + 2")["stdout"]}. Unlike there, the VM keeps its state from call
 * to call.
 */
final class BasicPattern {
    private static final String GC =
            "local gc = 0 for base in io.read('*a'):gmatch('[GC]') do gc = gc + 1 end return gc / tonumber((...))";

    private final VmManager manager;

    BasicPattern(VmManager manager) {
        this.manager = manager;
    }

    void run(Report report) {
        VmSpec spec = VmSpec.named("basic").level(SandboxLevel.TRUSTED).build();
        try (Vm vm = manager.create(spec)) {
            // Output is what the Lua prompt would show; the values come with their types, too.
            ExecutionResult sum = vm.execute("return 2 + 2");
            report.line("2 + 2 prints " + sum.stdout().strip() + " and is the value "
                    + sum.values().get(0).asText());

            // Globals stay.
            vm.execute("count = 41").orThrow();
            List<LuaValue> values = vm.execute("count = count + 1 return count").values();
            report.line("count is " + values.get(0).asText());

            // Arguments arrive as ..., standard input by io.read; files and streams are read by Script.file and
            // Script.stream.
            ExecutionResult share = vm.execute(
                    Script.of(GC).withArguments("8"),
                    ExecutionOptions.builder().standardInput("GATTACAC").build());
            report.line("GC content is " + share.stdout().strip());
        }
    }
}
