// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Looks into a Lua state that is idle, without running any of its code: raw access only, no metamethods. */
@ConsumerType
public interface Introspection {
    /**
     * Names that could complete a prefix.
     *
     * @param prefix a name, or a path like {@code string.fo} or {@code io.stdout:wr}
     * @param limit at most so many
     * @return whole texts to put in the place of the prefix, sorted; empty while an evaluation runs
     */
    List<String> complete(String prefix, int limit);
}
