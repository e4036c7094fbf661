// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Starts Lua engines of one kind. Published as an OSGi service with the property {@link #NAME} and, where several could
 * serve, a {@code service.ranking}: the highest ranked backend that satisfies a VM's spec whole is taken. Annotate the
 * implementation with {@link ProvidesLuaBackend} so that a resolver can find it.
 *
 * <p>Thread-safe: the platform calls it from many threads at once. When the service is unregistered the platform stops using
 * its engines within a bounded time and closes them; an implementation closes what is left when it is deactivated.
 */
@ConsumerType
public interface LuaBackend {
    /** Service property: the name of the backend, a {@code String} like {@code luaj}; the same as the descriptor's. */
    String NAME = "bioxen.backend";

    /** What this backend is and can do. It may change over the life of the service; the call is cheap and never blocks. */
    BackendDescriptor descriptor();

    /**
     * Starts an engine: one fresh Lua state that keeps all that the spec asks.
     *
     * @throws EngineStartException if it cannot, with a message of one line; then nothing is left behind
     */
    LuaEngine start(EngineSpec spec);
}
