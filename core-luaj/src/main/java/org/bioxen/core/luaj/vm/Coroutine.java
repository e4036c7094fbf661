// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bioxen.api.vm.LuaFrame;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A line of execution with its calls: the main one, which runs on the thread that evaluates, or a coroutine, which runs on a
 * {@link CoroutineStack} of its own. Only one of a VM runs at a time, and hand-over makes what one wrote visible to the next.
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

    /** So many calls, those of library functions included, may nest in the main coroutine and what it resumes together. */
    static final int MAX_DEPTH = 32_000;

    /** So many in one other coroutine. */
    private static final int MAX_OTHER_DEPTH = MAX_DEPTH / 2;

    /** So many coroutines may each have resumed the next, as in Lua. */
    private static final int MAX_NESTED = 196;

    /** What a resume takes of the Java stack, in calls. */
    private static final int RESUME_DEPTH = 4;

    private static final int SLACK = 200;

    /** So many calls nest without more room; what an idle VM keeps. */
    private static final int FRAMES = 4;

    /** So many calls of a coroutine are moved to the heap together; measured: up to 800 bytes each. */
    private static final int SETTLED_DEPTH = 400;

    final LuaState vm;
    int depth;
    private Frame[] frames = new Frame[FRAMES];
    /** The last walk that came by. */
    short mark;
    /** How deep the calls are below it, those of all that it was resumed through. */
    private int base;
    /** How many it was resumed through. */
    private int nesting;

    /** So deep may its calls be where it stands. */
    private int room = MAX_DEPTH;
    /** The same, with what a message handler may use beyond it. */
    private int ceiling = MAX_DEPTH;
    /** From here on a call has to look; at most the ceiling. */
    private int limit = MAX_DEPTH;

    private int handlers;

    private CoroutineStack stack;
    private Status status;
    private Function body;
    private Coroutine resumer;
    private Varargs transfer = LuaValue.NONE;
    private ScriptError error;
    private LuaValue failure;
    private Killed killed;
    /**
     * Its value; but a thread keeps the coroutine that it runs for ever, and is to be ended when nobody else does: then it is
     * held while it runs, and otherwise only watched.
     */
    private CoroutineValue held;

    private WeakReference<CoroutineValue> watched;

    /** The main coroutine of a VM. */
    Coroutine(LuaState vm) {
        this.vm = vm;
        this.status = Status.RUNNING;
    }

    /** A coroutine that will run this function. */
    Coroutine(LuaState vm, Function body) {
        this.vm = vm;
        this.body = body;
        this.status = Status.SUSPENDED;
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
        CoroutineValue value = held != null || watched == null ? held : watched.get();
        if (value == null) {
            value = new CoroutineValue(this);
            if (watched == null) {
                held = value;
            }
        }
        return value;
    }

    // Calls ---------------------------------------------------------------------------------------------------------

    Frame enter(Function function) {
        int at = depth;
        if (at >= limit) {
            goDeeper(at);
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

    private void goDeeper(int at) {
        if (at >= ceiling) {
            // To unwind is work that no instruction does.
            vm.charge(100);
            throw overflow();
        }
        if (stack instanceof ContinuationStack continuation) {
            continuation.settle();
        }
        limit(at);
    }

    private void limit(int at) {
        limit = stack instanceof ContinuationStack ? Math.min(ceiling, at + SETTLED_DEPTH) : ceiling;
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
            frames = Arrays.copyOf(frames, Math.min(frames.length * 2, MAX_DEPTH + SLACK + 1));
        }
        return frames[at] = new Frame();
    }

    /** The main coroutine's part of beginning an evaluation; the host is at the bottom of its calls. */
    void begin() {
        room = (int) Math.min(MAX_DEPTH, vm.callDepth + 1L);
        ceiling = room;
        limit = room;
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
        walk.add(bytes());
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
        walk.add(failure);
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
        int before = ceiling;
        ceiling = Math.max(ceiling, Math.min(depth, room) + SLACK);
        limit(depth);
        handlers++;
        try {
            return handler.apply(this, message);
        } finally {
            handlers--;
            ceiling = handlers == 0 ? room : before;
            limit(depth);
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
        handlers = 0;
        ceiling = room;
        limit = room;
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
        if (nesting >= MAX_NESTED) {
            throw new ScriptError("C stack overflow");
        }
        vm.charge(args.narg());
        other.begin(this);
        other.transfer = copy(args);
        other.held = target;
        other.status = Status.RUNNING;
        status = Status.NORMAL;
        vm.running = other;
        boolean back = false;
        try {
            other.stack.enter();
            back = true;
        } finally {
            vm.running = this;
            status = Status.RUNNING;
            other.resumer = null;
            if (other.watched != null) {
                other.held = null;
            }
            if (!back) {
                // There was no room for it on the stack of this thread, and where it stands now cannot be told.
                other.status = Status.DEAD;
            }
        }
        if (other.killed != null) {
            throw other.killed;
        }
        if (other.error != null) {
            ScriptError thrown = other.error;
            other.error = null;
            throw thrown;
        }
        Varargs results = other.transfer;
        other.transfer = LuaValue.NONE;
        return results;
    }

    /** Gets it ready to go on where this one resumes it. */
    private void begin(Coroutine from) {
        int below = from.base + from.depth + RESUME_DEPTH;
        if (below + depth + SLACK > MAX_DEPTH) {
            throw new ScriptError("stack overflow");
        }
        if (from.base + from.depth > DEEP) {
            room(32);
        }
        if (stack == null) {
            vm.reserve(vm.carriers.transport().bytes(0));
            stack = vm.carriers.stack(this);
            if (stack instanceof ThreadStack thread) {
                watched = thread.watch;
            }
        }
        resumer = from;
        base = below;
        nesting = from.nesting + 1;
        room = Math.min(Math.min(MAX_OTHER_DEPTH, vm.callDepth), MAX_DEPTH - below);
        if (handlers == 0) {
            ceiling = room;
        }
        limit(depth);
    }

    /** From so many calls on, a Java stack that is smaller than we ask for may be nearly used up. */
    private static final int DEEP = 500;

    /** Overflows the stack here, if it must, and not in the middle of a hand-over. */
    private static int room(int calls) {
        return calls == 0 ? 0 : 1 + room(calls - 1);
    }

    /** Goes back to who resumed this one, until somebody resumes it again. */
    public Varargs yield(Varargs args) {
        if (isMain()) {
            throw error("attempt to yield from outside a coroutine");
        }
        vm.charge(args.narg());
        transfer = copy(args);
        status = Status.SUSPENDED;
        try {
            stack.leave();
        } catch (ScriptError | StackOverflowError stayed) {
            status = Status.RUNNING;
            transfer = LuaValue.NONE;
            throw stayed;
        }
        Varargs values = transfer;
        transfer = LuaValue.NONE;
        return values;
    }

    /** Runs the body from its beginning to its end, on the stack that it was given. */
    void run() {
        try {
            Function function = body;
            Varargs args = transfer;
            body = null;
            transfer = LuaValue.NONE;
            transfer = copy(function.apply(this, args));
            frames = NO_FRAMES;
        } catch (ScriptError thrown) {
            error = thrown;
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
        if (error != null) {
            failure = error.value();
        }
        status = Status.DEAD;
    }

    private static final Frame[] NO_FRAMES = {};

    /**
     * Ends one that is suspended or has ended: it is dead then, and has forgotten its calls.
     *
     * @return the error that it died of, which is told once; {@code null} if it did not
     */
    public LuaValue close() {
        if (status == Status.RUNNING || status == Status.NORMAL) {
            throw new IllegalStateException("a " + status.text() + " coroutine is not to be closed");
        }
        abandon();
        LuaValue why = failure;
        failure = null;
        depth = 0;
        frames = NO_FRAMES;
        return why;
    }

    /** Ends it if it is suspended; says whether it was. */
    boolean abandon() {
        if (status != Status.SUSPENDED) {
            return false;
        }
        status = Status.DEAD;
        body = null;
        transfer = LuaValue.NONE;
        if (stack != null) {
            stack.abandon();
        }
        return true;
    }

    /** What it takes of memory, apart from what it keeps reachable, in bytes; an estimate. */
    long bytes() {
        return OWN_BYTES
                + 64L * frames.length
                + (stack == null || status == Status.DEAD
                        ? 0
                        : vm.carriers.transport().bytes(depth));
    }

    /** This object, its value and what belongs to both. */
    private static final long OWN_BYTES = 200;

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
