// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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

    /** A script that answers, for each path it gets, what opening it in this mode answers: "open", or the message. */
    private static Script opening(String mode, Path... paths) {
        String[] texts = Arrays.stream(paths).map(Path::toString).toArray(String[]::new);
        return Script.of("local mode = '" + mode + "'\n" + """
                        local answers = {}
                        for i = 1, select('#', ...) do
                            local path = select(i, ...)
                            local ok, file, message = pcall(io.open, path, mode)
                            if ok and file then
                                file:close()
                                answers[i] = 'open'
                            else
                                message = tostring(ok and message or file)
                                local from, to = message:find(path, 1, true)
                                if from then message = message:sub(1, from - 1) .. 'PATH' .. message:sub(to + 1) end
                                answers[i] = message
                            end
                        end
                        return (table.unpack or unpack)(answers)""").withArguments(texts);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRUSTED")
    default void grantToWriteOpensForReadingToo(SandboxLevel level, @TempDir Path directory)
            throws IOException, InterruptedException {
        Path open = Files.createDirectory(directory.resolve("open")).toRealPath();
        LuaEngine engine = bench().start(closed(level)
                .grants(Grants.builder().write(open).build())
                .build());
        Script script = Script.of("""
                local dir = ...
                local file = assert(io.open(dir .. '/first.txt', 'w'))
                file:write('one\\ntwo\\n')
                file:close()
                file = assert(io.open(dir .. '/first.txt', 'a'))
                file:write('three')
                file:close()
                assert(os.rename(dir .. '/first.txt', dir .. '/second.txt'))
                local lines = {}
                for line in io.lines(dir .. '/second.txt') do lines[#lines + 1] = line end
                assert(assert(io.open(dir .. '/third.txt', 'w')):close())
                assert(os.remove(dir .. '/third.txt'))
                return table.concat(lines, ','), io.open(dir .. '/first.txt') == nil""").withArguments(open.toString());

        assertThat(bench().run(engine, Trial.of(script)).values())
                .containsExactly(LuaValue.of("one,two,three"), LuaValue.of(true));
        try (Stream<Path> left = Files.list(open)) {
            assertThat(left).containsExactly(open.resolve("second.txt"));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRUSTED")
    default void whatMayBeReadMayNotBeChanged(SandboxLevel level, @TempDir Path directory)
            throws IOException, InterruptedException {
        Path open = Files.createDirectory(directory.resolve("open")).toRealPath();
        Path file = Files.writeString(open.resolve("in.txt"), "as it was");
        LuaEngine engine = bench().start(closed(level)
                .grants(Grants.builder().read(open).build())
                .build());

        for (String mode : List.of("w", "a", "r+", "w+", "a+")) {
            assertThat(bench().run(engine, Trial.of(opening(mode, file, open.resolve("new.txt"))))
                            .values())
                    .as("mode %s", mode)
                    .hasSize(2)
                    .doesNotContain(LuaValue.of("open"));
        }
        Script change = Script.of("""
                local name = ...
                local removed, a = pcall(os.remove, name)
                local renamed, b = pcall(os.rename, name, name .. '2')
                return removed and a or false, renamed and b or false""").withArguments(file.toString());
        assertThat(bench().run(engine, Trial.of(change)).values()).containsOnly(LuaValue.of(false));
        assertThat(Files.readString(file)).isEqualTo("as it was");
        try (Stream<Path> left = Files.list(open)) {
            assertThat(left).containsExactly(file);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRUSTED")
    default void linksInAGrantedDirectoryDoNotLeadOut(SandboxLevel level, @TempDir Path directory)
            throws IOException, InterruptedException {
        Path open = Files.createDirectory(directory.resolve("open")).toRealPath();
        Path secret = Files.writeString(directory.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(open.resolve("absolute"), secret);
        Files.createSymbolicLink(open.resolve("relative"), Path.of("../secret.txt"));
        Files.createSymbolicLink(open.resolve("up"), directory);
        Files.createSymbolicLink(open.resolve("chain"), Path.of("up"));
        Files.createSymbolicLink(open.resolve("dangling"), directory.resolve("made.txt"));
        LuaEngine engine = bench().start(closed(level)
                .grants(Grants.builder().write(open).build())
                .build());
        Path[] ways = {
            open.resolve("absolute"),
            open.resolve("relative"),
            open.resolve("up/secret.txt"),
            open.resolve("chain/secret.txt"),
            open.resolve("up/made.txt"),
            open.resolve("dangling"),
            open.resolve("../secret.txt"),
            open.resolve("../made.txt")
        };

        for (String mode : List.of("r", "w", "a", "r+")) {
            assertThat(bench().run(engine, Trial.of(opening(mode, ways))).values())
                    .as("mode %s", mode)
                    .hasSize(ways.length)
                    .doesNotContain(LuaValue.of("open"));
        }
        assertThat(Files.readString(secret)).isEqualTo("secret");
        assertThat(directory.resolve("made.txt")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRUSTED")
    default void grantedFileIsGrantedAlone(SandboxLevel level, @TempDir Path directory)
            throws IOException, InterruptedException {
        Path open = Files.createDirectory(directory.resolve("open")).toRealPath();
        Path file = Files.writeString(open.resolve("in.txt"), "granted");
        Path neighbour = Files.writeString(open.resolve("in.txt2"), "not granted");
        LuaEngine engine = bench().start(closed(level)
                .grants(Grants.builder().read(file).build())
                .build());

        List<LuaValue> answers =
                bench().run(engine, Trial.of(opening("r", file, neighbour))).values();

        assertThat(answers.get(0)).isEqualTo(LuaValue.of("open"));
        assertThat(answers.get(1)).isNotEqualTo(LuaValue.of("open"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRUSTED")
    default void refusalDoesNotTellWhatExists(SandboxLevel level, @TempDir Path directory)
            throws IOException, InterruptedException {
        Path open = Files.createDirectory(directory.resolve("open")).toRealPath();
        Path secret = Files.writeString(directory.resolve("secret.txt"), "secret");
        LuaEngine engine = bench().start(closed(level)
                .grants(Grants.builder().read(open).build())
                .build());

        for (String mode : List.of("r", "w")) {
            List<LuaValue> answers = bench().run(
                            engine, Trial.of(opening(mode, secret, directory.resolve("absent.txt"))))
                    .values();

            assertThat(answers.get(0)).as("mode %s", mode).isEqualTo(answers.get(1));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CONSTRAINED", "ISOLATED"})
    default void debugLibraryGivesNothingToChange(SandboxLevel level) throws InterruptedException {
        LuaEngine engine = bench().start(closed(level).build());

        assertThat(bench().run(engine, """
                        local function works(f, ...) return f ~= nil and pcall(f, ...) end
                        local function f() end
                        return works(debug.getregistry), works(debug.sethook, f, 'l'), works(debug.setmetatable, 1, {}),
                               works(debug.getmetatable, ''), works(debug.getupvalue, f, 1),
                               works(debug.setupvalue, f, 1, 1), works(debug.getlocal, 1, 1),
                               works(debug.setlocal, 1, 1, 1), works(debug.setfenv, f, {}), works(debug.getfenv, f)""").values()).containsOnly(LuaValue.of(false));
        assertThat(bench().run(engine, "return debug.traceback('here')").text()).startsWith("here\nstack traceback:");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRUSTED")
    default void exitEndsTheVmAndNoOther(SandboxLevel level) throws InterruptedException {
        LuaEngine one = bench().start(closed(level).build());
        LuaEngine other = bench().start(closed(level).build());

        assertThat(bench().run(one, "pcall(os.exit, 3)").result().exitCode()).hasValue(3);

        assertThat(bench().run(other, "return 'well'").text()).isEqualTo("well");
    }

    @ParameterizedTest
    @EnumSource(names = {"ISOLATED", "UNTRUSTED"})
    default void nothingThatOneVmDoesIsVisibleInAnother(SandboxLevel level) throws InterruptedException {
        LuaEngine before = bench().start(closed(level).build());
        LuaEngine evil = bench().start(closed(level).build());
        String look = """
                math.randomseed(42)
                local first = math.random()
                package.loaded.left = package.loaded.left or false
                local co = coroutine.wrap(function() return (' a '):match('%S') end)
                return ('x'):upper(), tostring(('').evil), #string.format('%d', 12), tostring(evil), co(),
                       tostring(package.loaded.left), select('#', table.concat({1, 2})), type(print),
                       pcall(function() return 1 + {} end), tostring(io.stdout):match('^file') , first""";
        List<LuaValue> untouched = bench().run(before, look).values();

        bench().run(evil, """
                local mt = getmetatable('')
                pcall(function() mt.__index = function() return 'evil' end end)
                pcall(function() mt.__add = function() return 'evil' end end)
                for _, library in ipairs{'string', 'table', 'math', 'coroutine', 'io', 'os', 'debug', 'package'} do
                    local t = _G[library]
                    if type(t) == 'table' then
                        pcall(function() t.evil = true end)
                        for name, f in pairs(t) do
                            if type(f) == 'function' then pcall(function() t[name] = function() return 'evil' end end) end
                        end
                    end
                end
                pcall(function() getmetatable(io.stdout).__index = function() return 'evil' end end)
                pcall(function() getmetatable(io.stdout).__tostring = function() return 'evil' end end)
                for _, name in ipairs{'print', 'pcall', 'type', 'tostring', 'select', 'require', 'next', 'error'} do
                    _G[name] = function() return 'evil' end
                end
                evil = 'evil'""").result();

        assertThat(bench().run(before, look).values())
                .as("in a VM that was there")
                .isEqualTo(untouched);
        assertThat(bench().run(bench().start(closed(level).build()), look).values())
                .as("in a VM that came after")
                .isEqualTo(untouched);
    }
}
