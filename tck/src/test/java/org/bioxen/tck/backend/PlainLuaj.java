// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.bioxen.api.vm.Enforcement;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.spi.backend.BackendDescriptor;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.EngineStartException;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.LuaEngine;
import org.luaj.vm2.Globals;
import org.luaj.vm2.lib.jse.JsePlatform;

/**
 * A backend of few lines on LuaJ as it comes, which keeps a part of the contract, or a chosen part less. It is there to show
 * which tests notice.
 */
final class PlainLuaj implements LuaBackend, AutoCloseable {
    private final Flaw flaw;
    private final Globals shared = JsePlatform.debugGlobals();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Process> processes = new CopyOnWriteArrayList<>();

    PlainLuaj(Flaw flaw) {
        this.flaw = flaw;
    }

    Flaw flaw() {
        return flaw;
    }

    @Override
    public BackendDescriptor descriptor() {
        BackendDescriptor.Builder plain = BackendDescriptor.builder("plain-luaj", "LuaJ as it comes")
                .luaVersions("5.2")
                .enforcements(EnumSet.of(Enforcement.WALL_TIME, Enforcement.OUTPUT));
        return flaw != Flaw.PROMISES_TOO_MUCH
                ? plain.build()
                : plain.levels(EnumSet.of(SandboxLevel.TRUSTED, SandboxLevel.CONSTRAINED))
                        .enforcements(EnumSet.of(
                                Enforcement.WALL_TIME,
                                Enforcement.OUTPUT,
                                Enforcement.INSTRUCTIONS,
                                Enforcement.CALL_DEPTH))
                        .build();
    }

    @Override
    public LuaEngine start(EngineSpec spec) {
        if (flaw != Flaw.REFUSES_NOTHING
                && (!descriptor().levels().contains(spec.level())
                        || !spec.luaVersion().orElse("5.2").equals("5.2")
                        || spec.luaExecutable().isPresent()
                        || spec.networked())) {
            throw new EngineStartException("plain-luaj cannot start " + spec + "; ask for Lua 5.2 at TRUSTED");
        }
        if (flaw == Flaw.LEAVES_A_THREAD) {
            new Thread(this::awaitClose, "left by an engine").start();
        }
        if (flaw == Flaw.LEAVES_A_PROCESS) {
            try {
                processes.add(new ProcessBuilder("cat").start());
            } catch (IOException missing) {
                throw new UncheckedIOException(missing);
            }
        }
        return new PlainEngine(flaw, flaw == Flaw.SHARES_GLOBALS ? shared : JsePlatform.debugGlobals());
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        processes.forEach(Process::destroyForcibly);
    }
}
