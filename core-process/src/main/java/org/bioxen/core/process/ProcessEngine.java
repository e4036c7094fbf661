// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaFrame;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.Usage;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationMode;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.Introspection;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.spi.backend.LuaModule;
import org.bioxen.spi.backend.ModuleSource;

/** One Lua state, in a process of its own. The evaluating thread holds the conversation with it. */
final class ProcessEngine implements LuaEngine {
    /** How long an interpreter may take to end by itself, and how long to be gone when killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration MOMENT = Duration.ofMillis(200);

    /** What interpreters say then; some functions say for what, and {@code coroutine.wrap} says where. */
    private static final Pattern OUT_OF_MEMORY =
            Pattern.compile("(?s)(?:.*: )?not enough memory(?: for buffer allocation)?");

    private static final String AND_ENDED = "; it did not stop by itself, so its interpreter was ended";

    private static final int INPUT_BYTES = 64 << 10;

    /** The longest traceback that is taken; the bootstrap shortens it to 22. */
    private static final int MAX_FRAMES = 64;

    private final InterpreterProcess process;
    private final Keeper keeper;
    private final String luaVersion;
    private final Confinement confinement;
    private final Duration stopGrace;
    private final Consumer<ProcessEngine> onClosed;
    private final CpuWatch cpu;
    private final SleepWatch sleep;
    private volatile ModuleSource modules;

    private final Object lock = new Object();
    private Run run; // guarded by lock; what runs now, or null
    private boolean closed; // guarded by lock
    private long closedSince; // guarded by lock; by System.nanoTime()
    private boolean lost; // guarded by lock
    private boolean lookedInto; // guarded by lock; whether a completion holds the conversation, for a moment

    ProcessEngine(
            InterpreterProcess process,
            Keeper keeper,
            String luaVersion,
            Confinement confinement,
            Duration stopGrace,
            ModuleSource modules,
            Consumer<ProcessEngine> onClosed) {
        this.process = process;
        this.keeper = keeper;
        this.luaVersion = luaVersion;
        this.confinement = confinement;
        this.stopGrace = stopGrace;
        this.modules = modules;
        this.onClosed = onClosed;
        cpu = new CpuWatch(process, keeper);
        sleep = new SleepWatch(process.pid());
    }

    /** One evaluation on its way. */
    private static final class Run {
        final Evaluation evaluation;
        final ModuleSource modules;
        final Outlet outlet;
        final Stop stop;
        boolean armed; // used by the evaluating thread only; whether the interpreter has said that it took a signal
        InterruptReason reason; // guarded by the engine's lock; the first one given
        Thread waiting; // guarded by the engine's lock; the thread that waits in the input source
        boolean woken; // guarded by the engine's lock; whether we have interrupted it
        boolean beyondCpu; // guarded by the engine's lock; whether it was stopped for its CPU time

        Run(Evaluation evaluation, ModuleSource modules, Outlet outlet, Stop stop) {
            this.evaluation = evaluation;
            this.modules = modules;
            this.outlet = outlet;
            this.stop = stop;
        }
    }

    @Override
    public String luaVersion() {
        return luaVersion;
    }

    /** The interpreter's process. */
    long pid() {
        return process.pid();
    }

    @Override
    public void modules(ModuleSource source) {
        modules = source;
    }

    @Override
    public EvaluationResult evaluate(Evaluation evaluation) {
        Stop stop = new Stop(process, keeper, stopGrace);
        Run mine = new Run(evaluation, modules, new Outlet(evaluation.output(), process.rawOutput(), stop::hard), stop);
        synchronized (lock) {
            awaitLookedInto();
            if (closed || lost) {
                return lost(closed ? "the VM has been closed" : "the interpreter of this VM is gone");
            }
            if (run != null) {
                throw new IllegalStateException("an evaluation runs already in this engine; wait for its end");
            }
            run = mine;
        }
        keeper.watch(mine.outlet);
        evaluation.limits().cpuTime().ifPresent(limit -> cpu.begin(limit, () -> tooMuchCpu(mine)));
        Duration used = Duration.ZERO;
        try {
            EvaluationResult result = converse(mine);
            used = result.usage().cpuTime().orElse(Duration.ZERO);
            mine.outlet.end();
            return settle(mine, result);
        } finally {
            keeper.forget(mine.outlet);
            cpu.end(used);
            synchronized (lock) {
                if (run == mine) {
                    // Foreign code has thrown; whatever it was, the conversation cannot go on.
                    run = null;
                    lost = true;
                    mine.outlet.abandon();
                    process.kill();
                }
            }
        }
    }

    private void tooMuchCpu(Run mine) {
        synchronized (lock) {
            if (run != mine) {
                return;
            }
            mine.beyondCpu = true;
        }
        mine.stop.softly();
    }

    @Override
    public boolean isWaiting() {
        Run now;
        synchronized (lock) {
            now = run;
        }
        // What is in a box cannot be told from the box. While a frame is worked on, the interpreter waits for us.
        return now != null && confinement.box().isEmpty() && now.outlet.isAwaitingFrame() && sleep.look();
    }

    /** The evaluation is over: from here on nobody can stop it any more. */
    private EvaluationResult settle(Run mine, EvaluationResult result) {
        EvaluationResult settled = result;
        if (result.stateAfter() == StateAfter.KEPT) {
            boolean kept = mine.stop.settle(mine.armed);
            if (!kept || mine.outlet.refused()) {
                settled = ended(mine, null);
            } else if (result.usage().cpuTime().isEmpty()) {
                cpu.recount();
            }
        }
        synchronized (lock) {
            if (settled.stateAfter() == StateAfter.KEPT) {
                // Maybe stopped after the chunk had ended, but before anybody knew: what was asked for is what counts.
                settled = stopped(mine, settled);
            }
            run = null;
            lost |= settled.stateAfter() == StateAfter.LOST;
        }
        if (settled.stateAfter() == StateAfter.LOST) {
            process.kill();
            process.awaitGone(PATIENCE);
        }
        return settled;
    }

    private EvaluationResult converse(Run mine) {
        try {
            FrameBuilder request = request(mine.evaluation);
            if (request.payloadSize() > Frame.MAX_PAYLOAD) {
                return EvaluationResult.builder(Outcome.LIMIT_EXCEEDED)
                        .error(LuaError.of("the source has "
                                + mine.evaluation.script().length() + " bytes; an interpreter takes at most about "
                                + (Frame.MAX_PAYLOAD >> 20) + " MiB"))
                        .build();
            }
            process.send(request);
            return listen(mine);
        } catch (CorruptFrameException corrupt) {
            return ended(
                    mine,
                    "the interpreter of this VM broke the protocol with " + corrupt.getMessage() + " and was ended");
        } catch (IOException gone) {
            return ended(mine, null);
        }
    }

    private static FrameBuilder request(Evaluation evaluation) throws IOException {
        Script script = evaluation.script();
        FrameBuilder frame = new FrameBuilder(Frame.EVALUATE, 256 + script.length())
                .letter(evaluation.mode() == EvaluationMode.REPL ? 'R' : 'C')
                .letter(evaluation.echo() ? 't' : 'f')
                .text(script.chunkName())
                .value(script.programName().map(LuaValue::of).orElse(LuaValue.nil()))
                .u32(script.arguments().size());
        script.arguments().forEach(frame::value);
        script.writeTo(frame);
        return frame;
    }

    /** Takes frames until one of them is the end. */
    private EvaluationResult listen(Run mine) throws IOException {
        while (true) {
            Frame frame = process.frames().next();
            mine.outlet.step();
            if (mine.outlet.refused()) {
                return ended(mine, null);
            }
            if (asksTheHost(frame) && mine.stop.isAsked()) {
                process.send(new FrameBuilder(Frame.STOPPED, 0));
                mine.outlet.step();
                continue;
            }
            switch (frame.kind()) {
                case Frame.STDOUT -> mine.outlet.deliver(StandardStream.STDOUT, frame);
                case Frame.STDERR -> mine.outlet.deliver(StandardStream.STDERR, frame);
                case Frame.CHILD_STARTS -> {
                    mine.outlet.deliverFromChildrenNow();
                    process.expectChildren();
                    process.send(new FrameBuilder(Frame.GO_ON, 0));
                }
                case Frame.CHILD_ENDED -> mine.outlet.deliverFromChildrenNow();
                case Frame.INPUT_WANTED -> answerInput(mine);
                case Frame.MODULE_WANTED -> answerModule(mine, new PayloadReader(frame));
                case Frame.FILE_WANTED -> answerFile(new PayloadReader(frame));
                case Frame.RESULT -> {
                    return completed(new PayloadReader(frame));
                }
                case Frame.FAILED -> {
                    return withinMemory(failed(new PayloadReader(frame)));
                }
                case Frame.EXIT -> {
                    return exited(mine, new PayloadReader(frame));
                }
                case Frame.ARMED -> {
                    return interrupted(mine);
                }
                default -> throw new CorruptFrameException("a frame of the unknown kind " + frame.kind());
            }
            if (mine.outlet.refused()) {
                return ended(mine, null);
            }
            mine.outlet.step();
        }
    }

    /** Whether the script waits for an answer to this. */
    private static boolean asksTheHost(Frame frame) {
        return switch (frame.kind()) {
            case Frame.INPUT_WANTED, Frame.MODULE_WANTED, Frame.FILE_WANTED, Frame.CHILD_STARTS -> true;
            default -> false;
        };
    }

    /** The signal has come where there was no script to be told, not yet or not any more. */
    private static EvaluationResult interrupted(Run mine) throws IOException {
        if (!mine.stop.isSignalled()) {
            throw new CorruptFrameException("a signal that was not sent");
        }
        mine.armed = true;
        return EvaluationResult.builder(Outcome.INTERRUPTED)
                .error(LuaError.of("the script was interrupted"))
                .build();
    }

    private void answerInput(Run mine) throws IOException {
        byte[] buffer = new byte[INPUT_BYTES];
        boolean stopped;
        synchronized (lock) {
            stopped = mine.reason != null;
            mine.waiting = stopped ? null : Thread.currentThread();
        }
        if (stopped) {
            process.send(new FrameBuilder(Frame.STOPPED, 0));
            return;
        }
        FrameBuilder answer;
        mine.outlet.step();
        try {
            int count = mine.evaluation.input().read(buffer, 0, buffer.length);
            answer = new FrameBuilder(Frame.INPUT, Math.max(count, 0));
            answer.write(buffer, 0, Math.max(count, 0));
        } catch (IOException broken) {
            answer = new FrameBuilder(Frame.INPUT_FAILED, 64);
            answer.writeBytes(oneLine(broken).getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException stop) {
            stopWaiting(mine);
            answer = new FrameBuilder(Frame.STOPPED, 0);
        } finally {
            mine.outlet.step();
            synchronized (lock) {
                mine.waiting = null;
                if (mine.woken) {
                    Thread.interrupted(); // it was ours, and has done its work
                }
            }
        }
        process.send(answer);
    }

    /** The wait for input was interrupted: by us, or by somebody who wants the thread back. */
    private void stopWaiting(Run mine) {
        synchronized (lock) {
            if (mine.reason != null) {
                return;
            }
            mine.reason = InterruptReason.REQUESTED;
        }
        Thread.currentThread().interrupt();
        mine.stop.softly();
    }

    private void answerModule(Run mine, PayloadReader wanted) throws IOException {
        String name = wanted.rest();
        FrameBuilder answer;
        try {
            Optional<LuaModule> found = mine.modules.find(name);
            if (found.isEmpty()) {
                answer = new FrameBuilder(Frame.NO_MODULE, 0);
            } else {
                Script script = found.get().script();
                answer = new FrameBuilder(Frame.MODULE, 512 + script.length())
                        .text(script.chunkName())
                        .text(found.get().path().map(Object::toString).orElse(""));
                script.writeTo(answer);
            }
        } catch (RuntimeException broken) {
            answer = new FrameBuilder(Frame.MODULE_FAILED, 256);
            answer.writeBytes(("the search for module '" + name + "' failed: " + oneLine(broken))
                    .getBytes(StandardCharsets.UTF_8));
        }
        if (answer.payloadSize() > Frame.MAX_PAYLOAD) {
            answer = new FrameBuilder(Frame.MODULE_FAILED, 256);
            answer.writeBytes(("module '" + name + "' is larger than " + (Frame.MAX_PAYLOAD >> 20) + " MiB")
                    .getBytes(StandardCharsets.UTF_8));
        }
        process.send(answer);
    }

    private void answerFile(PayloadReader wanted) throws IOException {
        boolean write = wanted.letter() == 'w';
        Optional<Path> open = confinement.files().open(wanted.rest(), write);
        FrameBuilder answer = new FrameBuilder(open.isPresent() ? Frame.OPEN : Frame.REFUSED, 128);
        open.ifPresent(path -> answer.writeBytes(path.toString().getBytes(StandardCharsets.UTF_8)));
        process.send(answer);
    }

    private static String oneLine(Exception exception) {
        String message = exception.getMessage();
        return message == null || message.isBlank()
                ? exception.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    // Looking into an idle state

    @Override
    public Optional<Introspection> introspection() {
        return Optional.of(this::complete);
    }

    private List<String> complete(String prefix, int limit) {
        synchronized (lock) {
            if (closed || lost || run != null || lookedInto) {
                return List.of();
            }
            lookedInto = true;
        }
        boolean intact = false;
        Future<?> deadline = keeper.after(PATIENCE, process::kill);
        try {
            FrameBuilder question = new FrameBuilder(Frame.COMPLETE, 64).u32(Math.max(0, limit));
            question.writeBytes(prefix.getBytes(StandardCharsets.UTF_8));
            process.send(question);
            List<String> names = names(Math.max(0, limit));
            intact = true;
            return names;
        } catch (IOException gone) {
            return List.of();
        } finally {
            deadline.cancel(false);
            if (!intact) {
                process.kill();
            }
            synchronized (lock) {
                lookedInto = false;
                lost |= !intact;
                lock.notifyAll();
            }
        }
    }

    /** Waits for the names. */
    private List<String> names(int limit) throws IOException {
        while (true) {
            Frame frame = process.frames().next();
            if (frame.kind() == Frame.NAMES) {
                PayloadReader payload = new PayloadReader(frame);
                List<String> names = new ArrayList<>();
                for (int left = payload.count(limit); left > 0; left--) {
                    names.add(payload.text());
                }
                return names;
            }
            if (!process.answerNobody(frame)) {
                throw new CorruptFrameException("a frame of the unknown kind " + frame.kind());
            }
        }
    }

    /** Called with the lock held. */
    private void awaitLookedInto() {
        boolean interrupted = false;
        while (lookedInto) {
            try {
                lock.wait(); // bounded by the completion's own deadline
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // What came of it

    private static Usage usage(PayloadReader payload) throws IOException {
        return Usage.builder()
                .memoryBytes(payload.amount())
                .cpuTime(Duration.of(payload.amount(), ChronoUnit.MICROS))
                .build();
    }

    static EvaluationResult completed(PayloadReader payload) throws IOException {
        return EvaluationResult.builder(Outcome.COMPLETED)
                .usage(usage(payload))
                .values(payload.values())
                .build();
    }

    static EvaluationResult failed(PayloadReader payload) throws IOException {
        Usage used = usage(payload);
        boolean incomplete = payload.letter() == 'i';
        String message = payload.text();
        List<LuaValue> values = payload.values();
        String chunk = payload.text();
        int line = payload.u32();
        int count = payload.count(MAX_FRAMES);
        List<LuaFrame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(new LuaFrame(payload.text(), lineNumber(payload.u32()), payload.text()));
        }
        LuaValue value = values.isEmpty() ? LuaValue.nil() : values.get(0);
        return EvaluationResult.builder(Outcome.SCRIPT_ERROR)
                .usage(used)
                .incomplete(incomplete)
                .error(new LuaError(
                        message, value, Optional.of(chunk).filter(name -> !name.isEmpty()), lineNumber(line), frames))
                .build();
    }

    /** Running out of memory is the end of a limit, where there is one; the bootstrap sees to it that nobody catches it. */
    private EvaluationResult withinMemory(EvaluationResult failed) {
        if (confinement.memoryBytes().isEmpty()
                || failed.incomplete()
                || failed.error()
                        .filter(error -> OUT_OF_MEMORY.matcher(error.message()).matches())
                        .isEmpty()) {
            return failed;
        }
        return EvaluationResult.builder(Outcome.LIMIT_EXCEEDED)
                .usage(failed.usage())
                .error(LuaError.of(
                        "memory limit of " + confinement.memoryBytes().getAsLong() + " bytes exceeded"))
                .build();
    }

    private static OptionalInt lineNumber(int line) {
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }

    /** The script has called {@code os.exit}: takes what is written while its state is closed. */
    private EvaluationResult exited(Run mine, PayloadReader payload) throws IOException {
        int code = (int) payload.numberToEnd();
        Future<?> end = keeper.after(PATIENCE, process::kill);
        try {
            while (true) {
                Frame frame = process.frames().next();
                if (frame.kind() == Frame.STDOUT) {
                    mine.outlet.deliver(StandardStream.STDOUT, frame);
                } else if (frame.kind() == Frame.STDERR) {
                    mine.outlet.deliver(StandardStream.STDERR, frame);
                }
            }
        } catch (IOException gone) {
            process.awaitGone(PATIENCE);
        } finally {
            end.cancel(false);
        }
        if (mine.outlet.refused()) {
            return ended(mine, null);
        }
        return EvaluationResult.builder(Outcome.COMPLETED)
                .exitCode(code)
                .stateAfter(StateAfter.LOST)
                .build();
    }

    /** The conversation is over before the chunk has ended; says why. */
    private EvaluationResult ended(Run mine, String why) {
        InterruptReason reason;
        boolean wasClosed;
        boolean beyondCpu;
        synchronized (lock) {
            reason = mine.reason;
            wasClosed = closed;
            beyondCpu = mine.beyondCpu;
        }
        boolean killedByUs = reason != null || wasClosed || beyondCpu || mine.outlet.refused() || why != null;
        // If not, it most likely ends by itself, in a way worth telling; it may also have closed its files and go on.
        if (killedByUs || !process.awaitGone(MOMENT)) {
            mine.stop.hard();
            process.kill();
        }
        process.awaitGone(PATIENCE);
        if (reason != null) {
            return over(reason.outcome(), because(reason) + AND_ENDED);
        }
        if (beyondCpu) {
            return over(Outcome.LIMIT_EXCEEDED, beyondCpu(mine) + AND_ENDED);
        }
        if (mine.outlet.refused()) {
            return over(Outcome.LIMIT_EXCEEDED, "the script wrote more output than it may and was ended");
        }
        if (wasClosed) {
            return lost("the VM was closed while the script ran");
        }
        if (why == null && confinement.memoryBytes().isPresent() && process.ranOutOfMemory()) {
            return over(
                    Outcome.LIMIT_EXCEEDED,
                    "memory limit of " + confinement.memoryBytes().getAsLong()
                            + " bytes exceeded; the interpreter did not survive that");
        }
        return lost(
                why != null
                        ? why
                        : "the interpreter of this VM " + process.ending().orElse("has stopped to answer"));
    }

    /** The result of an evaluation that was stopped, if it was, and whose state is there all the same. */
    private static EvaluationResult stopped(Run mine, EvaluationResult result) {
        if (mine.reason == null && !mine.beyondCpu) {
            return result;
        }
        if (mine.reason == InterruptReason.SHUTDOWN) {
            return over(mine.reason.outcome(), because(mine.reason));
        }
        Optional<LuaError> told = result.error();
        return EvaluationResult.builder(mine.reason != null ? mine.reason.outcome() : Outcome.LIMIT_EXCEEDED)
                .usage(result.usage())
                .error(new LuaError(
                        mine.reason != null ? because(mine.reason) : beyondCpu(mine),
                        LuaValue.nil(),
                        told.flatMap(LuaError::chunk),
                        told.map(LuaError::line).orElse(OptionalInt.empty()),
                        told.map(LuaError::traceback).orElse(List.of())))
                .build();
    }

    private static String because(InterruptReason reason) {
        return switch (reason) {
            case REQUESTED -> "the script was interrupted";
            case DEADLINE -> "the script ran longer than it may";
            case SHUTDOWN -> "the VM was shut down while the script ran";
        };
    }

    private static String beyondCpu(Run mine) {
        return "CPU time limit of "
                + mine.evaluation.limits().cpuTime().orElseThrow().toMillis() + " ms exceeded";
    }

    private static EvaluationResult lost(String why) {
        return over(Outcome.VM_LOST, why);
    }

    private static EvaluationResult over(Outcome outcome, String why) {
        return EvaluationResult.builder(outcome)
                .error(LuaError.of(why))
                .stateAfter(StateAfter.LOST)
                .build();
    }

    // The end

    @Override
    public void interrupt(Evaluation target, InterruptReason reason) {
        Run running;
        synchronized (lock) {
            if (run == null || run.evaluation != target) {
                return;
            }
            running = run;
            stop(running, reason);
        }
        if (reason == InterruptReason.SHUTDOWN) {
            running.stop.hard();
        } else {
            running.stop.softly();
        }
    }

    /** Called with the lock held. */
    private static void stop(Run running, InterruptReason reason) {
        if (running.reason == null) {
            running.reason = reason;
        }
        if (running.waiting != null) {
            running.woken = true;
            running.waiting.interrupt();
        }
    }

    @Override
    public void close() {
        beginToClose();
        finishClosing();
    }

    /** Sets the end in motion. */
    void beginToClose() {
        boolean idle;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            closedSince = System.nanoTime();
            idle = run == null && !lost && !lookedInto;
            if (run != null) {
                stop(run, InterruptReason.SHUTDOWN);
            }
        }
        if (idle) {
            process.sayGoodbye();
        } else {
            process.kill();
        }
    }

    /** Waits for the end, so far as it comes in bounded time. */
    void finishClosing() {
        Duration waited;
        synchronized (lock) {
            waited = Duration.ofNanos(System.nanoTime() - closedSince);
        }
        if (!process.awaitGone(PATIENCE.minus(waited))) {
            process.kill();
            process.awaitGone(PATIENCE);
        }
        process.release();
        onClosed.accept(this);
    }
}
