// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bioxen.api.vm.VmEvents;
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
        long time)
        implements PlatformEvent {
    @Override
    public String topic() {
        return VmEvents.topic(state);
    }

    @Override
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(VmEvents.VM, id);
        properties.put(VmEvents.STATE, state.name());
        before.ifPresent(former -> properties.put(VmEvents.PREVIOUS_STATE, former.name()));
        backend.ifPresent(name -> properties.put(VmEvents.BACKEND, name));
        remark.ifPresent(why -> properties.put(VmEvents.REMARK, why));
        labels.forEach((key, value) -> properties.put(VmEvents.LABEL_PREFIX + key, value));
        properties.put(VmEvents.TIMESTAMP, time);
        return properties;
    }
}
