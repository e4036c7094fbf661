// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bioxen.api.curator.EnvironmentNotFoundException;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.LuaModule;
import org.bioxen.spi.backend.ModuleSource;
import org.bioxen.spi.environment.EnvironmentSource;
import org.bioxen.spi.environment.OpenEnvironment;

/** Environments that a test makes up, and a count of those that are open. */
final class FolderEnvironments implements EnvironmentSource {
    /**
     * An environment.
     *
     * @param luaVersion the Lua version that it is for
     * @param needsVersion the one Lua version that its packages can be used on, or empty for any
     * @param modules sources by name
     */
    record Content(String luaVersion, Optional<String> needsVersion, Map<String, String> modules) {}

    private final Map<String, Content> contents = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    FolderEnvironments add(String name, Content content) {
        contents.put(name, content);
        return this;
    }

    /** How many are open. */
    int open() {
        return open.get();
    }

    @Override
    public OpenEnvironment open(String name) {
        Content content = contents.get(name);
        if (content == null) {
            throw new EnvironmentNotFoundException("there is no environment '" + name + "'");
        }
        open.incrementAndGet();
        return new OpenEnvironment() {
            private boolean closed;

            @Override
            public String name() {
                return name;
            }

            @Override
            public long generation() {
                return 1;
            }

            @Override
            public String luaVersion() {
                return content.luaVersion();
            }

            @Override
            public ModuleSource modules() {
                return module -> Optional.ofNullable(content.modules().get(module))
                        .filter(there -> !closed)
                        .map(source -> new LuaModule(
                                Script.of(source).named("@" + module + ".lua"),
                                Optional.of(Path.of("/environments", name, module + ".lua"))));
            }

            @Override
            public Optional<Path> nativeModules() {
                return Optional.empty();
            }

            @Override
            public List<String> obstacles(String luaVersion, boolean nativeModules) {
                return content
                        .needsVersion()
                        .filter(needed -> !needed.equals(luaVersion))
                        .map(needed -> "package strict needs lua == " + needed)
                        .stream()
                        .toList();
            }

            @Override
            public synchronized void close() {
                if (!closed) {
                    closed = true;
                    open.decrementAndGet();
                }
            }
        };
    }
}
