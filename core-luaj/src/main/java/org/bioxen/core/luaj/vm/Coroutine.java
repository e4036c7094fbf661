// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.bioxen.api.vm.LuaFrame;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A line of execution with its calls: the main one, which runs on the thread that evaluates, or a coroutine, which runs on a
 * {@link Carrier}. Only one of a VM runs at a time; the hand-over by semaphores makes what one wrote visible to the next.
 */
public final class Coroutine {
    /** What {@code coroutine.status} says. */
    public enum Status {
        /** Not started, or in a yield. */
        SUSPENDED("suspended"),
        /** The one that runs. */
        RUNNING("running"),
        /** It resumed another one. */
        NORMAL("normal"),
        /** It has ended. */
        DEAD("dead");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** As Lua names it. */
        public String text() {
            return text;
        }
    }

    /** Calls, those of library functions included, may nest so deep in the main coroutine, half as deep in others. */
    static final int MAX_DEPTH = 32_000;

    private static final int SLACK = 200;

    /** So many calls nest without more room; what an idle VM keeps. */
    private static final int FRAMES = 4;

    final LuaState vm;
    int depth;
    private Frame[] frames = new Frame[FRAMES];
    private final int maxDepth;
    private int limit;
    /** The last walk that came by. */
    short mark;

    private final Semaphore turn = new Semaphore(0);
    private Status status;
    private Function body;
    private boolean started;
    private Coroutine resumer;
    private Varargs transfer = LuaValue.NONE;
    private ScriptError error;
    private Killed killed;
    private boolean abandoned;
    private WeakReference<CoroutineValue> value = new WeakReference<>(null);
    /** Keeps the value reachable while it runs, but not while it is suspended: what nobody refers to may then end. */
    private CoroutineValue pinned;

    /** The main coroutine of a VM. */
    Coroutine(LuaState vm) {
        this.vm = vm;
        this.status = Status.RUNNING;
        this.maxDepth = MAX_DEPTH;
        this.limit = maxDepth;
    }

    /** A coroutine that will run this function. */
    Coroutine(LuaState vm, Function body) {
        this.vm = vm;
        this.body = body;
        this.status = Status.SUSPENDED;
        this.maxDepth = MAX_DEPTH / 2;
    }

    /** The VM that it belongs to. */
    public LuaState vm() {
        return vm;
    }

    /** What it is doing. */
    public Status status() {
        return status;
    }

    /** Whether it is the main one. */
    public boolean isMain() {
        return this == vm.main;
    }

    /** The Lua value that it is. */
    public CoroutineValue value() {
        CoroutineValue current = value.get();
        if (current == null) {
            current = new CoroutineValue(this);
            value = new WeakReference<>(current);
        }
        return current;
    }

    void value(WeakReference<CoroutineValue> reference) {
        value = reference;
    }

    // Calls ---------------------------------------------------------------------------------------------------------

    Frame enter(Function function) {
        int at = depth;
        if (at >= limit) {
            throw overflow();
        }
        Frame frame = at < frames.length ? frames[at] : null;
        if (frame == null) {
            frame = newFrame(at);
        }
        // A reference is dear to store in an object this old, and mostly the same function was called here before.
        if (frame.function != function) {
            frame.function = function;
        }
        frame.tail = false;
        frame.held = 0;
        depth = at + 1;
        return frame;
    }

    /** Puts the host at the bottom of the calls, as a function that is not written in Lua. */
    public void enterHost() {
        enter(Host.INSTANCE);
    }

    private static final class Host extends Builtin {
        private static final Host INSTANCE = new Host();

        private Host() {
            super("?");
        }

        @Override
        protected Varargs run(Coroutine co, Varargs args) {
            return args;
        }
    }

    private Frame newFrame(int at) {
        if (at >= frames.length) {
            frames = Arrays.copyOf(frames, Math.min(frames.length * 2, maxDepth + SLACK + 1));
        }
        return frames[at] = new Frame();
    }

    /** The main coroutine's part of beginning an evaluation; the host is at the bottom of its calls. */
    void begin() {
        limit = (int) Math.min(maxDepth, vm.callDepth + 1L);
    }

    /**
     * The running library function holds so many bytes more in something that no script can reach, as long as it runs. To be
     * called once they are allocated; it ends with the call.
     */
    public void hold(long bytes) {
        if (depth > 0) {
            frames[depth - 1].held += bytes;
        }
    }

    /**
     * Lets go of what calls that have ended used. Their frames are made anew, and so stay young: to store a reference in an
     * old object is dear.
     */
    void renew() {
        for (int i = depth; i < frames.length && frames[i] != null; i++) {
            frames[i] = null;
        }
    }

    /** Tells a walk what the calls hold. */
    void hold(Walk walk) {
        walk.add(1000 + 64L * frames.length);
        renew();
        for (int i = 0; i < depth; i++) {
            Frame frame = frames[i];
            walk.add(frame.function);
            walk.add(frame.held);
            if (frame.function instanceof Closure) {
                walk.add(frame.registers);
                walk.add(frame.varargs);
            }
        }
        walk.add(transfer);
        walk.add(body);
        if (resumer != null && status != Status.SUSPENDED) {
            walk.add(resumer);
        }
    }

    /** The error of calls that nest too deep. */
    public ScriptError overflow() {
        return runtimeError("stack overflow");
    }

    /** The number of active calls. */
    public int depth() {
        return depth;
    }

    /** Forgets the calls beyond this depth, when an error has been caught. */
    public void unwind(int to) {
        depth = to;
    }

    /** Calls a message handler on top of the calls that failed, with some depth to spare. */
    public Varargs handle(Function handler, LuaValue message) {
        int before = limit;
        limit = Math.min(depth, maxDepth) + SLACK;
        try {
            return handler.apply(this, message);
        } finally {
            limit = before;
        }
    }

    /** The call at this level, 0 being the innermost; {@code null} if there is none. */
    Frame frame(int level) {
        int at = depth - 1 - level;
        return at >= 0 && at < depth ? frames[at] : null;
    }

    /** Forgets all calls, and the frames of what was deep. */
    void reset() {
        depth = 0;
        limit = maxDepth;
        frames = new Frame[FRAMES];
    }

    /** The function called at this level, 0 being the innermost; {@code null} if there is none. */
    public Function function(int level) {
        Frame frame = frame(level);
        return frame == null ? null : frame.function;
    }

    /** The current line at this level; -1 if it is no Lua function. */
    public int line(int level) {
        Frame frame = frame(level);
        return frame != null && frame.function instanceof Closure closure
                ? Names.line(closure.prototype, frame.pc - 1)
                : -1;
    }

    /** Whether the function at this level was entered by a tail call. */
    public boolean isTailCall(int level) {
        Frame frame = frame(level);
        return frame != null && frame.tail;
    }

    /** How the function at this level was called: kind and name; {@code null} if that cannot be told. */
    public Names.Name calledAs(int level) {
        Frame callee = frame(level);
        Frame caller = frame(level + 1);
        return callee == null || callee.tail || caller == null || !(caller.function instanceof Closure closure)
                ? null
                : Names.ofCall(closure.prototype, caller.pc - 1);
    }

    // Errors --------------------------------------------------------------------------------------------------------

    /** {@code chunk:line: } of the call at this level; empty if it is no Lua function. */
    public String where(int level) {
        Frame frame = frame(level);
        if (frame != null && frame.function instanceof Closure closure) {
            return ChunkNames.shown(closure.prototype.source) + ":" + Names.line(closure.prototype, frame.pc - 1)
                    + ": ";
        }
        return "";
    }

    /** An error of an operation: with a position if a Lua function does it. */
    public ScriptError runtimeError(String message) {
        return new ScriptError(where(0) + message);
    }

    /** An error of the running library function: with the position of its caller. */
    public ScriptError error(String message) {
        return new ScriptError(where(1) + message);
    }

    /** The active calls from a level on, innermost first, at most so many. */
    public List<LuaFrame> traceback(int level, int max) {
        List<LuaFrame> calls = new ArrayList<>();
        for (int i = level; i < depth && calls.size() < max; i++) {
            calls.add(Tracebacks.frame(this, i));
        }
        return calls;
    }

    // Hand-over -----------------------------------------------------------------------------------------------------

    /**
     * Lets another coroutine run until it yields, ends or fails.
     *
     * @return what it yielded or returned
     * @throws ScriptError if it failed; it is dead then, and its calls are left for a traceback
     */
    public Varargs resume(CoroutineValue target, Varargs args) {
        Coroutine other = target.coroutine();
        if (other.status != Status.SUSPENDED) {
            throw new ScriptError(
                    other.status == Status.DEAD
                            ? "cannot resume dead coroutine"
                            : "cannot resume non-suspended coroutine");
        }
        vm.charge(args.narg());
        other.transfer = copy(args);
        if (!other.started) {
            vm.carriers.start(other);
            other.started = true;
        }
        other.resumer = this;
        other.pinned = target;
        other.status = Status.RUNNING;
        status = Status.NORMAL;
        vm.running = other;
        other.limit = Math.min(other.maxDepth, vm.callDepth);
        vm.leaveThread();
        other.turn.release();
        turn.acquireUninterruptibly();
        vm.enterThread();
        vm.running = this;
        status = Status.RUNNING;
        other.pinned = null;
        if (other.killed != null) {
            throw other.killed;
        }
        if (other.error != null) {
            ScriptError failure = other.error;
            other.error = null;
            throw failure;
        }
        Varargs results = other.transfer;
        other.transfer = LuaValue.NONE;
        return results;
    }

    /** Goes back to who resumed this one, until somebody resumes it again. */
    public Varargs yield(Varargs args) {
        if (isMain()) {
            throw error("attempt to yield from outside a coroutine");
        }
        vm.charge(args.narg());
        transfer = copy(args);
        status = Status.SUSPENDED;
        vm.leaveThread();
        resumer.turn.release();
        turn.acquireUninterruptibly();
        if (abandoned) {
            throw Killed.because(org.bioxen.api.vm.Outcome.VM_LOST, "the coroutine was given up");
        }
        vm.enterThread();
        Varargs values = transfer;
        transfer = LuaValue.NONE;
        return values;
    }

    /** Runs the body on the calling thread, a carrier's; called once. */
    void run() {
        turn.acquireUninterruptibly();
        if (abandoned) {
            return;
        }
        vm.enterThread();
        try {
            transfer = copy(body.apply(this, transfer));
        } catch (ScriptError failure) {
            error = failure;
        } catch (Killed end) {
            killed = end;
        } catch (StackOverflowError deep) {
            error = overflow();
        } catch (OutOfMemoryError full) {
            error = new ScriptError("not enough memory");
        } catch (RuntimeException | Error fault) {
            vm.fault(fault);
            killed = vm.kill;
        }
        body = null;
        if (!abandoned) {
            vm.leaveThread();
        }
    }

    /** Gives the turn back for good, after {@link #run()}. */
    void finish() {
        status = Status.DEAD;
        if (!abandoned) {
            resumer.turn.release();
        }
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Ends it where it is suspended. */
    void abandon() {
        abandoned = true;
        turn.release();
    }

    /** Values in an array of their own: those that were given lie in registers, which the other side goes on to change. */
    private static Varargs copy(Varargs values) {
        int n = values.narg();
        if (n == 0) {
            return LuaValue.NONE;
        }
        if (n == 1) {
            return values.arg1();
        }
        LuaValue[] all = new LuaValue[n];
        for (int i = 0; i < n; i++) {
            all[i] = values.arg(i + 1);
        }
        return LuaValue.varargsOf(all);
    }
}
