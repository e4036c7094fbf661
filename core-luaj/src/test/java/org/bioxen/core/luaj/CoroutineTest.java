// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.core.luaj.vm.CoroutineTransport;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Coroutines, on every transport that this JVM has. */
@Timeout(60)
class CoroutineTest {
    private static final String PREFIX = "bioxen-luaj-1-coroutine";

    static Stream<CoroutineTransport> transports() {
        return CoroutineTransport.best() == CoroutineTransport.CONTINUATION
                ? Stream.of(CoroutineTransport.values())
                : Stream.of(CoroutineTransport.THREAD);
    }

    /** Those of this engine: a backend numbers its engines from 1 on, and tests of one class run one after the other. */
    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(PREFIX))
                .toList();
    }

    private static void awaitNoThreads() throws InterruptedException {
        for (Thread thread : threads()) {
            thread.join(10_000);
        }
        assertThat(threads()).isEmpty();
    }

    @Test
    void javaThatHasContinuationsUsesThem() {
        assertThat(CoroutineTransport.best())
                .isEqualTo(
                        Runtime.version().feature() >= 21
                                ? CoroutineTransport.CONTINUATION
                                : CoroutineTransport.THREAD);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void idleEngineHoldsNoThreadOfACoroutineThatHasEnded(CoroutineTransport transport) throws InterruptedException {
        try (Bed bed = new Bed(transport)) {
            bed.run("for i = 1, 100 do coroutine.wrap(function() return i end)() end");

            awaitNoThreads();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void closingTheEngineEndsSuspendedCoroutines(CoroutineTransport transport) throws InterruptedException {
        Bed bed = new Bed(transport);
        bed.run("""
                kept = {}
                for i = 1, 50 do local c = coroutine.wrap(function() coroutine.yield() end) c() kept[i] = c end
                """);
        assertThat(threads()).hasSize(transport == CoroutineTransport.THREAD ? 50 : 0);

        bed.close();

        awaitNoThreads();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void suspendedCoroutineGoesOnInALaterEvaluation(CoroutineTransport transport) {
        try (Bed bed = new Bed(transport)) {
            bed.run("c = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) c()");

            assertThat(bed.value("return c(), c()")).isEqualTo("2 3");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void coroutineThatMovesToAnotherThreadWorksForThatOne(CoroutineTransport transport) throws InterruptedException {
        // What it writes is written by the thread that evaluates, or by its own; never by one of an earlier evaluation.
        List<Thread> writers = Collections.synchronizedList(new ArrayList<>());
        try (Bed bed = new Bed(transport)) {
            bed.run("""
                    local function body(n)
                        if n > 0 then return body(n - 1) + 1 end
                        while true do
                            for i = 1, 50 do print(i) end
                            coroutine.yield()
                        end
                    end
                    c = coroutine.wrap(body)
                    """);
            for (int round = 0; round < 300; round++) {
                writers.clear();
                CompletableFuture<Thread> evaluator = new CompletableFuture<>();
                Thread thread = new Thread(null, () -> {
                    evaluator.complete(Thread.currentThread());
                    bed.engine.evaluate(Evaluation.builder(
                                    Script.of("for i = 1, 20 do c(10) end"), (stream, bytes, offset, length) -> {
                                        writers.add(Thread.currentThread());
                                        return true;
                                    })
                            .build());
                });
                thread.start();
                thread.join();
                assertThat(writers).hasSize(1000);
                if (transport == CoroutineTransport.CONTINUATION) {
                    assertThat(writers).containsOnly(evaluator.join());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void yieldsGoThroughEverythingThatCallsAFunction(CoroutineTransport transport) {
        try (Bed bed = new Bed(transport)) {
            assertThat(bed.value("""
                    local y = coroutine.yield
                    package.preload.m = function() return y('require') end
                    local t = setmetatable({}, {
                        __index = function() return y('index') end,
                        __newindex = function() y('newindex') end,
                        __call = function() return y('call') end,
                        __add = function() return y('add') end,
                        __concat = function() return y('concat') end,
                        __eq = function() return y('eq') end,
                        __lt = function() return y('lt') end,
                        __len = function() return y('len') end,
                        __tostring = function() return y('tostring') end,
                        __pairs = function() y('pairs') return next, {} end,
                    })
                    local u = setmetatable({}, getmetatable(t))
                    local c = coroutine.wrap(function()
                        pcall(y, 'pcall')
                        pcall(function() pcall(error) y('pcall2') end)
                        xpcall(y, print, 'xpcall')
                        xpcall(error, function() y('handler') end)
                        local _ = t.x; t.x = 1; t(); _ = t + 1; _ = t .. 'x'; _ = t == u; _ = t < u; _ = #t
                        tostring(t)
                        for _ in pairs(t) do end
                        for _ in function() return y('iterator') end do end
                        table.sort({1, 2}, function() return y('sort') end)
                        string.gsub('x', 'x', function() return y('gsub') end)
                        load(function() return y('load') end)
                        require 'm'
                        return 'end'
                    end)
                    local seen = {}
                    repeat
                        local at = c('')
                        if at ~= seen[#seen] then seen[#seen + 1] = at end
                        if at == 'iterator' or at == 'load' or at == 'sort' then
                            at = c(nil)
                            seen[#seen + 1] = at
                        end
                    until at == 'end'
                    return table.concat(seen, ' ')
                    """))
                    .isEqualTo(
                            "pcall pcall2 xpcall handler index newindex call add concat eq lt len tostring pairs iterator"
                                    + " sort gsub load require end");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void deepCallsYieldAndGoOn(CoroutineTransport transport) {
        try (Bed bed = new Bed(transport)) {
            assertThat(bed.value("""
                    local function deep(n) if n == 0 then return coroutine.yield('down') end return 1 + deep(n - 1) end
                    local c = coroutine.wrap(deep)
                    local down = c(15000)
                    return down, c(0)
                    """)).isEqualTo("down 15000");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void endlessRecursionInACoroutineIsAnErrorThatAScriptCatches(CoroutineTransport transport) {
        try (Bed bed = new Bed(transport)) {
            assertThat(bed.value("""
                    local function f() return 1 + f() end
                    local function g() return (coroutine.wrap(function() return (f()) end)()) end
                    local ok, message = coroutine.resume(coroutine.create(f))
                    local again, other = pcall(coroutine.wrap(f))
                    local function down(n) if n == 0 then return select(2, pcall(g)) end local x = down(n - 1) return x end
                    return ok, message:match('stack overflow'), again, other:match('stack overflow'),
                        down(31000):match('stack overflow')
                    """)).isEqualTo("false stack overflow false stack overflow stack overflow");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void coroutinesThatResumeCoroutinesEndInAnErrorAsInLua(CoroutineTransport transport) {
        try (Bed bed = new Bed(transport)) {
            assertThat(bed.value("""
                    local depth = 0
                    local function go(n)
                        if n == 0 then return 'bottom' end
                        depth = depth + 1
                        local ok, result = coroutine.resume(coroutine.create(go), n - 1)
                        if not ok then error(result, 0) end
                        return result
                    end
                    local ok, message = pcall(go, 10000)
                    return ok, message, depth, go(150)
                    """)).isEqualTo("false C stack overflow 197 bottom");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void smallStackOfTheCallerIsAnErrorNotTheEnd(CoroutineTransport transport) throws InterruptedException {
        try (Bed bed = new Bed(transport)) {
            List<EvaluationResult> results = new ArrayList<>();
            for (int kilobytes = 256; kilobytes < 400; kilobytes += 8) {
                Thread thread = new Thread(
                        null,
                        () -> results.add(bed.engine.evaluate(
                                bed.evaluation(Script.of("""
                                    local function f(n) if n > 0 then return 1 + f(n - 1) end return g(20) end
                                    function g(n) if n == 0 then return 1 end return (coroutine.wrap(g)(n - 1)) end
                                    for i = 1, 3000, 7 do pcall(f, i) end
                                    """)).build())),
                        "small",
                        kilobytes << 10);
                thread.start();
                thread.join();
            }
            assertThat(results).hasSize(18).allSatisfy(result -> assertThat(result.outcome())
                    .isEqualTo(Outcome.COMPLETED));
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void droppedCoroutinesExhaustNothing(CoroutineTransport transport) throws InterruptedException {
        try (Bed bed = new Bed(transport)) {
            assertThat(bed.value("""
                    for i = 1, 6000 do coroutine.wrap(function() coroutine.yield() end)() end
                    return 'done'
                    """)).isEqualTo("done");
            assertThat(threads()).hasSizeLessThanOrEqualTo(4000);
        }
        awaitNoThreads();
    }

    @Test
    void tooManyCoroutinesWithThreadsAreAnErrorThatAScriptCatches() throws InterruptedException {
        try (Bed bed = new Bed(CoroutineTransport.THREAD)) {
            assertThat(bed.value("""
                    local kept = {}
                    local ok, message = pcall(function()
                        for i = 1, 1e6 do
                            local c = coroutine.wrap(function() coroutine.yield() end)
                            kept[i] = c
                            c()
                        end
                    end)
                    return message
                    """)).contains("too many coroutines");
            assertThat(bed.run("return 1").outcome()).isEqualTo(Outcome.COMPLETED);
        }
        awaitNoThreads();
    }

    @Test
    void manyCoroutinesLiveAtATimeOnContinuations() {
        assumeTrue(CoroutineTransport.best() == CoroutineTransport.CONTINUATION, "this Java has no continuations");
        try (Bed bed = new Bed(CoroutineTransport.CONTINUATION)) {
            assertThat(bed.value("""
                    local kept = {}
                    for i = 1, 10000 do
                        kept[i] = coroutine.wrap(function(x) while true do x = x + coroutine.yield(x) end end)
                    end
                    local sum = 0
                    for round = 1, 3 do for i = 1, #kept do sum = sum + kept[i](i) end end
                    return sum
                    """)).isEqualTo("300030000");
            assertThat(threads()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void killReachesACoroutineThatOthersWaitFor(CoroutineTransport transport) throws InterruptedException {
        try (Bed bed = new Bed(transport)) {
            CompletableFuture<Void> running = new CompletableFuture<>();
            Bed.Run run = bed.start(Evaluation.builder(
                            Script.of("""
                            local function nest(n)
                                if n == 0 then print('x') while true do pcall(function() while true do end end) end end
                                while true do coroutine.resume(coroutine.create(nest), n - 1) end
                            end
                            nest(5)
                            """), (stream, bytes, offset, length) -> running.complete(null) || true)
                    .build());
            running.orTimeout(30, TimeUnit.SECONDS).join();

            assertThat(run.interrupt(InterruptReason.REQUESTED).outcome()).isEqualTo(Outcome.INTERRUPTED);
            assertThat(bed.value("return coroutine.wrap(function() return 'alive' end)()"))
                    .isEqualTo("alive");
            awaitNoThreads();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void closeEndsASuspendedCoroutineAndTellsWhatADeadOneDiedOf(CoroutineTransport transport)
            throws InterruptedException {
        try (Bed bed = new Bed(transport)) {
            assertThat(bed.value("""
                    local function show(...) return table.concat({...}, ',', 1, select('#', ...)) end
                    local function s(...) local t = {...} for i = 1, select('#', ...) do t[i] = tostring(t[i]) end
                        return table.concat(t, ',') end
                    local c = coroutine.create(function() coroutine.yield() end)
                    coroutine.resume(c)
                    local failed = coroutine.create(function() error('why', 0) end)
                    coroutine.resume(failed)
                    local outer
                    outer = coroutine.create(function()
                        return coroutine.wrap(function() return s(pcall(coroutine.close, outer)) end)()
                    end)
                    return s(coroutine.close(c)), coroutine.status(c), s(coroutine.resume(c)), s(coroutine.close(c)),
                        s(coroutine.close(failed)), s(coroutine.close(failed)),
                        s(coroutine.close(coroutine.create(print))),
                        s(coroutine.resume(outer)), s(pcall(coroutine.close, coroutine.running()))
                    """))
                    .isEqualTo("true dead false,cannot resume dead coroutine true false,why true true"
                            + " true,false,cannot close a normal coroutine false,cannot close a running coroutine");
            awaitNoThreads();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void onlyTheMainCoroutineIsNotYieldable(CoroutineTransport transport) {
        try (Bed bed = new Bed(transport)) {
            assertThat(bed.value("""
                    local main, isMain = coroutine.running()
                    return isMain, coroutine.isyieldable(), coroutine.wrap(function()
                        local this, flag = coroutine.running()
                        return flag, coroutine.isyieldable(), coroutine.isyieldable(main), coroutine.isyieldable(this)
                    end)()
                    """)).isEqualTo("true false false true false true");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void wrapPutsItsCallersPositionBeforeAnError(CoroutineTransport transport) {
        try (Bed bed = new Bed(transport)) {
            assertThat(bed.message("local c = coroutine.wrap(function() error('e', 0) end)\nc()"))
                    .endsWith(":2: e");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void libraryWorksTheSameInACoroutine(CoroutineTransport transport) {
        try (Bed bed = new Bed(transport)) {
            assertThat(bed.value("""
                    return coroutine.wrap(function()
                        local t = {3, 1, 2}
                        table.sort(t, function(a, b) return a < b end)
                        return table.concat(t, ',') .. ('x'):gsub('x', function() return pcall(error, 'e') and 1 or 'ok' end)
                    end)()
                    """)).isEqualTo("1,2,3ok");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void virtualThreadMayEvaluate(CoroutineTransport transport) {
        assumeTrue(Runtime.version().feature() >= 21, "this Java has no virtual threads");
        try (Bed bed = new Bed(transport)) {
            bed.run("c = coroutine.wrap(function() for i = 1, 9 do coroutine.yield(i) end end) c()");
            CompletableFuture<String> results = new CompletableFuture<>();
            assertThatCode(() -> Thread.class
                            .getMethod("startVirtualThread", Runnable.class)
                            .invoke(null, (Runnable) () -> {
                                try {
                                    results.complete(bed.engine
                                            .evaluate(bed.evaluation(Script.of("""
                                                    d = coroutine.wrap(function() print(c()) coroutine.yield(c()) end)
                                                    return d()
                                                    """))
                                                    .build())
                                            .values()
                                            .toString());
                                } catch (Throwable failed) {
                                    results.completeExceptionally(failed);
                                }
                            }))
                    .doesNotThrowAnyException();

            assertThat(results.orTimeout(30, TimeUnit.SECONDS).join()).contains("3");
            assertThat(bed.value("d() return c()")).isEqualTo("4");
        }
    }
}
