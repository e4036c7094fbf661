// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaFrame;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A script that fails is a result that says what, where and how it came there. */
interface ErrorContract extends BackendContract {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "local x = = 1 | 1",
                "local x = 1\\nfor for | 2",
                "return 1\\n\\n\\nend | 4",
                "x = 'open | 1",
                "local t = {1, 2 | 1",
                "2 + 2 | 1"
            })
    default void syntaxErrorNamesChunkAndLine(String source, int line) throws InterruptedException {
        LuaError error = bench().run(Trial.of(source.replace("\\n", "\n")).named("@report.lua"))
                .scriptError();

        assertThat(error.message()).startsWith("report.lua:" + line + ": ").doesNotContain("\n");
        assertThat(error.chunk()).contains("report.lua");
        assertThat(error.line()).hasValue(line);
    }

    @Test
    default void chunkThatDoesNotCompileDoesNotRun() throws InterruptedException {
        Finished finished = bench().run("print('ran')\nx = = 1");

        finished.scriptError();
        assertThat(finished.stdout()).isEmpty();
    }

    @Test
    default void errorOfTheScriptHasMessageValueChunkAndLine() throws InterruptedException {
        LuaError error = bench().run(Trial.of("local x = 1\n\nerror('boom')").named("@dir/report.lua"))
                .scriptError();

        assertThat(error.message()).isEqualTo("dir/report.lua:3: boom");
        assertThat(error.value()).isEqualTo(LuaValue.of("dir/report.lua:3: boom"));
        assertThat(error.chunk()).contains("dir/report.lua");
        assertThat(error.line()).hasValue(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=stdin | stdin",
                "=a name: with colons | a name: with colons",
                "@C:/x.lua | C:/x.lua",
                "error('boom') | [string \"error('boom')\"]"
            })
    default void chunkIsShownAsLuaShowsIt(String name, String shown) throws InterruptedException {
        LuaError error = bench().run(Trial.of("error('boom')").named(name)).scriptError();

        assertThat(error.message()).isEqualTo(shown + ":1: boom");
        assertThat(error.chunk()).contains(shown);
        assertThat(error.line()).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "local x = nil + 1 | arithmetic",
                "nothing() | call",
                "local x = nothing.field | index",
                "local x = #nothing | length",
                "local x = {} .. 'x' | concatenate",
                "local x = {} < {} | compare",
                "local t = {} t[nil] = 1 | nil",
                "string.rep() | bad argument #1",
                "('x'):nothing() | call"
            })
    default void errorOfTheLanguageHasPositionAndLuasWords(String source, String word) throws InterruptedException {
        LuaError error =
                bench().run(Trial.of("\n" + source).named("@report.lua")).scriptError();

        assertThat(error.message()).startsWith("report.lua:2: ").contains(word);
        assertThat(error.line()).hasValue(2);
    }

    @Test
    default void errorWithoutPositionPointsNowhere() throws InterruptedException {
        LuaError error = bench().run("error('exec:7 is not a position', 0)").scriptError();

        assertThat(error.message()).isEqualTo("exec:7 is not a position");
        assertThat(error.value()).isEqualTo(LuaValue.of("exec:7 is not a position"));
        assertThat(error.line()).isEmpty();
    }

    @Test
    default void errorOfLevelTwoPointsToTheCaller() throws InterruptedException {
        LuaError error = bench().run("""
                local function check() error('wrong argument', 2) end
                local x = 1
                check()""").scriptError();

        assertThat(error.message()).isEqualTo("exec:3: wrong argument");
        assertThat(error.line()).hasValue(3);
    }

    @Test
    default void errorValueCanBeATable() throws InterruptedException {
        LuaError error = bench().run("error({code = 42})").scriptError();

        assertThat(((LuaValue.Table) error.value()).get("code")).contains(LuaValue.of(42));
        assertThat(error.message()).isNotBlank().doesNotContain("\n");
    }

    @Test
    default void errorObjectThatHasATextShowsIt() throws InterruptedException {
        LuaError error = bench().run(
                        "error(setmetatable({code = 42}, {__tostring = function(e) return 'code ' .. e.code end}))")
                .scriptError();

        assertThat(error.message()).isEqualTo("code 42");
        assertThat(((LuaValue.Table) error.value()).get("code")).contains(LuaValue.of(42));
    }

    @Test
    default void errorObjectWhoseTextFailsIsStillAScriptError() throws InterruptedException {
        LuaEngine engine = bench().start();

        bench().run(engine, "error(setmetatable({}, {__tostring = function() error('again') end}))")
                .scriptError();

        assertThat(bench().run(engine, "return 'well'").text()).isEqualTo("well");
    }

    @Test
    default void errorValueCanBeNilOrBooleanOrNumber() throws InterruptedException {
        LuaEngine engine = bench().start();
        // up to 5.2 a number is given a position, as a string is
        LuaValue number = LuaDialect.of(engine.luaVersion()).integers() ? LuaValue.of(42) : LuaValue.of("exec:1: 42");

        assertThat(bench().run(engine, "error(nil)").scriptError().value()).isEqualTo(LuaValue.nil());
        assertThat(bench().run(engine, "error()").scriptError().value()).isEqualTo(LuaValue.nil());
        assertThat(bench().run(engine, "error(true)").scriptError().value()).isEqualTo(LuaValue.of(true));
        assertThat(bench().run(engine, "error(42)").scriptError().value()).isEqualTo(number);
        assertThat(bench().run(engine, "error(42)").scriptError().message()).isEqualTo(number.asText());
    }

    @Test
    default void errorMessageKeepsItsBytes() throws InterruptedException {
        assertThat(bench().run("error('\\255\\0', 0)").scriptError().value())
                .isEqualTo(LuaValue.of(new byte[] {-1, 0}));
    }

    @Test
    default void errorsThatAreCaughtAreNone() throws InterruptedException {
        assertThat(bench().run("""
                        local ok, message = pcall(error, 'one', 0)
                        local fine, handled = xpcall(function() error('two') end, function(m) return '<' .. m .. '>' end)
                        return ok, message, fine, handled, pcall(function() return 3, 4 end)""").values())
                .containsExactly(
                        LuaValue.of(false),
                        LuaValue.of("one"),
                        LuaValue.of(false),
                        LuaValue.of("<exec:2: two>"),
                        LuaValue.of(true),
                        LuaValue.of(3),
                        LuaValue.of(4));
    }

    @Test
    default void errorThatIsRaisedAgainKeepsItsPosition() throws InterruptedException {
        LuaError error = bench().run("""
                local ok, message = pcall(function()
                    error('first')
                end)
                error(message, 0)""").scriptError();

        assertThat(error.message()).isEqualTo("exec:2: first");
        assertThat(error.line()).hasValue(2);
    }

    @Test
    default void errorInACoroutineIsTheScriptsIfNobodyCatchesIt() throws InterruptedException {
        LuaError error = bench().run("""
                local step = coroutine.wrap(function()
                    coroutine.yield()
                    error('inside')
                end)
                step() step()""").scriptError();

        assertThat(error.message()).contains("exec:3: inside");
    }

    @Test
    default void tracebackOfADebugEngineNamesTheCallsInnermostFirst() throws InterruptedException {
        LuaEngine engine = bench().start(bench().spec().debug(true).build());

        LuaError error = bench().run(engine, Trial.of("""
                local function inner(x)
                    local y = x .. nil
                    return y
                end
                function outer(x)
                    local z = inner(x)
                    return z
                end
                local r = outer('a')
                return r""").named("@report.lua")).scriptError();

        List<LuaFrame> frames = error.traceback();
        List<LuaFrame> ofScript = frames.stream()
                .filter(frame -> frame.source().equals("report.lua"))
                .toList();
        assertThat(ofScript)
                .as("frames of the script in %s", frames)
                .extracting(frame -> frame.line().orElse(0))
                .containsExactly(2, 6, 9);
        assertThat(ofScript.get(1).function()).contains("outer");
        assertThat(ofScript.get(2).function()).isEqualTo("main chunk");
        assertThat(frames).as("nothing of the backend's own shows").allSatisfy(frame -> assertThat(frame.source())
                .isIn("report.lua", "[C]"));
        assertThat(error.tracebackText())
                .startsWith("stack traceback:\n\t")
                .contains("\treport.lua:2: in ")
                .contains("\treport.lua:9: in main chunk\n");
    }

    @Test
    default void tracebackOfAnErrorInALibraryFunctionBeginsThere() throws InterruptedException {
        LuaEngine engine = bench().start(bench().spec().debug(true).build());

        LuaError error = bench().run(
                        engine,
                        Trial.of("local x = 1\nlocal y = string.rep()\nreturn y")
                                .named("@report.lua"))
                .scriptError();

        assertThat(error.traceback())
                .filteredOn(frame -> frame.source().equals("report.lua"))
                .extracting(frame -> frame.line().orElse(0))
                .containsExactly(2);
    }

    @Test
    default void firstLineOfAnExecutableFileIsNotCounted() throws IOException, InterruptedException {
        byte[] file = "#!/usr/bin/env lua\nerror('boom')".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        LuaError error = bench().run(Trial.of(Script.stream(new ByteArrayInputStream(file), "report.lua")))
                .scriptError();

        assertThat(error.message()).isEqualTo("report.lua:2: boom");
    }

    @Test
    default void binaryChunkThatIsBrokenIsAScriptError() throws InterruptedException {
        LuaEngine engine = bench().start();

        bench().run(engine, Trial.of(Script.of(new byte[] {27, 'L', 'u', 'a', 0x54, 0, 1, 2, 3, 4})))
                .scriptError();
        bench().run(engine, Trial.of(Script.of(new byte[] {0, 1, 2, -1}))).scriptError();

        assertThat(bench().run(engine, "return 'well'").text()).isEqualTo("well");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function down(n) return 1 + down(n + 1) end return down(1)",
                "local t = setmetatable({}, {}) getmetatable(t).__index = function(_, k) return t[k + 1] end return t[1]",
                "local function down(s) return (s:gsub('.', down)) end return down('x')",
                "local function down() return coroutine.wrap(down)() end return 1 + down()",
                "local t = {} t = setmetatable(t, {__tostring = function() return 'x' .. tostring(t) end}) return #tostring(t)"
            })
    default void recursionWithoutEndIsAResult(String source) throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, "kept = 'kept'").values();

        Finished finished = bench().run(engine, source);

        assertThat(finished.result().outcome()).isIn(Outcome.SCRIPT_ERROR, Outcome.LIMIT_EXCEEDED, Outcome.VM_LOST);
        Aftermath.assertHonest(bench(), engine, finished);
    }

    @Test
    default void recursionWithoutEndCanBeCaught() throws InterruptedException {
        assertThat(bench().run("""
                        local function down(n) return 1 + down(n + 1) end
                        local ok, message = pcall(down, 1)
                        return ok, (tostring(message):find('stack overflow')) ~= nil""").values()).containsExactly(LuaValue.of(false), LuaValue.of(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "{", "-", "not ", "#", "a(", "a[", "function() return "})
    default void sourceNestedWithoutMeasureIsAResult(String opening) throws InterruptedException {
        LuaEngine engine = bench().start();
        String closing = opening.equals("(") || opening.equals("a(")
                ? ")"
                : opening.equals("{") ? "}" : opening.equals("a[") ? "]" : opening.startsWith("f") ? " end" : "";

        Finished finished =
                bench().run(engine, "local a = {} return 1, " + opening.repeat(50_000) + "1" + closing.repeat(50_000));

        assertThat(finished.result().outcome()).isIn(Outcome.SCRIPT_ERROR, Outcome.COMPLETED);
        assertThat(bench().run(engine, "return 'well'").text()).isEqualTo("well");
    }
}
