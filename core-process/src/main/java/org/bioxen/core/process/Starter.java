// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import org.bioxen.spi.backend.EngineStartException;

/** Starts interpreters and asks whether they are there. Thread-safe. */
final class Starter {
    private static final Duration PATIENCE_WITH_THE_DEAD = Duration.ofSeconds(2);
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final byte[] bootstrap = bootstrap();
    private final Keeper keeper;
    private final Warden warden;

    /**
     * All that is fixed when an interpreter starts: two of the same kind cannot be told apart until a script has run.
     *
     * @param tools what it is started with
     * @param executable the interpreter
     * @param confinement what it is closed in with
     */
    record Kind(Tools tools, Path executable, Confinement confinement) {
        Kind {
            Objects.requireNonNull(tools, "tools");
            Objects.requireNonNull(executable, "executable");
            Objects.requireNonNull(confinement, "confinement");
        }

        /**
         * Not that of records: with it, Java 17 keeps the class that was compared last in a static of its own, and so the class
         * loader of this bundle when that has gone.
         */
        @Override
        public boolean equals(Object other) {
            return other instanceof Kind kind
                    && tools == kind.tools
                    && executable.equals(kind.executable)
                    && confinement.isAs(kind.confinement);
        }

        @Override
        public int hashCode() {
            return Objects.hash(executable, confinement.pruned(), confinement.networked(), confinement.memoryBytes());
        }
    }

    /**
     * An interpreter that has said hello and waits for its first evaluation.
     *
     * @param luaVersion for example {@code 5.4}
     */
    record Ready(InterpreterProcess process, String luaVersion) {}

    Starter(Keeper keeper, Warden warden) {
        this.keeper = keeper;
        this.warden = warden;
    }

    private static byte[] bootstrap() {
        try (InputStream resource = Starter.class.getResourceAsStream("bootstrap.lua")) {
            if (resource == null) {
                throw new IllegalStateException("bootstrap.lua is missing from this bundle; build it anew");
            }
            return resource.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Starts one and waits until it says hello.
     *
     * @throws EngineStartException if it cannot be started or is none; nothing is left of it then
     */
    Ready start(Kind kind, Duration timeout) {
        InterpreterProcess process;
        try {
            process = InterpreterProcess.start(
                    kind.tools(), kind.executable(), bootstrap, timeout, keeper, warden, kind.confinement());
        } catch (IOException failed) {
            throw new EngineStartException(
                    "'" + kind.executable() + "' could not be started: " + oneLine(failed.getMessage()), failed);
        }
        boolean started = false;
        try {
            Ready ready = new Ready(process, greeting(process, kind.executable(), timeout));
            started = true;
            return ready;
        } finally {
            if (!started) {
                end(process);
            }
        }
    }

    /** Asks one that waits whether it is still there. One that does not answer in time is ended, and nothing is left. */
    boolean answers(Ready ready, Duration timeout) {
        InterpreterProcess process = ready.process();
        Future<?> deadline = keeper.after(timeout, process::kill);
        boolean there = false;
        try {
            process.send(new FrameBuilder(Frame.PING, 0));
            there = process.frames().next().kind() == Frame.HELLO && deadline.cancel(false);
        } catch (IOException gone) {
            // It ended while it waited.
        } finally {
            deadline.cancel(false);
            if (!there) {
                end(process);
            }
        }
        return there;
    }

    /** Ends one and gives back what it held. */
    static void end(InterpreterProcess process) {
        process.kill();
        process.awaitGone(PATIENCE_WITH_THE_DEAD);
        process.release();
    }

    /** Waits for the hello; answers the Lua version. */
    private String greeting(InterpreterProcess process, Path executable, Duration timeout) {
        Future<?> deadline = keeper.after(timeout, process::kill);
        try {
            Frame frame = process.frames().next();
            PayloadReader hello = new PayloadReader(frame);
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
}
