// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

    private static final Duration PATIENCE_WITH_THE_DEAD = Duration.ofSeconds(2);
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final byte[] bootstrap = bootstrap();
    private final Keeper keeper = new Keeper();
    private final Warden warden;
    private final Set<ProcessEngine> engines = ConcurrentHashMap.newKeySet();
    private volatile Offer offer;
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
     * @param ladder finds out what this machine can close an interpreter in with
     */
    ProcessBackend(
            Tools tools, List<Interpreter> interpreters, Duration startTimeout, Function<Keeper, Ladder> ladder) {
        warden = new Warden(tools);
        offer(tools, interpreters, startTimeout, ladder);
    }

    /** Replaces what can be started; engines that run stay. */
    void offer(Tools tools, List<Interpreter> interpreters, Duration startTimeout, Function<Keeper, Ladder> ladder) {
        offer = new Offer(tools, interpreters, startTimeout, () -> ladder.apply(keeper));
    }

    private static BackendDescriptor describe(List<Interpreter> interpreters, Ladder ladder) {
        String products =
                interpreters.stream().map(Interpreter::product).distinct().collect(Collectors.joining(", "));
        return BackendDescriptor.builder(BACKEND, products + " in processes of their own")
                .interpreters(interpreters.stream().map(Interpreter::described).toList())
                .executablesByPath(true)
                .levels(ladder.levels())
                .enforcements(ladder.enforcements())
                .remarks(ladder.remarks())
                .networked(true)
                .build();
    }

    private static byte[] bootstrap() {
        try (InputStream resource = ProcessBackend.class.getResourceAsStream("bootstrap.lua")) {
            if (resource == null) {
                throw new IllegalStateException("bootstrap.lua is missing from this bundle; build it anew");
            }
            return resource.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public BackendDescriptor descriptor() {
        Offer now = offer;
        return describe(now.interpreters, now.ladder());
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
        InterpreterProcess process;
        try {
            process = InterpreterProcess.start(
                    now.tools, executable, bootstrap, now.startTimeout, keeper, warden, confinement);
        } catch (IOException failed) {
            throw new EngineStartException(
                    "'" + executable + "' could not be started: " + oneLine(failed.getMessage()), failed);
        }
        boolean started = false;
        try {
            String version = greeting(process, executable, now.startTimeout);
            spec.luaVersion().filter(asked -> !asked.equals(version)).ifPresent(asked -> {
                throw wrongVersion(executable.toString(), version, asked);
            });
            ProcessEngine engine =
                    new ProcessEngine(process, keeper, version, confinement, spec.modules(), engines::remove);
            started = true;
            return engine;
        } finally {
            if (!started) {
                process.kill();
                process.awaitGone(PATIENCE_WITH_THE_DEAD);
                process.release();
            }
        }
    }

    /** Waits for the hello; answers the Lua version. */
    private String greeting(InterpreterProcess process, Path executable, Duration timeout) {
        Future<?> deadline = keeper.after(timeout, process::kill);
        try {
            Frame frame = Frame.read(process.frames());
            PayloadReader hello = new PayloadReader(frame.payload());
            if (frame.kind() != Frame.HELLO || hello.letter() != Frame.PROTOCOL) {
                throw new CorruptFrameException("a greeting that is none");
            }
            String version = hello.text();
            if (!version.startsWith("Lua ")) {
                throw new CorruptFrameException("the unknown version '" + version + "'");
            }
            return version.substring("Lua ".length());
        } catch (CorruptFrameException wrong) {
            process.kill();
            process.awaitGone(PATIENCE_WITH_THE_DEAD);
            throw noInterpreter(process, executable, "it answered with " + wrong.getMessage());
        } catch (IOException silent) {
            boolean late = !deadline.cancel(false);
            if (!process.awaitGone(MOMENT)) {
                process.kill();
                process.awaitGone(PATIENCE_WITH_THE_DEAD);
            }
            throw noInterpreter(
                    process,
                    executable,
                    late
                            ? "it did not answer within " + timeout.toMillis() + " ms"
                            : "it " + process.ending().orElse("does not end"));
        } finally {
            deadline.cancel(false);
        }
    }

    private static EngineStartException noInterpreter(InterpreterProcess process, Path executable, String why) {
        return new EngineStartException("'" + executable + "' was tried as a Lua interpreter, but " + why
                + process.firstRawLine().map(line -> ": " + line).orElse("")
                + "; give the path of a Lua interpreter");
    }

    private static String oneLine(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    /** Closes every engine that is still open. */
    @Override
    public void close() {
        closed = true;
        List<ProcessEngine> open = List.copyOf(engines);
        open.forEach(ProcessEngine::beginToClose);
        open.forEach(ProcessEngine::finishClosing);
        warden.close();
        keeper.close();
    }
}
