// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import java.util.Optional;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmManager;

/**
 * What came of a script, and where it ran.
 *
 * @param vm id of the VM
 * @param backend name of the backend, as far as it is known
 * @param result what came of it
 */
public record VmResult(String vm, Optional<String> backend, ExecutionResult result) {
    /** The result of a script on a VM, which may be no more. */
    static VmResult of(VmManager manager, String vm, ExecutionResult result) {
        return new VmResult(vm, manager.find(vm).map(Vm::info).flatMap(info -> info.backend()), result);
    }
}
