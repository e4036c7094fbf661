// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.curator.store.Digests;
import org.bioxen.spi.catalog.PackagePlan.Kind;

/**
 * The files by which LuaRocks knows what is installed: the manifest of the tree, and for each package a rockspec and a
 * {@code rock_manifest}. They follow from the lock file alone. Source: LuaRocks documentation, "Manifest file format", "Rock file
 * format", "Rockspec format".
 */
final class RocksMetadata {
    private final LockFile lock;
    private final TreeLayout layout;

    private RocksMetadata(LockFile lock) {
        this.lock = lock;
        this.layout = lock.layout();
    }

    /** All these files, by their path in the tree. */
    static SortedMap<String, byte[]> of(LockFile lock) {
        RocksMetadata metadata = new RocksMetadata(lock);
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(metadata.layout.rocks() + "/manifest", bytes(metadata.manifest()));
        for (LockedPackage one : lock.packages().values()) {
            String folder = metadata.layout.packageFolder(one.id()) + "/";
            String spec = one.name() + "-" + TreeLayout.rockVersion(one.id().version()) + ".rockspec";
            byte[] rockspec = bytes(rockspec(one));
            files.put(folder + spec, rockspec);
            files.put(folder + "rock_manifest", bytes(metadata.rockManifest(one, spec, rockspec)));
        }
        return files;
    }

    private String manifest() {
        SortedMap<String, Object> commands = new TreeMap<>();
        SortedMap<String, Object> modules = new TreeMap<>();
        SortedMap<String, Object> repository = new TreeMap<>();
        for (LockedPackage one : lock.packages().values()) {
            String version = TreeLayout.rockVersion(one.id().version());
            SortedMap<String, Object> ownCommands = new TreeMap<>();
            SortedMap<String, Object> ownModules = new TreeMap<>();
            for (LockedFile file : one.files()) {
                Kind kind = layout.kindOf(one.id(), file.path()).orElseThrow();
                if (kind == Kind.BIN) {
                    ownCommands.put(below("bin", file), below("bin", file));
                } else if (kind == Kind.LUA || kind == Kind.NATIVE) {
                    String path = below(kind == Kind.LUA ? layout.lua() : layout.nativeModules(), file);
                    moduleName(path).ifPresent(name -> ownModules.put(name, path));
                }
            }
            List<String> provider = List.of(one.name() + "/" + version);
            ownCommands.keySet().forEach(name -> commands.put(name, provider));
            ownModules.keySet().forEach(name -> modules.put(name, provider));
            SortedMap<String, Object> entry = new TreeMap<>();
            entry.put("arch", "installed");
            entry.put("commands", ownCommands);
            entry.put("dependencies", allNeeded(one));
            entry.put("modules", ownModules);
            repository.put(one.name().value(), new TreeMap<>(Map.of(version, List.of(entry))));
        }
        return assignment("commands", commands)
                + assignment("dependencies", new TreeMap<>())
                + assignment("modules", modules)
                + assignment("repository", repository);
    }

    /** The versions of all packages that this one needs, and those need. */
    private SortedMap<String, Object> allNeeded(LockedPackage from) {
        SortedMap<String, Object> needed = new TreeMap<>();
        Set<PackageName> seen = new HashSet<>(Set.of(from.name()));
        Deque<LockedPackage> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (Dependency dependency : open.remove().dependencies()) {
                LockedPackage next = lock.packages().get(dependency.name());
                if (next != null && seen.add(next.name())) {
                    needed.put(
                            next.name().value(),
                            TreeLayout.rockVersion(next.id().version()));
                    open.add(next);
                }
            }
        }
        return needed;
    }

    private static String rockspec(LockedPackage one) {
        String version = TreeLayout.rockVersion(one.id().version());
        SortedMap<String, Object> description = new TreeMap<>();
        one.licence().ifPresent(licence -> description.put("license", licence));
        return assignment("build", new TreeMap<>(Map.of("type", "none")))
                + assignment(
                        "dependencies",
                        one.dependencies().stream().map(Dependency::toString).toList())
                + assignment("description", description)
                + assignment("package", one.name().value())
                + assignment("rockspec_format", "3.0")
                + assignment(
                        "source",
                        new TreeMap<>(Map.of("url", "bioxen://" + one.catalog() + "/" + one.name() + "/" + version)))
                + assignment("version", version);
    }

    private String rockManifest(LockedPackage one, String spec, byte[] rockspec) {
        SortedMap<String, Object> tree = new TreeMap<>();
        tree.put(spec, Digests.md5(rockspec));
        String own = layout.packageFolder(one.id());
        for (LockedFile file : one.files()) {
            String path =
                    switch (layout.kindOf(one.id(), file.path()).orElseThrow()) {
                        case LUA -> "lua/" + below(layout.lua(), file);
                        case NATIVE -> "lib/" + below(layout.nativeModules(), file);
                        case BIN -> file.path();
                        case DATA, DOC -> below(own, file);
                    };
            put(tree, path, file.md5());
        }
        return assignment("rock_manifest", tree);
    }

    @SuppressWarnings("unchecked")
    private static void put(SortedMap<String, Object> tree, String path, String md5) {
        SortedMap<String, Object> at = tree;
        String[] parts = path.split("/");
        for (int i = 0; i < parts.length - 1; i++) {
            at = (SortedMap<String, Object>) at.computeIfAbsent(parts[i], name -> new TreeMap<String, Object>());
        }
        at.put(parts[parts.length - 1], md5);
    }

    private static String below(String folder, LockedFile file) {
        return file.path().substring(folder.length() + 1);
    }

    private static Optional<String> moduleName(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') + 1
                ? Optional.of(path.substring(0, dot).replace('/', '.'))
                : Optional.empty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String assignment(String name, Object value) {
        StringBuilder lua = new StringBuilder(name).append(" = ");
        value(lua, value, "");
        return lua.append('\n').toString();
    }

    private static void value(StringBuilder lua, Object value, String indent) {
        String inner = indent + "   ";
        if (value instanceof Map<?, ?> map) {
            lua.append("{");
            map.forEach((key, item) -> {
                lua.append("\n")
                        .append(inner)
                        .append('[')
                        .append(quoted(key.toString()))
                        .append("] = ");
                value(lua, item, inner);
                lua.append(',');
            });
            lua.append(map.isEmpty() ? "}" : "\n" + indent + "}");
        } else if (value instanceof List<?> list) {
            lua.append("{");
            for (Object item : list) {
                lua.append("\n").append(inner);
                value(lua, item, inner);
                lua.append(',');
            }
            lua.append(list.isEmpty() ? "}" : "\n" + indent + "}");
        } else {
            lua.append(quoted(value.toString()));
        }
    }

    private static String quoted(String text) {
        StringBuilder lua = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                lua.append('\\').append(c);
            } else if (c < ' ' || c == 127) {
                lua.append(String.format("\\%03d", (int) c));
            } else {
                lua.append(c);
            }
        }
        return lua.append('"').toString();
    }
}
