// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bioxen.api.vm.Enforcement;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.EvaluationResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instructions, CPU time, memory and call depth are limited: no script gets more, none that stays below is stopped. */
@Timeout(60)
class LimitTest {
    private static final Limits WORK = none().instructions(2_000_000).build();
    private static final Limits MEMORY = none().memoryBytes(16L << 20).build();

    private final Bed bed = new Bed();

    @AfterEach
    void close() {
        bed.close();
    }

    private static Limits.Builder none() {
        return Limits.none().toBuilder();
    }

    private EvaluationResult run(Limits limits, String source) {
        return bed.run(bed.evaluation(Script.of(source)).limits(limits).build());
    }

    private String value(Limits limits, String source) {
        EvaluationResult result = run(limits, source);
        assertThat(result.error()).as(source).isEmpty();
        return result.values().stream()
                .map(LuaValue::asText)
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    private void assertExceeded(Limits limits, String source, String message) {
        run(Limits.none(), "kept = 'kept'");

        EvaluationResult result = run(limits, source);

        assertThat(result.error().map(Object::toString).orElse("no error")).contains(message);
        assertThat(result.outcome()).isEqualTo(Outcome.LIMIT_EXCEEDED);
        assertThat(result.stateAfter()).isEqualTo(StateAfter.KEPT);
        assertThat(value(limits, "return rawget(_G, 'kept')")).isEqualTo("kept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "repeat until false",
                "::a:: goto a",
                "for i = 1, 1e18 do end",
                "for i = 1, math.huge, 0.5 do end",
                "for _ in function() return 1 end do end",
                "local function f() return f() end f()",
                "while true do pcall(function() while true do end end) end",
                "local function f() while true do pcall(f) end end f()",
                "while true do pcall(error) end",
                "xpcall(function() while true do end end, function() while true do end end)",
                "xpcall(error, function() while true do end end)",
                "coroutine.wrap(function() while true do end end)()",
                "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
                "load('while true do end', 'x', 't', {})()",
                "load(function() return ' ' end)",
                "local s = ('x = 1 '):rep(1000) while true do load(s) end",
                "return setmetatable({}, {__index = function() while true do end end}).x",
                "return setmetatable({}, {__concat = function() while true do end end}) .. 'x'",
                "return tostring(setmetatable({}, {__tostring = function() while true do end end}))",
                "setmetatable(_G, {__index = function() while true do end end}) return nothing",
                "table.sort({3, 2, 1}, function() while true do end end)",
                "local t = {} for i = 1, 1000 do t[i] = i % 7 end while true do table.sort(t) end",
                "local t = {} for i = 1, 5000 do t[i] = i end"
                        + " while true do pcall(table.sort, t, function() return math.random() < 0.5 end) end",
                "('x'):gsub('x', function() while true do end end)",
                "return ('a'):rep(40):find(('a?'):rep(40) .. ('a'):rep(40) .. 'b')",
                "return ('a'):rep(30000):find('.-.-.-.-b')",
                "return ('a'):rep(30000):find('(.*)(.*)(.*)x')",
                "return ('('):rep(30000):find('%b()%b()x')  or ('('):rep(30000):gsub('%b()', '')",
                "return ('a'):rep(3e5):find(('a'):rep(1e5) .. 'b', 1, true)",
                "local s = ('a'):rep(1e5) return s:find('[' .. ('b'):rep(1e5) .. ']')",
                "while true do string.rep('x', 1e6) end",
                "while true do (''):rep(1e9) end",
                "local s = ('x'):rep(1e6) while true do s:gsub('', 'y') end",
                "local s = ('x'):rep(1e6) while true do s:upper() end",
                "local s = ('x'):rep(1e6) while true do s:reverse() end",
                "local s = ('x'):rep(1e6) while true do for w in s:gmatch('x*') do end end",
                "local s = ('x'):rep(1e6) while true do s:byte(1, 999999) end",
                "local a, b = ('x'):rep(1e6) .. 'a', ('x'):rep(1e6) .. 'b' while true do local c = a < b end",
                "local a, b = ('x'):rep(1e6) .. 'a', ('x'):rep(1e6) .. 'a' while true do local c = a == b end",
                "local s = ('1'):rep(1e6) while true do tonumber(s) end",
                "local s = ('\\n'):rep(1e6) while true do ('%q'):format(s) end",
                "local t = {} for i = 1, 1e5 do t[i] = i end while true do table.concat(t) end",
                "local t = {} for i = 1, 1e5 do t[i] = i end while true do table.insert(t, 1, 0) end",
                "local t = {} for i = 1, 1e5 do t[i] = i end while true do table.remove(t, 1) table.insert(t, 0) end",
                "local t = {} for i = 1, 1e5 do t[i] = i end while true do table.unpack(t) end",
                "local t = {} for i = 1, 1e5 do t[i] = i end while true do table.pack(table.unpack(t)) end",
                "local t = {} for i = 1, 1e5 do t[i] = i end while true do select('#', 1, table.unpack(t)) end",
                "local t = {} for i = 1, 1e5 do t['x' .. i] = i end for k in pairs(t) do t[k] = nil end"
                        + " while true do next(t) end",
                "local t = {} for i = 1, 1e5 do t['x' .. i] = i end for k in pairs(t) do t[k] = nil end"
                        + " while true do for k in pairs(t) do end end",
                "table.insert(setmetatable({}, {__len = function() return 2 ^ 31 - 10 end}), 1, 1)",
                "table.remove(setmetatable({}, {__len = function() return 2 ^ 31 - 10 end}), 1)",
                "return #setmetatable({}, {__len = function() while true do end end})",
                "while true do collectgarbage('count') end",
                "local function f(...) return f('x', ...) end f()",
            })
    void endlessWorkIsEndedByTheInstructionLimit(String endless) {
        assertExceeded(WORK, endless, "instruction limit of 2000000 exceeded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "while true do pcall(function() while true do end end) end",
                "coroutine.wrap(function() while true do end end)()",
                "while true do coroutine.wrap(function() for i = 1, 1e4 do end end)() end",
                "return ('a'):rep(40):find(('a?'):rep(40) .. ('a'):rep(40) .. 'b')",
                "while true do string.rep('x', 1e6) end"
            })
    void endlessWorkIsEndedByTheCpuTimeLimit(String endless) {
        assertExceeded(none().cpuTime(Duration.ofMillis(150)).build(), endless, "CPU time limit of 150 ms exceeded");
    }

    @Test
    void timeThatIsNotSpentComputingIsNotCpuTime() {
        EvaluationResult result =
                bed.run(bed.evaluation(Script.of("local n = 0 for i = 1, 1e4 do n = n + i end return io.read('*a')"))
                        .limits(none().cpuTime(Duration.ofSeconds(5)).build())
                        .build());

        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local t = {} while true do t[#t + 1] = {} end",
                "local t = {} while true do t[#t + 1] = {1, 2, 3} end",
                "local t = {} local i = 0 while true do i = i + 1 t['key' .. i] = true end",
                "local t = {} local i = 0 while true do i = i + 1 t[i] = i + 0.5 end",
                "local s = 'x' while true do s = s .. s end",
                "local t = {} while true do pcall(function() t[#t + 1] = ('x'):rep(100000) .. #t end) end",
                "local t while true do t = {t} end",
                "local f while true do local g = f f = function() return g end end",
                "local function f(s) local t = s .. s return f(t) .. t end f('x')",
                "local function f(a) local b = {} for i = 1, 1000 do b[i] = i end return f(b) + #a end f({})",
                "local t = setmetatable({}, {__mode = 'k'}) local k = {} while true do k = {k} t[k] = 1 end",
                "local c = {} while true do local s = ('x'):rep(1e5) .. #c" + " c[#c + 1] = ('abc'):gmatch(s) end",
                "local all = {} for i = 1, 100 do local s = ('x'):rep(1e6) .. i"
                        + " all[i] = coroutine.wrap(function() coroutine.yield() return s end) all[i]() end",
                "coroutine.wrap(function() local t = {} while true do t[#t + 1] = {} end end)()",
                "local t = {} for i = 1, 1e9 do t[i] = function() return i end end",
                "local t = {} for i = 1, 1e9 do t[i] = load('return ' .. i .. ' + ' .. i) end",
                "local s = ('x'):rep(1e6) s:gsub('.', function() return s end)",
                "local function nest(n) return (('x'):rep(1000000):gsub('x$', function() return nest(n + 1) end)) end"
                        + " nest(1)",
                "local t = {} for i = 1, 40 do t[i] = ('x'):rep(1e6) end return table.concat(t) .. table.concat(t)",
                "local t, s = {}, ('x'):rep(1e6) for i = 1, 15 do t[i] = s end return table.concat(t)"
                        + " .. table.concat(t)",
                "local s = ('x'):rep(1e6) local n = 0 load(function() n = n + 1 return '--' .. n .. s end)",
                "_G.t = {} while true do local ok = pcall(table.insert, t, ('x'):rep(1e5)) end",
                "return setmetatable({}, {__index = function(t, k) local u = {} while true do u = {u} end end}).x",
                "debug.getregistry().all = {} while true do table.insert(debug.getregistry().all, {}) end",
            })
    void growthIsEndedByTheMemoryLimit(String growing) {
        assertExceeded(MEMORY, growing, "memory limit of 16777216 bytes exceeded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return ('x'):rep(1e8)",
                "return ('x'):rep(1e7, 'yy')",
                "local s = ('x'):rep(1e7) return s .. s",
                "local t, s = {}, ('x'):rep(1e6) for i = 1, 4000 do t[i] = s end return table.concat(t)",
                "return table.concat({1, 2}, ('x'):rep(17000000))",
                "local s = ('x'):rep(1e6) return ('%s'):rep(20):format(s,s,s,s,s,s,s,s,s,s,s,s,s,s,s,s,s,s,s,s)",
                "return ('x'):rep(4000):gsub('x', ('y'):rep(4000)):gsub('y', 'zz')",
                "return ('x'):rep(5e6):gsub('', 'yyyyyyyyyy')",
                "local t = {} t[1] = table.concat({('x'):rep(9e6), ('y'):rep(9e6)})",
            })
    void requestBeyondTheMemoryLimitIsAnErrorOrTheEnd(String source) {
        EvaluationResult result = run(MEMORY, source);

        assertThat(result.outcome()).isIn(Outcome.SCRIPT_ERROR, Outcome.LIMIT_EXCEEDED);
        assertThat(result.error().orElseThrow().message())
                .containsAnyOf("not enough memory", "memory limit", "resulting string too large");
        assertThat(value(MEMORY, "return pcall(string.rep, 'x', 1e8)")).isEqualTo("false not enough memory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return table.unpack({}, 1, 1e8)",
                "return ('x'):rep(2e6):byte(1, -1)",
                "return string.rep('x', 2^31)",
                "return string.rep('x', 65536):rep(65537)",
                "return ('x'):rep(-1):rep(1e308)",
                "local t = {} t[2^26] = 1 return #t",
                "local t = {} t[2^53] = 1 return #t",
                "return table.concat({}, 'x', 1, 1e9)",
                "return string.format('%99.99f', 1e308)",
                "return string.format('%1000000000d', 1)",
            })
    void extremeArgumentIsRefusedOrCheap(String source) {
        EvaluationResult result = run(MEMORY, source);

        assertThat(result.outcome()).isIn(Outcome.SCRIPT_ERROR, Outcome.COMPLETED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for i = 1, 3e5 do local s = 'a' .. i local t = {s} end return 'done'",
                "local keep = {} for i = 1, 1e5 do keep[i % 100] = {i, tostring(i)} end return 'done'",
                "for i = 1, 50 do local s = ('x'):rep(1e6) .. i end return 'done'",
                "for i = 1, 50 do local t = {} for j = 1, 1e4 do t[j] = j end end return 'done'",
                "for i = 1, 50 do local s = {} for j = 1, 1e4 do s[j] = 'x' end s = table.concat(s):upper():rep(20) end"
                        + " return 'done'",
                "local t = setmetatable({}, {__mode = 'v'}) for i = 1, 50 do t[i] = {('x'):rep(1e6) .. i} end"
                        + " return 'done'",
                "for i = 1, 50 do coroutine.wrap(function() local s = ('x'):rep(1e6) .. i end)() end return 'done'",
                "local function f(n) if n > 0 then local s = ('x'):rep(1e5) f(n - 1) end end"
                        + " for i = 1, 20 do f(50) end return 'done'",
                "local s = ('x'):rep(4e6) local n = 0 for i = 1, 10 do for c in s:gmatch('x*') do n = n + 1 end end"
                        + " return 'done'",
                "local s = ('x'):rep(1e6) local t = {} for i = 1, 1000 do t[i] = s end return 'done'",
                "local x = 0.5 local t = {} for i = 1, 7e5 do t[i] = x end return 'done'",
                "for i = 1, 30 do pcall(function() ('x'):rep(3e6):gsub('x', function() error('no') end) end) end"
                        + " return 'done'",
            })
    void garbageIsNoReasonToStop(String source) {
        assertThat(value(MEMORY, source)).isEqualTo("done");
    }

    @Test
    void limitsOfOneEvaluationAreNotThoseOfTheNext() {
        run(none().instructions(1000).callDepth(20).memoryBytes(1 << 20).build(), "while true do end");

        assertThat(value(
                        Limits.none(),
                        "local function f(n) return n == 0 and 0 or 1 + f(n - 1) end"
                                + " local s = ('x'):rep(3e6) for i = 1, 1e5 do end return f(15000), #s"))
                .isEqualTo("15000 3000000");
    }

    @Test
    void whatOneEvaluationLeavesCountsInTheNext() {
        run(MEMORY, "kept = ('x'):rep(9e6)");

        assertThat(run(MEMORY, "more = ('x'):rep(9e6)").outcome()).isEqualTo(Outcome.LIMIT_EXCEEDED);
        assertThat(value(MEMORY, "kept = nil more = ('x'):rep(9e6) return #more"))
                .isEqualTo("9000000");
    }

    @Test
    void manySmallEvaluationsMayTogetherAllocateMoreThanTheMemoryLimit() {
        for (int i = 0; i < 300; i++) {
            assertThat(value(MEMORY, "local s = ('x'):rep(2e5) return #s")).isEqualTo("200000");
        }
    }

    @Test
    void instructionsOfEarlierEvaluationsDoNotCount() {
        Limits limits = none().instructions(100_000).build();
        for (int i = 0; i < 20; i++) {
            assertThat(value(limits, "for i = 1, 20000 do end return 'done'")).isEqualTo("done");
        }
    }

    @Test
    void instructionLimitIsKeptExactlyEnough() {
        String loop = "local n = 0 for i = 1, 100000 do n = n + 1 end return 'done'";

        assertThat(value(none().instructions(1_000_000).build(), loop)).isEqualTo("done");
        assertThat(run(none().instructions(100_000).build(), loop).outcome()).isEqualTo(Outcome.LIMIT_EXCEEDED);
    }

    @Test
    void callDepthIsLimitedByACatchableError() {
        Limits limits = none().callDepth(100).build();
        String nested = "local function f(n) return n == 0 and 0 or 1 + f(n - 1) end ";

        assertThat(value(limits, nested + "return f(90)")).isEqualTo("90");
        assertThat(value(limits, nested + "return select(2, pcall(f, 110)):match('stack overflow')"))
                .isEqualTo("stack overflow");
        assertThat(value(limits, nested + "return select(2, coroutine.resume(coroutine.create(f), 110))"))
                .contains("stack overflow");
        assertThat(run(limits, nested + "return f(110)").error().orElseThrow().message())
                .contains("stack overflow");
    }

    @Test
    void coroutineOfAnEarlierEvaluationHasTheCallDepthOfTheOneThatResumesIt() {
        run(
                none().callDepth(50).build(),
                "local function f(n) return n == 0 and 0 or 1 + f(n - 1) end"
                        + " c = coroutine.wrap(function() coroutine.yield() return f(1000) end) c()");

        assertThat(value(Limits.none(), "return c()")).isEqualTo("1000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function f() return 1 + f() end f()",
                "local function f() return (pcall(f)) end return select(2, f(), error('stack overflow'))",
                "local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end return t.x",
                "local t = setmetatable({}, {}) getmetatable(t).__tostring = function() return tostring(t) end tostring(t)",
                "local t = setmetatable({}, {}) getmetatable(t).__concat = function(a, b) return a .. b end return t .. t",
                "local t, u = {}, {} local m = {} m.__eq = function(a, b) return a == b end"
                        + " return setmetatable(t, m) == setmetatable(u, m)",
                "local function f() ('x'):gsub('x', f) end f()",
                "local function f() table.sort({2, 1}, f) end f()",
                "local function f() return load(f) end f() error('stack overflow')",
            })
    void endlessRecursionIsACatchableError(String source) {
        assertThat(run(MEMORY.toBuilder().memoryBytes(64 << 20).build(), source)
                        .error()
                        .orElseThrow()
                        .message())
                .contains("stack overflow");
        assertThat(value(Limits.none(), "return 'well'")).isEqualTo("well");
    }

    @Test
    void neighbourIsNotAffected() throws Exception {
        try (Bed neighbour = new Bed()) {
            Bed.Run growing = bed.start(bed.evaluation(Script.of("local t = {} while true do t[#t + 1] = {} end"))
                    .limits(MEMORY)
                    .build());
            List<String> answers = new java.util.ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(neighbour.value("local t = {} for i = 1, 1000 do t[i] = {} end return #t"));
            }

            assertThat(growing.await().outcome()).isEqualTo(Outcome.LIMIT_EXCEEDED);
            assertThat(answers).containsOnly("1000");
        }
    }

    @Test
    void resultThatIsLargerThanTheMemoryIsNotCopiedOut() {
        EvaluationResult result =
                run(MEMORY, "local s, t = ('x'):rep(1e6), {} for i = 1, 1000 do t[i] = s end return t");

        assertThat(result.outcome()).isIn(Outcome.LIMIT_EXCEEDED, Outcome.SCRIPT_ERROR);
    }

    @Test
    void withoutALimitARequestThatTheHostHasNoRoomForIsAnError() throws Exception {
        Process host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHost.class.getName(),
                        "local t = {} for i = 1, 100 do local ok, s = pcall(string.rep, 'x' .. i, 5e6)"
                                + " if not ok then return s, i > 2 end t[i] = s end")
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("not enough memory true");
        } finally {
            host.destroyForcibly();
        }
    }

    /** A host with a heap of its own: evaluates a script without limits and prints its values. */
    static final class SmallHost {
        private SmallHost() {}

        public static void main(String... args) {
            try (Bed bed = new Bed()) {
                System.out.print(bed.value(args[0]));
            }
        }
    }

    @Test
    void countGrowsAndShrinksWithWhatIsHeld() {
        assertThat(bed.value("local a = collectgarbage('count') local s = ('x'):rep(1e6)"
                        + " local b = collectgarbage('count') s = nil local c = collectgarbage('count')"
                        + " return b - a > 900 and b - a < 1100, math.abs(c - a) < 10"))
                .isEqualTo("true true");
    }

    @Test
    void tableThatBecomesMostlyHolesLosesNothing() {
        assertThat(bed.value("local t = {} for i = 1, 127 do t[i] = i end for i = 1, 126 do t[i] = nil end"
                        + " t[129] = 'far' t[128] = 'near' return t[127], t[128], t[129], t[1]"))
                .isEqualTo("127 near far nil");
    }

    @Test
    void borderOfElementsInTheHashIsFound() {
        assertThat(bed.value("local t = {} for i = 64, 1, -1 do t[i] = i end"
                        + " for i = 1, 40 do t[#t] = nil end return #t, t[24], t[25]"))
                .isEqualTo("24 24 nil");
    }

    @Test
    void descriptorClaimsWhatIsKept() {
        assertThat(new LuajBackend().descriptor().enforcements())
                .contains(Enforcement.INSTRUCTIONS, Enforcement.CPU_TIME, Enforcement.MEMORY, Enforcement.CALL_DEPTH);
    }

    @Test
    void limitThatTheThreadCannotCountIsRefusedAndTheStateKept() throws Exception {
        java.lang.reflect.Method start;
        try {
            start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException before21) {
            org.assertj.core.api.Assumptions.assumeThat(Runtime.version().feature())
                    .as("a Java with virtual threads")
                    .isGreaterThanOrEqualTo(21);
            return;
        }
        CompletableFuture<EvaluationResult> refused = new CompletableFuture<>();
        start.invoke(null, (Runnable) () -> {
            try {
                refused.complete(bed.engine.evaluate(
                        bed.evaluation(Script.of("return 1")).limits(MEMORY).build()));
            } catch (RuntimeException failure) {
                refused.completeExceptionally(failure);
            }
        });

        assertThatThrownBy(refused::get)
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("evaluate on a platform thread");
        assertThat(bed.value("return 'well'")).isEqualTo("well");
    }

    @Test
    void walkOverWhatIsHeldAsksForLittleMemoryItself() {
        // Given a VM that holds many small objects
        run(Limits.none(), "all = {} for i = 1, 3e5 do all[i] = {i} end");
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        CompletableFuture<Long> allocated = new CompletableFuture<>();
        Thread thread = new Thread(
                null,
                () -> {
                    long before = threads.getCurrentThreadAllocatedBytes();
                    bed.engine.evaluate(
                            bed.evaluation(Script.of("collectgarbage('count')")).build());
                    allocated.complete(threads.getCurrentThreadAllocatedBytes() - before);
                },
                "walk",
                1 << 20);

        thread.start();

        assertThat(allocated.join()).isLessThan(6L << 20);
    }
}
