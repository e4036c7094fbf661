// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.nio.file.Path;
import java.time.Instant;

/**
 * An environment.
 *
 * @param name what it is called
 * @param luaVersion the Lua version that it is for, for example {@code 5.4}
 * @param generation the present generation; 0 after its making
 * @param changed when that was made; the epoch if that cannot be read
 * @param packages how many packages are installed; 0 if that cannot be read, of which a health check tells
 * @param root where its tree is: {@code share/lua/5.x} and so on below it
 */
public record EnvironmentInfo(
        String name, String luaVersion, long generation, Instant changed, int packages, Path root) {}
