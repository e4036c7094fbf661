// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmManager;

/** Prints how long callers wait while the bundle of their backend is updated again and again, and while it is not. A program of its own. */
public final class Updates {
    private static final int CALLERS = 8;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(3);
    /** An update is a rare thing: callers get to work in between. */
    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Script SCRIPT = Script.of("return 2+2");

    private Updates() {}

    /**
     * What the callers saw.
     *
     * @param calls all together
     * @param lost calls whose script ran when its backend went, or never ran
     * @param median of how long a caller waited, in microseconds
     * @param p99 what 99 of 100 did not wait longer than, in microseconds
     * @param longest what none waited longer than, in microseconds
     * @param seconds that it took
     */
    record Waits(long calls, long lost, double median, double p99, double longest, double seconds) {}

    /** Both, one after the other and for as long. */
    record Pair(Waits during, Waits without) {}

    /** What one caller saw. */
    private static final class Seen {
        long[] nanos = new long[1024];
        int calls;
        long lost;

        void add(long waited) {
            if (calls == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * calls);
            }
            nanos[calls++] = waited;
        }
    }

    /**
     * Measures.
     *
     * @param args how many updates
     */
    public static void main(String... args) {
        int updates = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        Pair pair = measure(updates, WARM_UP_NANOS);
        print(updates + " updates", pair.during);
        print("without", pair.without);
        System.out.printf(
                Locale.ROOT,
                "%-20s %27.2f %10.2f %12.2f%n",
                "ratio",
                pair.during.median / pair.without.median,
                pair.during.p99 / pair.without.p99,
                pair.during.longest / pair.without.longest);
    }

    private static void print(String what, Waits waits) {
        System.out.printf(
                Locale.ROOT,
                "%-20s %,9d calls; p50 %,8.1f, p99 %,8.1f, longest %,10.1f µs; %d lost; %.1f s%n",
                what,
                waits.calls,
                waits.median,
                waits.p99,
                waits.longest,
                waits.lost,
                waits.seconds);
    }

    static Pair measure(int updates, long warmUpNanos) {
        try (Platform platform = Platform.open()) {
            VmManager manager = platform.manager();
            List<Vm> vms = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                vms.add(manager.create(VmState.spec(platform)));
            }
            try {
                callWhile(vms, () -> pass(warmUpNanos));
                Waits during = callWhile(vms, () -> {
                    for (int i = 0; i < updates; i++) {
                        platform.updateBackend("org.bioxen.core.luaj");
                        pass(BETWEEN_NANOS);
                    }
                });
                return new Pair(during, callWhile(vms, () -> pass((long) (during.seconds * 1e9))));
            } finally {
                vms.forEach(Vm::close);
            }
        }
    }

    private static void pass(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has every VM called again and again, each by a thread of its own, while this is done. */
    private static Waits callWhile(List<Vm> vms, Runnable deed) {
        ExecutorService threads = Executors.newFixedThreadPool(vms.size());
        try {
            var stop = new java.util.concurrent.atomic.AtomicBoolean();
            List<Future<Seen>> callers = new ArrayList<>();
            long began = System.nanoTime();
            for (Vm vm : vms) {
                callers.add(threads.submit(() -> {
                    Seen seen = new Seen();
                    do {
                        long before = System.nanoTime();
                        Outcome outcome = vm.execute(SCRIPT).outcome();
                        seen.add(System.nanoTime() - before);
                        seen.lost += outcome == Outcome.COMPLETED ? 0 : 1;
                    } while (!stop.get());
                    return seen;
                }));
            }
            deed.run();
            stop.set(true);
            List<Seen> all = new ArrayList<>();
            for (Future<Seen> caller : callers) {
                all.add(caller.get());
            }
            return waits(all, (System.nanoTime() - began) / 1e9);
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("the callers failed", failed);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Waits waits(List<Seen> all, double seconds) {
        long[] sorted = all.stream()
                .flatMapToLong(seen -> Arrays.stream(seen.nanos, 0, seen.calls))
                .sorted()
                .toArray();
        return new Waits(
                sorted.length,
                all.stream().mapToLong(seen -> seen.lost).sum(),
                sorted[sorted.length / 2] / 1e3,
                sorted[(int) (sorted.length * 0.99)] / 1e3,
                sorted[sorted.length - 1] / 1e3,
                seconds);
    }
}
