// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bioxen.api.vm.Enforcement;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.spi.backend.BackendDescriptor;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.LuaEngine;

/** A backend that runs no Lua at all: it knows the corpus and ends each script as it must end, but for one gap. */
final class ObligingBackend implements LuaBackend, AutoCloseable {
    /** Every script of the corpus. */
    static final Map<String, Attack> SCRIPTS = Stream.concat(
                    Corpus.chapter(Corpus.CONTROLS).stream(), Corpus.attacks().stream())
            .collect(Collectors.toMap(attack -> "=" + attack.name(), Function.identity()));

    final Gap gap;
    final ReentrantLock turn = new ReentrantLock();
    final List<byte[]> hoard = new ArrayList<>();
    final CountDownLatch over = new CountDownLatch(1);

    /** Whether a script has run. */
    volatile boolean attacked;

    ObligingBackend(Gap gap) {
        this.gap = gap;
    }

    @Override
    public BackendDescriptor descriptor() {
        return BackendDescriptor.builder("obliging", "none")
                .luaVersions("5.4")
                .levels(EnumSet.of(SandboxLevel.CONSTRAINED))
                .enforcements(EnumSet.allOf(Enforcement.class))
                .build();
    }

    @Override
    public LuaEngine start(EngineSpec spec) {
        return new ObligingEngine(this);
    }

    /** Lets go of what is left. */
    @Override
    public void close() {
        over.countDown();
    }
}
