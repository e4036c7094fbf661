// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.VersionConstraints;

/**
 * What an engine must be to take an environment. It follows from the lock file, and has a small file of its own so that starting a
 * VM reads no more than that. Immutable.
 *
 * @param luaVersion the Lua version of the environment
 * @param packages what each package asks of the engine, those that ask nothing left out
 */
record EngineNeeds(String luaVersion, List<Need> packages) {
    static final String FILE = "engine.txt";

    private static final int FIELDS = 4;

    EngineNeeds {
        packages = List.copyOf(packages);
    }

    /**
     * What one package asks.
     *
     * @param id name and version
     * @param nativeModules whether the engine must load native modules
     * @param luaRange which Lua versions will do; that of the environment does, so that this is read only for another
     */
    record Need(String id, boolean nativeModules, String luaRange) {
        boolean runsOn(String luaVersion) {
            return VersionConstraints.parse(luaRange).allow(PackageVersion.parse(luaVersion));
        }
    }

    static EngineNeeds of(LockFile lock) {
        List<Need> needs = new ArrayList<>();
        for (LockedPackage one : lock.packages().values()) {
            boolean nativeModules = one.hasNativeModules(lock.layout());
            VersionConstraints range = one.luaRange();
            if (nativeModules || !range.all().isEmpty()) {
                needs.add(new Need(one.id().toString(), nativeModules, range.toString()));
            }
        }
        return new EngineNeeds(lock.layout().luaVersion(), needs);
    }

    boolean hasNativeModules() {
        return packages.stream().anyMatch(Need::nativeModules);
    }

    /** Why an engine cannot take the environment. */
    List<String> obstacles(String engineLua, boolean loadsNativeModules) {
        List<String> obstacles = new ArrayList<>();
        boolean other = !engineLua.equals(luaVersion);
        for (Need need : packages) {
            if (other && !need.runsOn(engineLua)) {
                obstacles.add(need.id() + " needs Lua " + need.luaRange() + ", and the engine runs Lua " + engineLua);
            }
            if (need.nativeModules() && !loadsNativeModules) {
                obstacles.add(need.id() + " has native modules, which the engine does not load");
            } else if (need.nativeModules() && other) {
                obstacles.add(need.id() + " has native modules for Lua " + luaVersion + ", and the engine runs Lua "
                        + engineLua);
            }
        }
        return obstacles;
    }

    String text() {
        StringBuilder text =
                new StringBuilder("bioxen-engine 1\nlua ").append(luaVersion).append('\n');
        for (Need need : packages) {
            text.append(need.nativeModules() ? "native " : "lua ")
                    .append(need.id())
                    .append(' ')
                    .append(need.luaRange())
                    .append('\n');
        }
        return text.toString();
    }

    static EngineNeeds read(Path generation) throws IOException {
        Path file = generation.resolve(FILE);
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        try {
            if (!lines.get(0).equals("bioxen-engine 1")) {
                throw new IllegalArgumentException("its first line is '" + lines.get(0) + "'");
            }
            String luaVersion = new TreeLayout(lines.get(1).replaceFirst("^lua ", "")).luaVersion();
            List<Need> needs = new ArrayList<>();
            for (String line : lines.subList(2, lines.size())) {
                String[] parts = line.split(" ", FIELDS);
                needs.add(new Need(
                        parts[1] + " " + parts[2], parts[0].equals("native"), parts.length < FIELDS ? "" : parts[3]));
            }
            return new EngineNeeds(luaVersion, needs);
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            throw new IntegrityException(
                    file + " is not as it was written: " + damaged.getMessage() + "; env:repair writes it anew",
                    damaged);
        }
    }
}
