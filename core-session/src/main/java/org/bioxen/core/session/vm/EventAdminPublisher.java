// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.HashMap;
import java.util.Map;
import org.bioxen.api.vm.VmEvents;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Posts state changes to the Event Admin. A component of its own, because where there is none the manager does without. */
@Component(service = StateListener.class)
public final class EventAdminPublisher implements StateListener {
    private final EventAdmin events;

    /** Made by Declarative Services. */
    @Activate
    public EventAdminPublisher(@Reference EventAdmin events) {
        this.events = events;
    }

    @Override
    public void changed(StateChange change) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(VmEvents.VM, change.id());
        properties.put(VmEvents.STATE, change.state().name());
        change.before().ifPresent(before -> properties.put(VmEvents.PREVIOUS_STATE, before.name()));
        change.backend().ifPresent(name -> properties.put(VmEvents.BACKEND, name));
        change.remark().ifPresent(why -> properties.put(VmEvents.REMARK, why));
        change.labels().forEach((key, value) -> properties.put(VmEvents.LABEL_PREFIX + key, value));
        properties.put(VmEvents.TIMESTAMP, change.time());
        events.postEvent(new Event(VmEvents.topic(change.state()), properties));
    }
}
