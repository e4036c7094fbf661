// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.core.process.Lab.run;
import static org.bioxen.core.process.Lab.texts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bioxen.api.vm.Grants;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.spi.backend.EngineSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which interpreters are started ahead, who gets them, and what becomes of them. */
class WarmPoolTest {
    private final Set<Long> before = children();
    private final Lab lab = new Lab(1);

    @AfterEach
    void nothingIsLeft() {
        lab.close();
        assertThat(children()).isSubsetOf(before);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("bioxen-process-filler");
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private static String pool(ProcessBackend backend) {
        return backend.descriptor().remarks().stream()
                .filter(remark -> remark.startsWith("warm pool: "))
                .findFirst()
                .orElseThrow()
                .substring("warm pool: ".length());
    }

    /** Looks again and again, as what happens in the background tells nobody. */
    private static void await(Supplier<String> actual, String wanted) {
        long end = System.nanoTime() + Lab.PATIENCE.toNanos();
        while (!actual.get().equals(wanted) && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(actual.get()).isEqualTo(wanted);
    }

    /** Starts two engines of a kind and waits until another is ready; answers its process. */
    private long warmUp(EngineSpec.Builder spec) {
        lab.engine(spec);
        Set<Long> known = children();
        known.add(lab.engine(spec).pid());
        await(() -> pool(lab.backend), "1 of 1 ready");
        return children().stream()
                .filter(pid -> !known.contains(pid))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneOfAKindPaysForOne() {
        lab.engine();

        assertThat(pool(lab.backend)).isEqualTo("0 of 0 ready");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAskedForTheThirdTimeIsReadyAndIsReplaced(SandboxLevel level) {
        Lab.assumeKept(lab.backend, level);
        EngineSpec.Builder spec = EngineSpec.builder(level);
        long ready = warmUp(spec);

        ProcessEngine engine = lab.engine(spec);

        assertThat(engine.pid()).isEqualTo(ready);
        assertThat(texts(run(engine, "x = (x or 0) + 1 return x"))).containsExactly("1");
        await(() -> pool(lab.backend), "1 of 1 ready");
        engine.close();
        ProcessEngine next = lab.engine(spec);
        assertThat(next.pid()).isNotEqualTo(ready);
        assertThat(texts(run(next, "x = (x or 0) + 1 return x"))).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lua5.1", "lua5.4", "luajit"})
    void anotherInterpreterIsAnotherKind(String interpreter) {
        Lab.required(Lab.has(interpreter), interpreter + " is not installed on this machine");
        long ready = warmUp(Lab.spec().luaExecutable("lua5.3"));

        assertThat(lab.engine(interpreter).pid()).isNotEqualTo(ready);
        assertThat(texts(run(lab.engine("lua5.3"), "return _VERSION"))).containsExactly("Lua 5.3");
    }

    @Test
    void limitOnMemoryHoldsInWhatWasStartedAheadAndNowhereElse() {
        Lab.assumeKept(lab.backend, SandboxLevel.CONSTRAINED);
        Limits limits = Limits.none().toBuilder().memoryBytes(16 << 20).build();
        EngineSpec.Builder small = EngineSpec.builder(SandboxLevel.CONSTRAINED).limits(limits);
        long ready = warmUp(small);

        ProcessEngine unlimited = lab.engine(EngineSpec.builder(SandboxLevel.CONSTRAINED));
        ProcessEngine limited = lab.engine(small);

        assertThat(limited.pid()).isEqualTo(ready);
        assertThat(run(limited, "return #('x'):rep(2^27)").outcome()).isEqualTo(Outcome.LIMIT_EXCEEDED);
        assertThat(texts(run(unlimited, "return #('x'):rep(2^27)"))).containsExactly("134217728");
    }

    @Test
    void whatIsGrantedSomethingStartsItsOwn() {
        Lab.assumeKept(lab.backend, SandboxLevel.CONSTRAINED);
        EngineSpec.Builder spec = EngineSpec.builder(SandboxLevel.CONSTRAINED)
                .grants(Grants.builder().read(Lab.SCRATCH).build());

        Stream.of(1, 2, 3).forEach(time -> lab.engine(spec));

        assertThat(pool(lab.backend)).isEqualTo("0 of 0 ready");
    }

    @Test
    void oneThatHasEndedIsNotHandedOut() throws Exception {
        long ready = warmUp(Lab.spec());
        ProcessHandle.of(ready).orElseThrow().destroyForcibly();
        Lab.awaitEnd(ready);

        assertThat(texts(run(lab.engine(), "return 'here'"))).containsExactly("here");
    }

    @Test
    void oneThatWasStoppedIsEndedAndNotHandedOut() throws Exception {
        long ready = warmUp(Lab.spec());
        assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -STOP " + ready)
                        .start()
                        .waitFor())
                .isZero();

        ProcessEngine engine = lab.engine();

        assertThat(engine.pid()).isNotEqualTo(ready);
        assertThat(texts(run(engine, "return 'here'"))).containsExactly("here");
        assertThat(Lab.isLive(ready)).isFalse();
    }

    @Test
    void changedConfigurationEndsWhatWasStartedAhead() {
        long ready = warmUp(Lab.spec());

        lab.offer(0);

        assertThat(pool(lab.backend)).isEqualTo("off");
        assertThat(Lab.isLive(ready)).isFalse();
        lab.offer(2);
        lab.engine();
        lab.engine();
        await(() -> pool(lab.backend), "2 of 2 ready");
    }

    @Test
    void ofManyKindsTheLastAreKept() {
        for (int kind = 0; kind <= WarmPool.MAX_KINDS; kind++) {
            EngineSpec.Builder spec = Lab.spec()
                    .limits(Limits.none().toBuilder()
                            .memoryBytes((64 + kind) << 20)
                            .build());
            lab.engine(spec).close();
            lab.engine(spec).close();
        }

        await(() -> pool(lab.backend), WarmPool.MAX_KINDS + " of " + WarmPool.MAX_KINDS + " ready");
    }

    @Test
    void oneIsNeverHandedOutTwice() throws Exception {
        lab.offer(4);
        var executor = Executors.newFixedThreadPool(4);
        List<Future<Long>> starts = executor.invokeAll(
                Stream.generate(() -> (Callable<Long>) () -> lab.engine().pid())
                        .limit(24)
                        .toList());
        executor.shutdown();

        Set<Long> pids = new HashSet<>();
        for (Future<Long> start : starts) {
            pids.add(start.get(Lab.PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        }

        assertThat(pids).hasSize(24);
    }
}
