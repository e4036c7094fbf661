// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bioxen.api.vm.Enforcement;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.core.luaj.vm.CoroutineTransport;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.PrototypeCache;
import org.bioxen.spi.backend.BackendDescriptor;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.EngineStartException;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.spi.backend.ProvidesLuaBackend;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Lua 5.2 inside the JVM: no process, no native code, quick to start. */
@Component(
        service = LuaBackend.class,
        property = {LuaBackend.NAME + "=" + LuajBackend.BACKEND, "service.ranking:Integer=100"})
@ProvidesLuaBackend(LuajBackend.BACKEND)
public final class LuajBackend implements LuaBackend {
    static final String BACKEND = "luaj";
    static final String LUA_VERSION = "5.2";

    private static final BackendDescriptor DESCRIPTOR = BackendDescriptor.builder(BACKEND, "LuaJ 3.0.1")
            .luaVersions(LUA_VERSION)
            .levels(levels())
            .enforcements(enforcements())
            .evaluationStackBytes(LuaState.STACK_BYTES)
            .build();

    private final PrototypeCache prototypes = new PrototypeCache();

    private final Object lock = new Object();
    /** Guarded by lock. */
    private final Set<LuajEngine> engines = new HashSet<>();
    /** Guarded by lock. */
    private boolean stopped;
    /** Guarded by lock. */
    private long started;

    private final CoroutineTransport transport;

    /** What goes beyond trust needs the memory counted. */
    private static Set<SandboxLevel> levels() {
        return LuaState.countsMemory()
                ? EnumSet.of(SandboxLevel.TRUSTED, SandboxLevel.CONSTRAINED, SandboxLevel.ISOLATED)
                : EnumSet.of(SandboxLevel.TRUSTED);
    }

    /** Memory and CPU time can be limited where the JVM counts them. */
    private static Set<Enforcement> enforcements() {
        Set<Enforcement> kept = EnumSet.of(
                Enforcement.WALL_TIME,
                Enforcement.INSTRUCTIONS,
                Enforcement.CALL_DEPTH,
                Enforcement.OUTPUT,
                Enforcement.UNCATCHABLE_KILL,
                Enforcement.FILE_ACCESS,
                Enforcement.ENVIRONMENT_VARIABLES,
                Enforcement.NETWORK,
                Enforcement.PROCESSES,
                Enforcement.VM_ISOLATION);
        if (LuaState.countsMemory()) {
            kept.add(Enforcement.MEMORY);
        }
        if (LuaState.countsCpuTime()) {
            kept.add(Enforcement.CPU_TIME);
        }
        return kept;
    }

    /** A backend without engines. */
    @Activate
    public LuajBackend() {
        this(CoroutineTransport.best());
    }

    /** With this transport for coroutines. */
    LuajBackend(CoroutineTransport transport) {
        this.transport = transport;
    }

    @Override
    public BackendDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public LuaEngine start(EngineSpec spec) {
        if (!DESCRIPTOR.levels().contains(spec.level())) {
            throw refusal(
                    "the sandbox level " + spec.level() + ", but offers " + Collections.max(DESCRIPTOR.levels())
                            + " at most",
                    "backend that offers it");
        }
        if (spec.luaExecutable().isPresent()) {
            throw refusal(
                    "the interpreter '" + spec.luaExecutable().get() + "', but has none to choose",
                    "backend 'process'");
        }
        if (spec.luaVersion().isPresent() && !spec.luaVersion().get().equals(LUA_VERSION)) {
            throw refusal(
                    "Lua " + spec.luaVersion().get() + ", but runs Lua " + LUA_VERSION + " only",
                    "backend 'process' or Lua " + LUA_VERSION);
        }
        if (spec.networked()) {
            throw refusal("a network, but has no network library", "backend 'process' or a VM without network");
        }
        synchronized (lock) {
            if (stopped) {
                throw new EngineStartException("the backend 'luaj' has been stopped; ask again when it is back");
            }
            LuajEngine engine = new LuajEngine(++started, spec, this, transport);
            engines.add(engine);
            return engine;
        }
    }

    private static EngineStartException refusal(String asked, String instead) {
        return new EngineStartException("the backend 'luaj' was asked for " + asked + "; use the " + instead);
    }

    /** What scripts were compiled to, for all engines. */
    PrototypeCache prototypes() {
        return prototypes;
    }

    /** Called by an engine that is closed. */
    void closed(LuajEngine engine) {
        synchronized (lock) {
            engines.remove(engine);
        }
    }

    /** Closes the engines that are left, and forgets what was compiled. */
    @Deactivate
    public void stop() {
        List<LuajEngine> left;
        synchronized (lock) {
            stopped = true;
            left = new ArrayList<>(engines);
        }
        left.forEach(LuajEngine::close);
        prototypes.close();
    }
}
