// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.Map;
import java.util.Optional;
import org.bioxen.api.vm.VmState;

/**
 * A VM that has come into another state.
 *
 * @param id the VM's id
 * @param before the state before; empty for a VM that is being made
 * @param state the state now
 * @param backend the backend that it is on, or was on last
 * @param remark why, where there is something to say
 * @param labels those of its spec
 * @param time milliseconds since the epoch
 */
record StateChange(
        String id,
        Optional<VmState> before,
        VmState state,
        Optional<String> backend,
        Optional<String> remark,
        Map<String, String> labels,
        long time) {}
