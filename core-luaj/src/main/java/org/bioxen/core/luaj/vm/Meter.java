// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.time.Duration;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Outcome;

/**
 * What an evaluation may use, and what it has used. The interpreter takes units of work from {@link LuaState}'s fuel; when
 * that is used up it looks here, some ten thousand times a second. Used by the thread that has the turn.
 */
final class Meter {
    /** Units of work between two looks. */
    private static final int QUANTUM = 10_000;

    /** CPU time is dearer to ask for than the rest. */
    private static final int LOOKS_PER_CPU_TIME = 16;

    /** Requests up to this size are seen early enough by the next look. */
    private static final int SMALL = 1 << 15;

    /** From this size on a request is checked against the JVM's own heap, too. */
    private static final long LARGE = 4L << 20;

    /** To ask for CPU time is dear, so it is first asked for when a script has run for a millisecond or so. */
    private static final long NOT_YET = Long.MIN_VALUE;

    private static final long UNLIMITED = Long.MAX_VALUE / 4;
    private static final long MARGIN = 32L << 20;

    private final LuaState vm;
    private Limits limits = Limits.none();
    private int slice;
    private int looks;

    private long work = UNLIMITED;

    private long cpuTime = UNLIMITED;
    private long cpuTimeUsed;
    private long cpuTimeAt;
    /** Whether a script has asked for its CPU time. */
    private boolean clocked;
    /** CPU time of all evaluations, as far as it was counted. */
    private long clock;

    private long memory = UNLIMITED;
    /** What was held at the last walk. */
    private long live;
    /** What has been allocated since: garbage for the most part. From evaluation to evaluation. */
    private long fresh = UNLIMITED;

    private long allocatedAt;

    Meter(LuaState vm) {
        this.vm = vm;
    }

    /** That what is limited can be counted on this thread. */
    static void checkCountable(Limits limits) {
        if (limits.memoryBytes().isPresent() && !(Counters.hasAllocation() && Counters.isOnCountedThread())) {
            throw uncountable("a memory limit", "what it allocates");
        }
        if (limits.cpuTime().isPresent() && !(Counters.hasCpuTime() && Counters.isOnCountedThread())) {
            throw uncountable("a CPU time limit", "its CPU time");
        }
    }

    /** Begins an evaluation, on the thread that calls. */
    void begin(Limits given) {
        limits = given;
        work = given.instructions().orElse(UNLIMITED);
        cpuTime = given.cpuTime().map(Meter::nanos).orElse(UNLIMITED);
        cpuTimeUsed = 0;
        memory = given.memoryBytes().orElse(UNLIMITED);
        allocatedAt = Counters.allocated();
        cpuTimeAt = clocked ? now() : NOT_YET;
        looks = 0;
        slice = (int) Math.min(QUANTUM, work);
        vm.fuel = slice;
    }

    private static IllegalStateException uncountable(String limit, String what) {
        return new IllegalStateException("cannot keep " + limit + " on the thread '"
                + Thread.currentThread().getName() + "': the JVM does not count " + what
                + "; evaluate on a platform thread");
    }

    private static long nanos(Duration time) {
        return time.compareTo(Duration.ofDays(10_000)) > 0 ? UNLIMITED : time.toNanos();
    }

    /** The current thread goes on with the evaluation. */
    void enter() {
        allocatedAt = Counters.allocated();
        cpuTimeAt = countsCpuTime() ? now() : 0;
    }

    /** The evaluation has ended. */
    void end() {
        if (cpuTimeAt != NOT_YET) {
            countCpuTime();
        }
        countAllocated();
    }

    /** The current thread stops working for the evaluation. */
    void leave() {
        countAllocated();
        countCpuTime();
    }

    private void countAllocated() {
        long now = Counters.allocated();
        if (now == Counters.UNKNOWN || allocatedAt == Counters.UNKNOWN) {
            // The next one that has a limit begins with a walk.
            fresh = UNLIMITED;
        } else {
            fresh = Math.min(UNLIMITED, fresh + now - allocatedAt);
        }
        allocatedAt = now;
    }

    private void countCpuTime() {
        if (countsCpuTime()) {
            long now = now();
            cpuTimeAt = cpuTimeAt == NOT_YET ? now : cpuTimeAt;
            cpuTimeUsed += now - cpuTimeAt;
            clock += now - cpuTimeAt;
            cpuTimeAt = now;
        }
    }

    private boolean countsCpuTime() {
        return clocked || cpuTime < UNLIMITED;
    }

    /** Of the current thread; where its CPU time is not counted the time that passes, which is never less. */
    static long now() {
        long time = Counters.cpuTime();
        return time == Counters.UNKNOWN ? System.nanoTime() : time;
    }

    /** CPU time of the VM in nanoseconds; where none is limited, since this was first asked. */
    long clock() {
        if (!countsCpuTime()) {
            cpuTimeAt = now();
        }
        clocked = true;
        countCpuTime();
        return clock;
    }

    /** Looks at everything, and gives new fuel. */
    void look(long more) {
        vm.poll();
        work -= slice - (long) vm.fuel + Math.min(more, UNLIMITED);
        if (work < 0) {
            slice = 0;
            vm.fuel = 0;
            work = 0;
            throw exceeded("instruction limit of " + limits.instructions().orElse(0) + " exceeded");
        }
        slice = (int) Math.min(QUANTUM, work);
        vm.fuel = slice;
        if (++looks % LOOKS_PER_CPU_TIME == 0) {
            vm.running.renew();
            countCpuTime();
            if (cpuTimeUsed > cpuTime) {
                throw exceeded("CPU time limit of " + seconds(cpuTime) + " exceeded");
            }
        }
        if (memory < UNLIMITED) {
            countAllocated();
            if (fresh > allowance()) {
                weigh();
            }
        }
    }

    private static String seconds(long nanos) {
        return nanos % 1_000_000_000 == 0 ? nanos / 1_000_000_000 + " s" : nanos / 1_000_000 + " ms";
    }

    private Killed exceeded(String message) {
        vm.kill(Killed.because(Outcome.LIMIT_EXCEEDED, message));
        return vm.kill;
    }

    /** So much may be allocated before the next walk: what is left, but enough for the walks not to be all that is done. */
    private long allowance() {
        return Math.max(memory - live, Math.min(memory / 8, MARGIN));
    }

    /** Finds out how much is held. */
    long weigh() {
        live = Walk.weigh(vm);
        fresh = 0;
        allocatedAt = Counters.allocated();
        if (live > memory) {
            throw outOfMemory();
        }
        return live;
    }

    private Killed outOfMemory() {
        return exceeded("memory limit of " + memory + " bytes exceeded");
    }

    void reserve(long bytes) {
        if (bytes <= SMALL) {
            return;
        }
        vm.poll();
        if (bytes > memory || bytes > LARGE && !fitsIntoHeap(bytes)) {
            throw new ScriptError("not enough memory");
        }
        if (memory < UNLIMITED) {
            countAllocated();
            if (fresh + bytes > allowance()) {
                weigh();
                if (live + bytes > memory) {
                    throw outOfMemory();
                }
            }
        }
    }

    /** Whether the JVM has room for this and for the host to go on. */
    private static boolean fitsIntoHeap(long bytes) {
        Runtime runtime = Runtime.getRuntime();
        long max = runtime.maxMemory();
        long needed = bytes + Math.min(MARGIN, max / 8);
        if (needed <= max - (runtime.totalMemory() - runtime.freeMemory())) {
            return true;
        }
        if (needed > max) {
            return false;
        }
        // How much of what is in use is garbage, only the collector knows. It is asked by a request of the same size.
        try {
            return new byte[(int) Math.min(needed, Operators.MAX_STRING)].length > 0;
        } catch (OutOfMemoryError full) {
            return false;
        }
    }
}
