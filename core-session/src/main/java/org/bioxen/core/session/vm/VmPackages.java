// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.spi.backend.LuaModule;
import org.bioxen.spi.backend.ModuleSource;
import org.bioxen.spi.environment.OpenEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environment that a VM's scripts find packages in, and the one that they shall find from the next script on. What was opened
 * is in here or has been closed. Thread-safe; environments are called outside the lock.
 */
final class VmPackages {
    private static final Logger LOG = LoggerFactory.getLogger(VmPackages.class);

    private final SandboxLevel level;
    private OpenEnvironment current; // guarded by this; what the engine has, or is to be started with
    private OpenEnvironment wanted; // guarded by this; takes the place of the current with the next turn
    private boolean closed; // guarded by this

    VmPackages(SandboxLevel level, Optional<OpenEnvironment> first) {
        this.level = level;
        current = first.orElse(null);
    }

    /** What an engine of this VM finds modules in: only the author's own scripts are told where on this host they lie. */
    ModuleSource modules(OpenEnvironment environment) {
        ModuleSource all = environment.modules();
        return level == SandboxLevel.TRUSTED
                ? all
                : name -> all.find(name).map(found -> new LuaModule(found.script(), Optional.empty()));
    }

    /** The name of the environment that scripts find packages in from the next one on. */
    synchronized Optional<String> name() {
        OpenEnvironment last = wanted == null ? current : wanted;
        return Optional.ofNullable(last).map(OpenEnvironment::name);
    }

    /** Has the next turn take this one. */
    void want(OpenEnvironment next) {
        OpenEnvironment unused;
        boolean late;
        synchronized (this) {
            late = closed;
            unused = late ? next : wanted;
            wanted = late ? null : next;
        }
        close(unused);
        if (late) {
            throw new VmManagerException("the VM has ended; environment '" + next.name() + "' is not used");
        }
    }

    /** What an engine is to be started with. Called by the holder of the turn, while there is no engine. */
    Optional<OpenEnvironment> forStart() {
        OpenEnvironment old = null;
        OpenEnvironment now;
        synchronized (this) {
            if (wanted != null) {
                old = current;
                current = wanted;
                wanted = null;
            }
            now = current;
        }
        close(old);
        return Optional.ofNullable(now);
    }

    /**
     * Gives the engine what is wanted, if that is another than it has. Called by the holder of the turn, while nothing runs.
     *
     * @throws VmManagerException if this engine, unlike the one that was there when it was asked for, cannot take it
     */
    void apply(OwnedEngine engine) {
        OpenEnvironment now;
        synchronized (this) {
            now = wanted;
        }
        if (now == null) {
            return;
        }
        check(now, engine);
        OpenEnvironment old;
        synchronized (this) {
            if (wanted != now) {
                // Closed, or another is wanted by now: that one counts from the next turn on.
                return;
            }
            old = current;
            current = now;
            wanted = null;
        }
        engine.modules(modules(now));
        close(old);
    }

    /** Closes what is open; what comes later is closed at once. */
    void close() {
        List<OpenEnvironment> open = new ArrayList<>(2);
        synchronized (this) {
            closed = true;
            open.add(current);
            open.add(wanted);
            current = null;
            wanted = null;
        }
        open.forEach(VmPackages::close);
    }

    private static void close(OpenEnvironment environment) {
        if (environment == null) {
            return;
        }
        try {
            environment.close();
        } catch (RuntimeException | LinkageError fault) {
            LOG.error("an environment could not be closed", fault);
        }
    }

    /**
     * Refuses an environment that this Lua cannot take.
     *
     * @throws VmManagerException naming the packages
     */
    static void check(OpenEnvironment environment, OwnedEngine engine) {
        List<String> obstacles = environment.obstacles(engine.luaVersion(), false);
        if (!obstacles.isEmpty()) {
            throw new VmManagerException("environment '" + environment.name() + "' cannot be used on backend '"
                    + engine.backend().name() + "' with Lua " + engine.luaVersion() + ": "
                    + String.join("; ", obstacles));
        }
    }
}
