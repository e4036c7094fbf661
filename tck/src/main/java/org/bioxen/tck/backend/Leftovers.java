// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Threads and child processes that were not there before: waits for their end, and names those that stay. */
public final class Leftovers {
    private static final long LOOK_NANOS = 2_000_000;

    private final Predicate<Thread> expected;
    private final Set<Thread> threadsBefore;
    private final Set<ProcessHandle> processesBefore;
    private final Set<ProcessHandle> seen = new HashSet<>();

    private Leftovers(Predicate<Thread> expected) {
        this.expected = expected;
        threadsBefore = Thread.getAllStackTraces().keySet();
        processesBefore = ProcessHandle.current().descendants().collect(Collectors.toSet());
    }

    /**
     * Remembers what there is now.
     *
     * @param expected tells the threads that may come and stay
     */
    public static Leftovers sinceNow(Predicate<Thread> expected) {
        return new Leftovers(expected);
    }

    /** Remembers the child processes that there are now: when their parents have ended nothing leads to them any more. */
    public void noteProcesses() {
        ProcessHandle.current()
                .descendants()
                .filter(process -> !processesBefore.contains(process))
                .forEach(seen::add);
    }

    /** What is still there after this time, in words; empty if nothing is. */
    public List<String> threads(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        List<String> left = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (threadsBefore.contains(thread) || ofTheJdk(thread) || expected.test(thread)) {
                continue;
            }
            thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            if (thread.isAlive()) {
                StackTraceElement[] stack = thread.getStackTrace();
                left.add("thread '" + thread.getName() + "' at " + (stack.length == 0 ? "?" : stack[0]));
            }
        }
        return left;
    }

    /** What is still there after this time, in words; empty if nothing is. */
    public List<String> processes(Duration atMost) throws InterruptedException {
        noteProcesses();
        long end = System.nanoTime() + atMost.toNanos();
        List<String> left = new ArrayList<>();
        for (ProcessHandle process : seen) {
            // Not by onExit: of processes that are not children of this one the JDK finds out late.
            while (isAlive(process) && System.nanoTime() < end) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            if (isAlive(process)) {
                left.add("process " + process.pid() + " "
                        + process.info().commandLine().orElse(""));
            }
        }
        return left;
    }

    /** One that has ended and only waits for its new parent to notice, which may take that a while, is not left. */
    private static boolean isAlive(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"), ISO_8859_1);
            return !stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException unknown) {
            return process.isAlive();
        }
    }

    private static boolean ofTheJdk(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        String name = thread.getName();
        return group == null
                || group.getParent() == null // the group "system": reference handler, cleaners, compilers
                || group.getName().equals("InnocuousThreadGroup")
                || name.startsWith("process reaper")
                || name.startsWith("ForkJoinPool.commonPool-")
                || name.startsWith("CompletableFutureDelayScheduler")
                || name.startsWith("junit-");
    }
}
