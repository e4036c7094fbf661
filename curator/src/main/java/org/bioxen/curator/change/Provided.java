// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.util.HashMap;
import java.util.Map;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;

/** What comes with Lua itself, as LuaRocks has it: packages that nobody installs. */
final class Provided {
    private static final PackageName BIT32 = new PackageName("bit32");
    private static final PackageName UTF8 = new PackageName("utf8");

    private Provided() {}

    static Map<PackageName, PackageVersion> by(String luaVersion) {
        Map<PackageName, PackageVersion> provided = new HashMap<>();
        PackageVersion lua = PackageVersion.parse(luaVersion);
        provided.put(PackageName.LUA, lua);
        if (luaVersion.equals("5.2")) {
            provided.put(BIT32, lua);
        }
        if (luaVersion.compareTo("5.3") >= 0) {
            provided.put(UTF8, lua);
        }
        return provided;
    }
}
