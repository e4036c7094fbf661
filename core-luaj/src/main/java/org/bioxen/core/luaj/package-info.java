// SPDX-License-Identifier: Apache-2.0
/**
 * The backend {@code luaj}: Lua 5.2 inside the JVM, on the compiler of LuaJ and an interpreter of its own. Nobody calls it but
 * through the service {@link org.bioxen.spi.backend.LuaBackend}.
 */
package org.bioxen.core.luaj;
