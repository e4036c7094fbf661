// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Posts events to the Event Admin. A component of its own, because where there is none the manager does without. */
@Component(service = EventSink.class)
public final class EventAdminPublisher implements EventSink {
    private final EventAdmin events;

    /** Made by Declarative Services. */
    @Activate
    public EventAdminPublisher(@Reference EventAdmin events) {
        this.events = events;
    }

    @Override
    public void accept(PlatformEvent event) {
        events.postEvent(new Event(event.topic(), event.properties()));
    }
}
