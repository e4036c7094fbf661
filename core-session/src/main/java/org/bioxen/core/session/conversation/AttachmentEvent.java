// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import java.util.HashMap;
import java.util.Map;
import org.bioxen.api.session.AttachmentRole;
import org.bioxen.api.session.SessionEvents;
import org.bioxen.core.session.vm.PlatformEvent;

/**
 * A client that has attached, detached or taken over.
 *
 * @param topic which of these
 * @param session the session's id
 * @param attachment the attachment's number
 * @param role the role that it has, or had
 * @param label who it is
 * @param time milliseconds since the epoch
 */
record AttachmentEvent(String topic, String session, long attachment, AttachmentRole role, String label, long time)
        implements PlatformEvent {
    @Override
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(SessionEvents.SESSION, session);
        properties.put(SessionEvents.ATTACHMENT, attachment);
        properties.put(SessionEvents.ROLE, role.name());
        properties.put(SessionEvents.LABEL, label);
        properties.put(SessionEvents.TIMESTAMP, time);
        return properties;
    }
}
