// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.LuaModule;
import org.bioxen.spi.backend.ModuleSource;
import org.bioxen.spi.environment.OpenEnvironment;

/** A generation that is open. Thread-safe. */
final class OpenedGeneration implements OpenEnvironment {
    private static final Pattern MODULE = Pattern.compile("[^\\p{Cntrl}./\\\\:]+(\\.[^\\p{Cntrl}./\\\\:]+)*");
    private static final int LONGEST_NAME = 200;

    private final String name;
    private final long generation;
    private final Path tree;
    private final TreeLayout layout;
    private final EngineNeeds needs;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenedGeneration(EnvironmentFolder folder, long generation, EngineNeeds needs, Runnable release) {
        this.name = folder.name();
        this.generation = generation;
        this.tree = folder.tree(generation);
        this.layout = new TreeLayout(needs.luaVersion());
        this.needs = needs;
        this.release = release;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public String luaVersion() {
        return needs.luaVersion();
    }

    @Override
    public ModuleSource modules() {
        return this::find;
    }

    private Optional<LuaModule> find(String module) {
        if (closed.get()
                || module.length() > LONGEST_NAME
                || !MODULE.matcher(module).matches()) {
            return Optional.empty();
        }
        String path = layout.lua() + "/" + module.replace('.', '/');
        return read(module, path + ".lua").or(() -> read(module, path + "/init.lua"));
    }

    private Optional<LuaModule> read(String module, String path) {
        Path file = tree.resolve(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            Script script = Script.of(Files.readAllBytes(file)).named("@" + name + "/" + path);
            return Optional.of(new LuaModule(script, Optional.of(file)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException fault) {
            throw new UncheckedIOException("module '" + module + "' cannot be read: " + fault.getMessage(), fault);
        }
    }

    @Override
    public Optional<Path> nativeModules() {
        return needs.hasNativeModules() ? Optional.of(tree.resolve(layout.nativeModules())) : Optional.empty();
    }

    @Override
    public List<String> obstacles(String engineLua, boolean loadsNativeModules) {
        return needs.obstacles(engineLua, loadsNativeModules);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }

    @Override
    public String toString() {
        return "OpenEnvironment[" + name + ", generation " + generation + "]";
    }
}
