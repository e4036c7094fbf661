// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.bioxen.api.session.SessionEvents;
import org.bioxen.core.session.vm.PlatformEvent;

/**
 * A session that has been made, or has ended.
 *
 * @param topic which of these
 * @param session the session's id
 * @param exitCode what a script gave to {@code os.exit}, if it ended that way
 * @param time milliseconds since the epoch
 */
record LifeEvent(String topic, String session, OptionalInt exitCode, long time) implements PlatformEvent {
    @Override
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(SessionEvents.SESSION, session);
        exitCode.ifPresent(code -> properties.put(SessionEvents.EXIT_CODE, code));
        properties.put(SessionEvents.TIMESTAMP, time);
        return properties;
    }
}
