// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.spi.catalog.PackagePlan.Kind;

/**
 * Where what lies in the tree of an environment, as LuaRocks has it (its documentation, "File locations"). Immutable.
 *
 * @param luaVersion the Lua version, for example {@code 5.4}
 */
public record TreeLayout(String luaVersion) {
    private static final List<String> LUA_VERSIONS = List.of("5.1", "5.2", "5.3", "5.4", "5.5");
    private static final Pattern REVISION = Pattern.compile("(.+)-(\\d{1,18})");

    /**
     * Checks the version.
     *
     * @throws IllegalArgumentException if there is no such Lua
     */
    public TreeLayout {
        Objects.requireNonNull(luaVersion, "luaVersion");
        if (!LUA_VERSIONS.contains(luaVersion)) {
            throw new IllegalArgumentException("'" + luaVersion + "' is no Lua version for an environment; give one of "
                    + String.join(" ", LUA_VERSIONS));
        }
    }

    /** All Lua versions that an environment can be for, oldest first. */
    public static List<String> luaVersions() {
        return LUA_VERSIONS;
    }

    /** The folder of modules in Lua. */
    public String lua() {
        return "share/lua/" + luaVersion;
    }

    /** The folder of native modules. */
    public String nativeModules() {
        return "lib/lua/" + luaVersion;
    }

    /** The folder of what LuaRocks knows. */
    public String rocks() {
        return "lib/luarocks/rocks-" + luaVersion;
    }

    /** The folder of what belongs to one package alone. */
    public String packageFolder(PackageId id) {
        return rocks() + "/" + id.name() + "/" + rockVersion(id.version());
    }

    private String folder(Kind kind, PackageId id) {
        return switch (kind) {
            case LUA -> lua();
            case NATIVE -> nativeModules();
            case BIN -> "bin";
            case DATA, DOC -> packageFolder(id) + "/" + kind.name().toLowerCase(Locale.ROOT);
        };
    }

    /**
     * Where a file of a package goes.
     *
     * @param target its path below the folder of its kind
     * @throws IllegalArgumentException if that is no safe path
     */
    public String place(Kind kind, PackageId id, String target) {
        return TreePath.check(folder(kind, id) + "/" + TreePath.check(target));
    }

    /** What kind of file lies there, if that package may have one there. */
    public Optional<Kind> kindOf(PackageId id, String path) {
        for (Kind kind : Kind.values()) {
            if (path.startsWith(folder(kind, id) + "/")) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** By which name {@code require} finds a file, if it is a module. */
    Optional<String> moduleOf(String path) {
        boolean inLua = path.startsWith(lua() + "/");
        int dot = path.lastIndexOf('.');
        if (dot < path.lastIndexOf('/') || !inLua && !path.startsWith(nativeModules() + "/")) {
            return Optional.empty();
        }
        String name = path.substring((inLua ? lua() : nativeModules()).length() + 1, dot);
        return Optional.of((inLua ? name.replaceFirst("/init$", "") : name).replace('/', '.'));
    }

    /** The version as LuaRocks insists on it: letters, digits and dots, and always a revision. */
    public static String rockVersion(PackageVersion version) {
        Matcher parts = REVISION.matcher(version.toString());
        boolean revised = parts.matches();
        String upstream = revised ? parts.group(1) : version.toString();
        return upstream.replaceAll("[._-]+", ".") + "-" + (revised ? parts.group(2) : "1");
    }
}
