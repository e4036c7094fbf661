// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assumptions;
import org.bioxen.api.vm.Grants;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a level closes is closed, where the backend claims that level; what is granted is open. */
interface SandboxContract extends BackendContract {
    private EngineSpec.Builder closed(SandboxLevel level) {
        Assumptions.assumeThat(bench().backend().descriptor().levels())
                .as("levels claimed")
                .contains(level);
        EngineSpec.Builder builder = EngineSpec.builder(level);
        bench().spec().build().luaExecutable().ifPresent(builder::luaExecutable);
        bench().spec().build().luaVersion().ifPresent(builder::luaVersion);
        return builder;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRUSTED")
    default void processesAreNotStarted(SandboxLevel level) throws InterruptedException {
        LuaEngine engine = bench().start(closed(level).build());

        assertThat(bench().run(engine, """
                        local function succeeds(f, ...)
                            local called, result = pcall(f, ...)
                            return called and result ~= nil and result ~= false
                        end
                        return succeeds(os.execute, 'exit 0'),
                               succeeds(io.popen, 'exit 0'),
                               succeeds(package.loadlib, 'libc.so.6', '*')""").values()).containsOnly(LuaValue.of(false));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRUSTED")
    default void filesAreClosedUnlessGranted(SandboxLevel level, @TempDir Path directory)
            throws IOException, InterruptedException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Path granted = Files.writeString(open.resolve("in.txt"), "granted");
        Path secret = Files.writeString(directory.resolve("secret.txt"), "secret = 1");
        Files.createSymbolicLink(open.resolve("link.txt"), secret);
        LuaEngine engine = bench().start(closed(level)
                .grants(Grants.builder().read(open).build())
                .build());
        Script read = Script.of("""
                local function content(path)
                    local ok, file = pcall(io.open, path)
                    return ok and file and file:read('*a') or false
                end
                local t = {}
                for i = 1, select('#', ...) do t[i] = content((select(i, ...))) end
                return (table.unpack or unpack)(t)""");

        assertThat(bench().run(
                                engine,
                                Trial.of(read.withArguments(
                                        granted.toString(),
                                        secret.toString(),
                                        open.resolve("../secret.txt").toString(),
                                        open.resolve("link.txt").toString(),
                                        "/etc/passwd")))
                        .values())
                .containsExactly(
                        LuaValue.of("granted"),
                        LuaValue.of(false),
                        LuaValue.of(false),
                        LuaValue.of(false),
                        LuaValue.of(false));

        Script write = Script.of("""
                local ok, file = pcall(io.open, (...), 'w')
                return ok and file and true or false""");
        assertThat(bench().run(
                                engine,
                                Trial.of(write.withArguments(
                                        open.resolve("new.txt").toString())))
                        .value())
                .as("what may be read may not be written")
                .isEqualTo(LuaValue.of(false));
        assertThat(bench().run(
                                engine,
                                Trial.of(Script.of("return (pcall(dofile, (...)))")
                                        .withArguments(secret.toString())))
                        .value())
                .isEqualTo(LuaValue.of(false));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRUSTED")
    default void environmentVariablesAreClosedUnlessGranted(SandboxLevel level) throws InterruptedException {
        LuaEngine engine = bench().start(closed(level)
                .grants(Grants.builder().environmentVariable("PATH").build())
                .build());

        assertThat(bench().run(engine, "return os.getenv('PATH'), os.getenv('HOME'), os.getenv('USER')")
                        .values())
                .containsExactly(LuaValue.of(System.getenv("PATH")), LuaValue.nil(), LuaValue.nil());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRUSTED")
    default void bytecodeIsNotLoaded(SandboxLevel level) throws InterruptedException {
        LuaEngine engine = bench().start(closed(level).build());

        assertThat(bench().run(engine, """
                        local dumped = string.dump and select(2, pcall(string.dump, function() return 1 end))
                        if type(dumped) ~= 'string' then dumped = '\\27Lua' end
                        local ok, f = pcall(loadstring or load, dumped)
                        return ok and type(f) == 'function'""").value()).isEqualTo(LuaValue.of(false));
    }
}
