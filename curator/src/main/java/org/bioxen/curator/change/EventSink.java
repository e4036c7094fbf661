// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.util.OptionalLong;

/** Is told what has become of environments. Returns at once. */
@FunctionalInterface
interface EventSink {
    /**
     * Something has happened to an environment.
     *
     * @param topic one of {@link org.bioxen.api.curator.CuratorEvents}
     */
    void environment(String topic, String name, OptionalLong generation);
}
