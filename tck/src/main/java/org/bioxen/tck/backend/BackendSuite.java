// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.LuaBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What the suites have in common: the backend under test, which engines of it are tested, and a bench to run them on. Extend
 * one of the suites, not this.
 *
 * <p>After each test it closes every engine and fails the test if a thread or a child process is left.
 */
@Isolated("counts the threads and the child processes of the JVM")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public abstract class BackendSuite {
    private Workbench bench;
    private Leftovers leftovers;

    /**
     * The backend under test. Asked once a test. It may be the same each time or another; to end it is the author's part, in
     * an {@code AfterEach} or {@code AfterAll} of the subclass.
     */
    protected abstract LuaBackend backend();

    /**
     * A new spec of the kind of engine under test: the least strict level that the descriptor claims and nothing else, unless
     * overridden to choose an interpreter, say.
     */
    protected EngineSpec.Builder spec() {
        Set<SandboxLevel> levels = bench.backend().descriptor().levels();
        return EngineSpec.builder(levels.stream().min(SandboxLevel::compareTo).orElseThrow());
    }

    /**
     * Whether a thread that was not there before the test belongs to the backend as a whole, not to an engine, and so may
     * stay; false unless overridden.
     */
    protected boolean isResident(Thread thread) {
        return false;
    }

    /**
     * The longest that anything may take which the contract calls soon; a minute unless overridden, since machines are
     * shared.
     */
    protected Duration patience() {
        return Duration.ofMinutes(1);
    }

    /** What a test works with. */
    public final Workbench bench() {
        return bench;
    }

    @BeforeEach
    final void prepareBench() {
        bench = new Workbench(backend(), this::spec, this::isResident, patience());
        leftovers = bench.leftoversSinceNow();
    }

    @AfterEach
    final void nothingIsLeft() throws InterruptedException {
        if (leftovers == null) {
            // The author's backend() has failed or called the test off: there is nothing to look for.
            return;
        }
        leftovers.noteProcesses();
        List<String> violations = new ArrayList<>(bench.close());
        violations.addAll(leftovers.threads(bench.patience()));
        violations.addAll(leftovers.processes(bench.patience()));
        assertThat(violations).as("what is wrong after the engines are closed").isEmpty();
    }
}
