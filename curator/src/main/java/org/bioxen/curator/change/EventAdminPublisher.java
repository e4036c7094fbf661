// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.bioxen.api.curator.CuratorEvents;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Posts events to the Event Admin. A component of its own, because where there is none changes are made without. */
@Component(service = EventSink.class)
public final class EventAdminPublisher implements EventSink {
    private final EventAdmin admin;

    /** Made by Declarative Services. */
    @Activate
    public EventAdminPublisher(@Reference EventAdmin admin) {
        this.admin = admin;
    }

    @Override
    public void environment(String topic, String name, OptionalLong generation) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(CuratorEvents.ENVIRONMENT, name);
        generation.ifPresent(number -> properties.put(CuratorEvents.GENERATION, number));
        admin.postEvent(new Event(topic, properties));
    }
}
