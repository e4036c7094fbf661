// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Outcome;
import org.bioxen.spi.backend.ModuleSource;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * All that one VM has of its own. Nothing of it is static, and nothing that a script can reach is shared with another VM but
 * functions of the library, which have no state. Used by one thread at a time, except where a method says otherwise.
 */
public final class LuaState {
    /** The stack of the thread that evaluates; {@link Coroutine#MAX_DEPTH} nested calls fit in, measured with room to spare. */
    public static final long STACK_BYTES = 48L << 20;

    /** The stack of a coroutine's thread: address space only, until it is used. */
    static final long COROUTINE_STACK_BYTES = STACK_BYTES / 2;

    /** Why the evaluation is to end; read at every backward jump. Set by any thread, first reason stays. */
    volatile Killed kill;

    /** Units of work until the next look at the limits. Taken away in place, by the thread that has the turn. */
    int fuel;

    /** So deep may calls nest in each coroutine. */
    int callDepth = Integer.MAX_VALUE;

    final Coroutine main;
    final Carriers carriers;
    Coroutine running;
    Builtin next;

    private final Table globals = new Table();
    private final Table loaded = new Table();
    private final Table registry = new Table();
    private final Table[] metatables = new Table[LuaValue.TTHREAD + 1];
    private final Console console = new Console(this);
    private final Meter meter = new Meter(this);
    private LuaState outer;
    private short walks;
    private final Object blockLock = new Object();
    private long random;
    private ModuleSource modules = ModuleSource.none();
    private Throwable fault;
    private Object library;
    private PrototypeCache prototypes = PrototypeCache.NONE;

    /** The VM that the thread works for. Tables, which know of none, ask for it when they become large. */
    private static final ThreadLocal<LuaState> CURRENT = new ThreadLocal<>();

    /** Guarded by blockLock: how to wake the thread that waits for something outside. */
    private Runnable waker;
    /** Guarded by blockLock. */
    private boolean woken;

    /** An empty state: no library yet. The number is for the names of its threads. */
    public LuaState(long number, CoroutineTransport transport) {
        main = new Coroutine(this);
        running = main;
        carriers = new Carriers(number, transport);
    }

    /** The main coroutine. */
    public Coroutine main() {
        return main;
    }

    /** The coroutine that runs. */
    public Coroutine running() {
        return running;
    }

    /** A new coroutine that will run this function. */
    public CoroutineValue coroutine(Function body) {
        return new Coroutine(this, body).value();
    }

    /** The global table. */
    public Table globals() {
        return globals;
    }

    /** The modules that {@code require} has loaded. */
    public Table loaded() {
        return loaded;
    }

    /** What {@code debug.getregistry} gives; the engine itself keeps nothing in it. */
    public Table registry() {
        return registry;
    }

    /** What the host's scripts were compiled to. */
    public PrototypeCache prototypes() {
        return prototypes;
    }

    /** Sets where prototypes are looked for; in a new state there are none. */
    public void prototypes(PrototypeCache cache) {
        prototypes = cache;
    }

    /** The standard streams of the current evaluation. */
    public Console console() {
        return console;
    }

    /** The function whose calls by a {@code for} loop the interpreter does by itself. */
    public void next(Builtin function) {
        next = function;
    }

    /** Where {@code require} finds modules. */
    public ModuleSource modules() {
        return modules;
    }

    /** Replaces where {@code require} finds modules. */
    public void modules(ModuleSource source) {
        modules = source;
    }

    /** What the library keeps for this VM. */
    public Object library() {
        return library;
    }

    /** Sets what the library keeps for this VM. */
    public void library(Object state) {
        library = state;
    }

    /** The next random number in [0, 1). */
    public double random() {
        // SplitMix64: small, and good enough for what C's rand is used for.
        random += 0x9E3779B97F4A7C15L;
        long z = random;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
    }

    /** Starts the random numbers anew. */
    public void seed(long seed) {
        random = seed;
    }

    // Metatables ----------------------------------------------------------------------------------------------------

    /** The metatable of a value, or {@code null}. */
    public Table metatable(LuaValue value) {
        if (value instanceof Table table) {
            return table.metatable();
        }
        if (value instanceof Userdata userdata) {
            return userdata.metatable();
        }
        return metatables[value.type()];
    }

    /** Sets the metatable of a table or userdata, else of all values of the type in this VM; {@code null} for none. */
    public void metatable(LuaValue value, Table metatable) {
        if (value instanceof Table table) {
            table.metatable(metatable);
        } else if (value instanceof Userdata userdata) {
            userdata.metatable(metatable);
        } else {
            metatables[value.type()] = metatable;
        }
    }

    /** What the metatable of a value has for an event; nil if there is none. */
    public LuaValue metamethod(LuaValue value, LuaString event) {
        Table metatable = metatable(value);
        return metatable == null ? LuaValue.NIL : metatable.get(event);
    }

    // Limits --------------------------------------------------------------------------------------------------------

    /** Whether this JVM counts what a memory limit needs. */
    public static boolean countsMemory() {
        return Counters.hasAllocation();
    }

    /** Whether this JVM counts what a CPU time limit needs. */
    public static boolean countsCpuTime() {
        return Counters.hasCpuTime();
    }

    /** Room for a string of this length, which is going to be filled: charged and reserved. */
    public byte[] bytes(Coroutine co, long length) {
        if (length > Operators.MAX_STRING) {
            throw co.runtimeError("string length overflow");
        }
        charge(length >> 4);
        reserve(length);
        return new byte[(int) length];
    }

    /**
     * Charges work against the evaluation's budget: about one unit for what one instruction does, or for a few bytes that
     * are copied or looked at. Whatever can run long in the library calls it as it goes, at least every few thousand units.
     *
     * @throws Killed if the evaluation has been asked to end, or one of its limits is exceeded
     */
    public void charge(long work) {
        if (work < fuel && kill == null) {
            fuel -= (int) work;
        } else {
            meter.look(work);
        }
    }

    /** What the interpreter calls when there is no fuel left, or a reason to end. */
    void refuel() {
        meter.look(0);
    }

    /**
     * To be called before something large is allocated, with its size, computed in 64 bits.
     *
     * @throws ScriptError if it could never fit into the memory limit, or does not fit into the JVM's heap
     * @throws Killed if it does not fit beside what the VM holds
     */
    public void reserve(long bytes) {
        meter.reserve(bytes);
    }

    /** Charges work and reserves bytes for whatever has no VM at hand. Nothing if the thread works for none. */
    static void account(long work, long bytes) {
        LuaState vm = CURRENT.get();
        if (vm != null) {
            vm.charge(work);
            vm.reserve(bytes);
        }
    }

    /**
     * CPU time of this VM's scripts in seconds, coroutines included. Only differences tell something: it is counted from the
     * first call on, if not before.
     */
    public double clock() {
        return meter.clock() / 1e9;
    }

    /** How many bytes the VM holds, by a walk. */
    public long live() {
        long bytes = meter.weigh();
        charge(bytes >> 4);
        return bytes;
    }

    short nextWalk() {
        // New objects have number 0.
        walks = walks == Short.MAX_VALUE ? 1 : (short) (walks + 1);
        return walks;
    }

    /** Tells a walk where to begin. */
    void hold(Walk walk) {
        walk.add(globals);
        walk.add(loaded);
        walk.add(registry);
        for (Table metatable : metatables) {
            walk.add(metatable);
        }
        walk.add(main);
        walk.add(running);
    }

    /**
     * The current thread goes on with the evaluation; where coroutines have threads of their own, each calls it when it gets
     * the turn, and {@link #leaveThread()} before it gives it away.
     */
    void enterThread() {
        CURRENT.set(this);
        meter.enter();
    }

    /** The current thread is about to stop working for the evaluation. */
    void leaveThread() {
        meter.leave();
    }

    /**
     * Ends the evaluation if it has been asked to end. What runs long in the library calls it often.
     *
     * @throws Killed if it has
     */
    public void poll() {
        Killed reason = kill;
        if (reason != null) {
            throw reason;
        }
    }

    /** Asks the current evaluation to end. Of several reasons the first counts. From any thread. */
    public void kill(Killed reason) {
        synchronized (blockLock) {
            if (kill == null) {
                kill = reason;
            }
            if (waker != null) {
                woken = true;
                waker.run();
            }
        }
    }

    /**
     * To be called before an evaluation, on its thread.
     *
     * @throws IllegalStateException if these limits cannot be kept on this thread
     */
    public static void checkCountable(Limits limits) {
        Meter.checkCountable(limits);
    }

    /** Forgets why the evaluation before had to end. From now on the next one may be killed. */
    public void ready() {
        synchronized (blockLock) {
            kill = null;
        }
        fault = null;
    }

    /** Begins an evaluation on the calling thread. In any case {@link #end()} must follow. */
    public void begin(Limits limits) {
        outer = CURRENT.get();
        CURRENT.set(this);
        callDepth = limits.callDepth().orElse(Integer.MAX_VALUE);
        main.begin();
        meter.begin(limits);
    }

    /** The evaluation has ended: the thread works for whatever it worked for before. */
    public void end() {
        meter.end();
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
            outer = null;
        }
    }

    /**
     * To be called before waiting for something outside the VM.
     *
     * @param how wakes the thread that waits; quick, and never fails
     * @throws Killed if the evaluation has been asked to end
     */
    public void block(Runnable how) {
        synchronized (blockLock) {
            poll();
            waker = how;
            woken = false;
        }
    }

    /** To be called after the wait, by the same thread. */
    public void unblock() {
        synchronized (blockLock) {
            waker = null;
            if (woken) {
                // The interrupt was meant for the wait, and would hit the platform's next one.
                Thread.interrupted();
            }
        }
    }

    /** Whether it waits for something outside just now. */
    public boolean isBlocked() {
        synchronized (blockLock) {
            return waker != null;
        }
    }

    /** A fault of the engine itself on a coroutine's thread: ends the evaluation. */
    void fault(Throwable what) {
        fault = what;
        kill(Killed.because(Outcome.VM_LOST, "internal error"));
    }

    /** The fault that ended the evaluation, or {@code null}. */
    public Throwable fault() {
        return fault;
    }

    /** After an evaluation: no calls, no threads but those of suspended coroutines. */
    public void rest() {
        main.reset();
        carriers.trim();
    }

    /** Ends what is suspended. Called when nothing runs. */
    public void close() {
        carriers.close(2000);
    }
}
