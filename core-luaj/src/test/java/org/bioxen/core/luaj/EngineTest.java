// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.vm.Enforcement;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaFrame;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.EngineStartException;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.LuaModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to this engine; the contract itself is checked by the suite for backends. */
@Timeout(60)
class EngineTest {
    private final Bed bed = new Bed(name -> name.equals("greeting")
            ? Optional.of(new LuaModule(
                    Script.of("return {hello = 'from the environment', path = select(2, ...)}")
                            .named("@greeting.lua"),
                    Optional.of(Path.of("/env/greeting.lua"))))
            : Optional.empty());

    @AfterEach
    void close() {
        bed.close();
    }

    @ParameterizedTest
    @CsvSource({
        "100/3, 33.333333333333",
        "2^53, 9.007199254741e+15",
        "1e15, 1e+15",
        "1e14, 1e+14",
        "99999999999999, 99999999999999",
        "3.0, 3",
        "0.1, 0.1",
        "1/0, inf",
        "-1/0, -inf",
        "0/0, -nan",
        "-(0/0), nan",
        "0.1 + 0.2, 0.3",
        "1e100, 1e+100",
        "5e-324, 4.9406564584125e-324",
        "-2147483648 - 1, -2147483649"
    })
    void printsNumbersAsTheRealInterpreterDoes(String expression, String printed) {
        bed.run("print(" + expression + ") print((" + expression + ") .. '')");

        assertThat(bed.output()).isEqualTo(printed + "\n" + printed + "\n");
    }

    @Test
    void runTimeZeroKeepsItsSign() {
        assertThat(bed.value("local z = 0 return tostring(-z), tostring(z * -1), 1 / -z, ({[0] = 'zero'})[-z]"))
                .isEqualTo("-0 -0 -inf zero");
    }

    @Test
    void outputIsEightBitClean() {
        bed.run("print('\\0\\127\\128\\255\\xe9') io.write('\\200')");

        assertThat(bed.outputBytes())
                .isEqualTo(new byte[] {0, 127, (byte) 128, (byte) 255, (byte) 0xe9, '\n', (byte) 200});
    }

    @Test
    void stringMetatableIsEachVmsOwn() {
        try (Bed other = new Bed()) {
            bed.run("getmetatable('').__index.upper = function() return 'EVIL' end getmetatable('').__add = print");
            bed.run("string.lower = nil");

            assertThat(bed.value("return ('x'):upper()")).isEqualTo("EVIL");
            assertThat(other.value("return ('x'):upper(), ('X'):lower(), getmetatable('').__add"))
                    .isEqualTo("X x nil");
        }
    }

    @Test
    void libraryTablesAndGlobalsAreEachVmsOwn() {
        try (Bed other = new Bed()) {
            bed.run("math.pi = 3 print = nil debug.setmetatable(1, {__index = {x = 1}}) package.loaded.m = 1");

            assertThat(other.value("return math.pi > 3, print ~= nil, debug.getmetatable(1), package.loaded.m"))
                    .isEqualTo("true true nil nil");
        }
    }

    @Test
    void noJavaClassIsWithinReach() {
        assertThat(bed.message("require 'org.luaj.vm2.lib.jse.LuajavaLib'")).contains("not found");
        assertThat(bed.value("return luajava, package.loadlib('x', 'y')")).startsWith("nil nil");
    }

    @Test
    void bytecodeIsNeitherMadeNorLoaded() {
        assertThat(bed.value("return load('\\27Lua')")).contains("nil").contains("bytecode");
        assertThat(bed.message("string.dump(function() end)")).contains("no bytecode");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function f() return 1 + f() end f()",
                "local function f() pcall(f) error('x') end local function g() return 1 + g() end g()",
                "local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] .. '' end return t.x",
                "local function f() return (('x'):gsub('x', function() return f() .. '' end)) end f()",
                "local function f() table.sort({2, 1}, function() f() end) end f()",
                "local t = setmetatable({}, {}) getmetatable(t).__tostring = function(t) return 'x' .. tostring(t) end"
                        + " return tostring(t)",
            })
    void endlessRecursionIsAnErrorThatAScriptCatches(String recursion) {
        assertThat(bed.value("local ok, e = pcall(function() " + recursion + " end) return e"))
                .contains("stack overflow");
        assertThat(bed.message(recursion)).contains("stack overflow");
        assertThat(bed.value("return 'well'")).isEqualTo("well");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(15000)",
                "local function f(n) if n == 0 then return 0 end return 1 + select(2, pcall(f, n - 1)) end return f(15000)",
                "local m = {} m.__add = function(a, n) if n == 0 then return 0 end return 1 + (a + (n - 1)) end"
                        + " return setmetatable({}, m) + 15000",
            })
    void fifteenThousandNestedCallsAreFine(String recursion) {
        assertThat(bed.value(recursion)).isEqualTo("15000");
    }

    @Test
    void tailCallsNeedNoStack() {
        assertThat(bed.value("local function f(n) if n == 0 then return 'end' end return f(n - 1) end return f(1e6)"))
                .isEqualTo("end");
    }

    @Test
    void errorHasItsTracebackAsTheRealInterpreterWordsIt() {
        LuaError error = bed.run("local function inner() error('boom') end\nfunction outer() inner() end\nouter()")
                .error()
                .orElseThrow();

        assertThat(error.message()).isEqualTo("exec:1: boom");
        assertThat(error.chunk()).contains("exec");
        assertThat(error.line()).hasValue(1);
        assertThat(error.traceback())
                .extracting(LuaFrame::toString)
                .containsExactly(
                        "[C]: in function 'error'",
                        "exec:1: in function 'inner'",
                        "exec:2: in function 'outer'",
                        "exec:3: in main chunk",
                        "[C]: in ?");
    }

    @Test
    void preloadedModuleComesBeforeTheEnvironmentsAndThatBeforeFiles() {
        assertThat(bed.value("return require('greeting').hello, require('greeting').path"))
                .isEqualTo("from the environment /env/greeting.lua");
        assertThat(bed.value(
                        "package.loaded.greeting = nil package.preload.greeting = function() return 'preloaded' end"
                                + " return require 'greeting'"))
                .isEqualTo("preloaded");
    }

    @Test
    void exitEndsTheState() {
        EvaluationResult result = bed.run("pcall(function() coroutine.wrap(function() os.exit(7) end)() end)");

        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(result.exitCode()).hasValue(7);
        assertThat(result.stateAfter()).isEqualTo(StateAfter.LOST);
        assertThat(bed.run("return 1").outcome()).isEqualTo(Outcome.VM_LOST);
    }

    @Test
    void commandsWriteToTheEvaluation() {
        bed.run("os.execute('echo out; echo err >&2') io.popen('cat', 'w'):write('piped'):close()");

        assertThat(bed.output()).isEqualTo("out\npiped");
        assertThat(bed.errors()).isEqualTo("err\n");
    }

    @Test
    void commandThatLeavesAChildBehindDoesNotHoldTheScript() {
        assertThat(bed.value("return os.execute('sleep 5 & exit 4')")).isEqualTo("nil exit 4");
    }

    @Test
    void filesLeftOpenAreWrittenWhenTheEvaluationEnds() {
        assertThat(bed.value("name = os.tmpname() file = io.open(name, 'w') file:write('text') return 1"))
                .isEqualTo("1");

        assertThat(bed.value("local f = io.open(name) local s = f:read('*a') f:close() os.remove(name) return s"))
                .isEqualTo("text");
    }

    @Test
    void valuesAreCopiedWithRawAccess() {
        EvaluationResult result = bed.run("""
                local shared = {1, 2}
                local t = setmetatable({shared, shared, x = 1.5}, {__index = error, __pairs = error, __len = error})
                t.self = t
                return t, 2^53, 2^53 * 2, 0.5, 'a\\0b', print
                """);

        LuaValue.Table table = (LuaValue.Table) result.values().get(0);
        assertThat(table.get(2)).containsInstanceOf(LuaValue.Reference.class);
        assertThat(table.get("self")).contains(new LuaValue.Reference(table.id()));
        assertThat(result.values().subList(1, 5))
                .isEqualTo(List.of(
                        LuaValue.of(1L << 53),
                        LuaValue.of(0x1p54),
                        LuaValue.of(0.5),
                        LuaValue.of("a\0b".getBytes(StandardCharsets.ISO_8859_1))));
        assertThat(result.values().get(5)).isInstanceOf(LuaValue.Opaque.class);
    }

    @Test
    void replReadsExpressionsFirstAndKnowsWhatIsIncomplete() {
        assertThat(bed.repl("1 + 1").values()).containsExactly(LuaValue.of(2));
        assertThat(bed.output()).isEqualTo("2\n");
        assertThat(bed.repl("x = 5").values()).isEmpty();
        assertThat(bed.repl("for i = 1, 2 do").incomplete()).isTrue();
        assertThat(bed.repl("f(").incomplete()).isTrue();
        assertThat(bed.repl("x = = 1").incomplete()).isFalse();
        assertThat(bed.repl("'abc").incomplete()).isTrue();
    }

    @Test
    void weakTablesLetGoOfWhatNobodyElseHolds() {
        assertThat(bed.value("""
                local weak = setmetatable({}, {__mode = 'k'})
                local strong = {}
                weak[strong] = 'value'
                local cache = setmetatable({}, {__mode = 'v'})
                cache.x = strong cache[1] = strong cache.s = 'string'
                local n = 0
                for _ in pairs(weak) do n = n + 1 end
                return n, weak[strong], cache.x == strong, cache[1] == strong, cache.s, #cache
                """)).isEqualTo("1 value true true string 1");
    }

    @Test
    void completionReadsWithoutRunning() {
        bed.run("alpha = 1 alphabet = {beta = {gamma = print}} setmetatable(_G, {__index = error})");
        var introspection = bed.engine.introspection().orElseThrow();

        assertThat(introspection.complete("alph", 10)).containsExactly("alpha", "alphabet");
        assertThat(introspection.complete("alphabet.beta.g", 10)).containsExactly("alphabet.beta.gamma");
        assertThat(introspection.complete("string.fo", 10)).containsExactly("string.format");
        assertThat(introspection.complete("io.stdout:wr", 10)).containsExactly("io.stdout:write");
        assertThat(introspection.complete("nothing.here", 10)).isEmpty();
        assertThat(introspection.complete("", 3)).hasSize(3);
    }

    @Test
    void descriptorSaysWhatIsKept() {
        var descriptor = new LuajBackend().descriptor();

        assertThat(descriptor.name()).isEqualTo("luaj");
        assertThat(descriptor.luaVersions()).containsExactly("5.2");
        assertThat(descriptor.levels())
                .containsExactlyInAnyOrder(SandboxLevel.TRUSTED, SandboxLevel.CONSTRAINED, SandboxLevel.ISOLATED);
        assertThat(descriptor.enforcements()).doesNotContain(Enforcement.HARD_KILL, Enforcement.HARD_MEMORY);
        assertThat(descriptor.evaluationStackBytes()).isPositive();
    }

    @Test
    void levelThatItDoesNotClaimIsRefused() {
        assertRefused(EngineSpec.builder(SandboxLevel.UNTRUSTED));
    }

    @Test
    void whatElseItHasNotIsRefused() {
        assertRefused(EngineSpec.builder(SandboxLevel.TRUSTED).luaVersion("5.4"));
        assertRefused(EngineSpec.builder(SandboxLevel.TRUSTED).luaExecutable("/usr/bin/lua"));
        assertRefused(EngineSpec.builder(SandboxLevel.TRUSTED).networked(true));
    }

    private static void assertRefused(EngineSpec.Builder spec) {
        LuajBackend backend = new LuajBackend();
        assertThatThrownBy(() -> backend.start(spec.build()))
                .isInstanceOf(EngineStartException.class)
                .message()
                .contains("'luaj'")
                .doesNotContain("\n");
    }

    @Test
    void stoppedBackendClosesItsEnginesAndStartsNoMore() {
        LuajBackend backend = new LuajBackend();
        var engine = backend.start(EngineSpec.builder(SandboxLevel.TRUSTED).build());

        backend.stop();

        assertThat(engine.evaluate(bed.evaluation(Script.of("return 1")).build())
                        .outcome())
                .isEqualTo(Outcome.VM_LOST);
        assertRefusedBy(backend);
    }

    private static void assertRefusedBy(LuajBackend backend) {
        assertThatThrownBy(() ->
                        backend.start(EngineSpec.builder(SandboxLevel.TRUSTED).build()))
                .isInstanceOf(EngineStartException.class);
    }
}
