// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.Map;

/** Something that happened and is told on the Event Admin. Immutable. */
public interface PlatformEvent {
    /** Its topic. */
    String topic();

    /** Its properties, made anew. */
    Map<String, Object> properties();
}
