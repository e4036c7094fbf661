// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bioxen.api.vm.Grants;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.spi.backend.BackendDescriptor;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.EngineStartException;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.spi.backend.ProvidesLuaBackend;

/** Starts real interpreters, one operating system process for each engine. */
@ProvidesLuaBackend(ProcessBackend.BACKEND)
final class ProcessBackend implements LuaBackend, AutoCloseable {
    /** The name of this backend. */
    static final String BACKEND = "process";

    private final Keeper keeper = new Keeper();
    private final Warden warden;
    private final Starter starter;
    private final WarmPool pool;
    private final Set<ProcessEngine> engines = ConcurrentHashMap.newKeySet();
    private volatile Offer offer;
    private volatile Duration stopGrace = Duration.ofMillis(500);
    private volatile boolean closed;

    /** What can be started, and how. */
    private static final class Offer {
        final Tools tools;
        final List<Interpreter> interpreters;
        final Duration startTimeout;
        private final Supplier<Ladder> climb;
        private Ladder ladder; // guarded by this

        Offer(Tools tools, List<Interpreter> interpreters, Duration startTimeout, Supplier<Ladder> climb) {
            this.tools = tools;
            this.interpreters = List.copyOf(interpreters);
            this.startTimeout = startTimeout;
            this.climb = climb;
        }

        /** Whether it serves anybody: an interpreter that was discovered, with nothing granted to it and no native code. */
        boolean canBeStartedAhead(Starter.Kind kind) {
            Confinement confinement = kind.confinement();
            return confinement.grants().isEmpty()
                    && !(confinement.pruned() && confinement.networked())
                    && interpreters.stream().anyMatch(one -> one.executable().equals(kind.executable()));
        }

        /** What this machine can close in; found out when somebody first asks, since that starts processes. */
        synchronized Ladder ladder() {
            if (ladder == null) {
                ladder = climb.get();
            }
            return ladder;
        }
    }

    /**
     * @param interpreters at least one, the preferred one first
     * @param startTimeout how long an interpreter may take to say hello
     * @param warm how many interpreters are kept started ahead of each kind that is in use; 0 for none
     * @param ladder finds out what this machine can close an interpreter in with
     */
    ProcessBackend(
            Tools tools,
            List<Interpreter> interpreters,
            Duration startTimeout,
            int warm,
            Function<Keeper, Ladder> ladder) {
        warden = new Warden(tools);
        starter = new Starter(keeper, warden);
        pool = new WarmPool(starter);
        offer(tools, interpreters, startTimeout, warm, ladder);
    }

    /** Replaces what can be started; engines that run stay, and what was started ahead ends. */
    void offer(
            Tools tools,
            List<Interpreter> interpreters,
            Duration startTimeout,
            int warm,
            Function<Keeper, Ladder> ladder) {
        offer = new Offer(tools, interpreters, startTimeout, () -> ladder.apply(keeper));
        pool.restart(warm, startTimeout);
    }

    /** Sets how long a script may go on after it was asked to stop, before its process is killed; for new engines. */
    void stopGrace(Duration grace) {
        stopGrace = grace;
    }

    private static BackendDescriptor describe(List<Interpreter> interpreters, Ladder ladder, String pool) {
        String products =
                interpreters.stream().map(Interpreter::product).distinct().collect(Collectors.joining(", "));
        return BackendDescriptor.builder(BACKEND, products + " in processes of their own")
                .interpreters(interpreters.stream().map(Interpreter::described).toList())
                .executablesByPath(true)
                .levels(ladder.levels())
                .enforcements(ladder.enforcements())
                .remarks(Stream.of(ladder.remarks().stream(), Stream.of(pool), stopping(interpreters))
                        .flatMap(Function.identity())
                        .toList())
                .networked(true)
                .build();
    }

    /** What keeps its state when it is stopped, and what does not. */
    private static Stream<String> stopping(List<Interpreter> interpreters) {
        if (ProcessIdentity.of(ProcessHandle.current().pid()).isEmpty()) {
            return Stream.of("a stopped script loses its state, since this machine has no /proc");
        }
        return interpreters.stream()
                .map(one -> one.product().startsWith("LuaJIT")
                        ? "a stopped script of LuaJIT keeps its state, except in C functions, finalizers and compiled loops"
                                + " that allocate nothing"
                        : "a stopped script of Lua keeps its state, except in C functions, finalizers and coroutines that"
                                + " allocate nothing")
                .distinct();
    }

    @Override
    public BackendDescriptor descriptor() {
        Offer now = offer;
        return describe(now.interpreters, now.ladder(), pool.state());
    }

    @Override
    public LuaEngine start(EngineSpec spec) {
        Offer now = offer;
        Confinement confinement = confinement(spec, now);
        Path executable = executable(spec, now);
        if (closed) {
            throw new EngineStartException("the backend 'process' has been stopped; no engine can be started");
        }
        ProcessEngine engine = start(spec, now, executable, confinement);
        engines.add(engine);
        if (closed) {
            engine.close();
            throw new EngineStartException("the backend 'process' was stopped while the engine started");
        }
        return engine;
    }

    /** How the interpreter is closed in; refused where that cannot be kept. */
    private static Confinement confinement(EngineSpec spec, Offer now) {
        Limits limits = spec.limits();
        if (limits.instructions().isPresent() || limits.callDepth().isPresent()) {
            throw new EngineStartException("the backend 'process' was asked for the limits " + limits
                    + ", but cannot count instructions or calls; limit CPU time instead or choose another backend");
        }
        boolean closedIn = spec.level() != SandboxLevel.TRUSTED;
        if (!closedIn && limits.memoryBytes().isEmpty() && limits.cpuTime().isEmpty()) {
            return Confinement.NONE;
        }
        Ladder ladder = now.ladder();
        if (!ladder.levels().contains(spec.level())) {
            throw new EngineStartException("the backend 'process' was asked for the sandbox level " + spec.level()
                    + ", but this machine cannot keep it: " + String.join("; ", ladder.remarks()));
        }
        if (!ladder.limits()) {
            throw new EngineStartException("the backend 'process' was asked for the limits " + limits
                    + ", but this machine cannot keep them: " + String.join("; ", ladder.remarks()));
        }
        if (spec.networked() && spec.level() == SandboxLevel.UNTRUSTED) {
            throw new EngineStartException("a network was asked for at the level UNTRUSTED, which never has one;"
                    + " choose the level ISOLATED or no network");
        }
        if (spec.networked() && closedIn && ladder.box().isEmpty()) {
            throw new EngineStartException("a network was asked for at the level " + spec.level()
                    + ", which needs C modules in a box: " + String.join("; ", ladder.remarks()));
        }
        return new Confinement(
                closedIn,
                closedIn ? ladder.box() : Optional.empty(),
                spec.networked() || !closedIn,
                closedIn ? spec.grants() : Grants.none(),
                limits.memoryBytes());
    }

    private static Path executable(EngineSpec spec, Offer now) {
        if (spec.luaExecutable().isPresent()) {
            return chosen(spec.luaExecutable().get(), spec.luaVersion(), now);
        }
        if (spec.luaVersion().isEmpty()) {
            return now.interpreters.get(0).executable();
        }
        String version = spec.luaVersion().get();
        // Who names a version means it: lua5.1 comes before luajit, which speaks 5.1 too.
        return named("lua" + version, now)
                .or(() -> now.interpreters.stream()
                        .filter(one -> one.luaVersion().equals(version))
                        .findFirst())
                .map(Interpreter::executable)
                .orElseThrow(() -> new EngineStartException("no interpreter for Lua " + version + " was found, only "
                        + names(now) + "; install lua" + version));
    }

    private static Path chosen(String executable, Optional<String> version, Offer now) {
        Optional<Interpreter> known = named(executable, now);
        if (known.isPresent()) {
            version.filter(asked -> !asked.equals(known.get().luaVersion())).ifPresent(asked -> {
                throw wrongVersion(executable, known.get().luaVersion(), asked);
            });
            return known.get().executable();
        }
        if (!executable.contains("/")) {
            throw new EngineStartException("no interpreter called '" + executable + "' was found, only " + names(now)
                    + "; name one of these or give the path of an executable");
        }
        try {
            Path path = Path.of(executable);
            if (Files.isRegularFile(path) && Files.isExecutable(path)) {
                return path;
            }
        } catch (InvalidPathException wrong) {
            throw new EngineStartException("'" + executable + "' is no path; give that of an executable", wrong);
        }
        throw new EngineStartException(
                "'" + executable + "' is no file that can be executed; give the path of a Lua interpreter");
    }

    private static Optional<Interpreter> named(String name, Offer now) {
        return now.interpreters.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    private static String names(Offer now) {
        return now.interpreters.stream().map(Interpreter::name).collect(Collectors.joining(", "));
    }

    private static EngineStartException wrongVersion(String executable, String found, String asked) {
        return new EngineStartException("'" + executable + "' runs Lua " + found + ", but Lua " + asked
                + " was asked for; name another executable or leave it out");
    }

    private ProcessEngine start(EngineSpec spec, Offer now, Path executable, Confinement confinement) {
        Starter.Kind kind = new Starter.Kind(now.tools, executable, confinement);
        boolean pooled = now.canBeStartedAhead(kind);
        Starter.Ready ready = (pooled ? pool.take(kind) : Optional.<Starter.Ready>empty())
                .orElseGet(() -> starter.start(kind, now.startTimeout));
        boolean started = false;
        try {
            String version = ready.luaVersion();
            spec.luaVersion().filter(asked -> !asked.equals(version)).ifPresent(asked -> {
                throw wrongVersion(executable.toString(), version, asked);
            });
            ProcessEngine engine = new ProcessEngine(
                    ready.process(), keeper, version, confinement, stopGrace, spec.modules(), engines::remove);
            started = true;
            return engine;
        } finally {
            if (!started) {
                Starter.end(ready.process());
            }
            if (pooled) {
                pool.refill(kind);
            }
        }
    }

    /** Closes every engine that is still open, and ends what was started ahead. */
    @Override
    public void close() {
        closed = true;
        pool.close();
        List<ProcessEngine> open = List.copyOf(engines);
        open.forEach(ProcessEngine::beginToClose);
        open.forEach(ProcessEngine::finishClosing);
        warden.close();
        keeper.close();
    }
}
