// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says why a backend that is installed is not published: the interpreter that it drives is not there, say. Published as a
 * service in the place of the {@link LuaBackend}, so that those who look for it are told what to do.
 */
@ConsumerType
public interface MissingBackend {
    /** The name that the backend would have. */
    String name();

    /** Why it is not there and what to do, in one line. */
    String reason();
}
