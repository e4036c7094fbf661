// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.core.process.Lab.run;
import static org.bioxen.core.process.Lab.texts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many VMs at a time: 100 in every build, more with {@code -Dbioxen.process.vms=500}. */
class ScaleTest {
    private static final int COUNT = Integer.getInteger("bioxen.process.vms", 100);

    /** Beside the VMs': threads of the backend, files and threads that the JVM opens when it sees fit. */
    private static final int SPARE = 15;

    private static final int AT_ONCE = 8;

    /** Threads that are not the JDK's own for a process. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("process reaper"))
                .collect(Collectors.toSet());
    }

    private static long descriptors() throws Exception {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .children()
                .map(ProcessHandle::pid)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<String> onAll(List<ProcessEngine> engines, String source) throws Exception {
        var executor = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<String>> calls = new ArrayList<>();
            engines.forEach(engine -> calls.add(() -> texts(run(engine, source)).get(0)));
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : executor.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            executor.shutdown();
            executor.awaitTermination(Lab.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void manyVmsLiveAtATimeWithoutThreadsOfTheirOwnAndLeaveNothing() throws Exception {
        Set<Long> childrenBefore = children();
        Set<Thread> threadsBefore = threads();
        long descriptorsBefore = descriptors();
        try (Lab lab = new Lab()) {
            List<ProcessEngine> engines =
                    IntStream.range(0, COUNT).mapToObj(i -> lab.engine()).toList();

            List<String> first = onAll(engines, "id = tostring({}) return 'ready'");
            List<String> second = onAll(engines, "n = (n or 0) + 1 return n .. type(id)");

            assertThat(first).hasSize(COUNT).containsOnly("ready");
            assertThat(second).hasSize(COUNT).containsOnly("1string");
            Set<Thread> more = threads();
            more.removeAll(threadsBefore);
            assertThat(more).as("threads").hasSizeLessThanOrEqualTo(SPARE);
            assertThat(descriptors() - descriptorsBefore).as("descriptors").isBetween(3L * COUNT, 3L * COUNT + SPARE);
            assertThat(children()).hasSizeGreaterThanOrEqualTo(childrenBefore.size() + COUNT);
        }

        Set<Long> left = children();
        left.removeAll(childrenBefore);
        assertThat(left).isEmpty();
        assertThat(descriptors()).isLessThanOrEqualTo(descriptorsBefore + SPARE);
        assertThat(backendThreadsLeft(threadsBefore)).isEmpty();
    }

    /** Looks again and again, as threads that have nothing to do end when they see fit. */
    private static Set<Thread> backendThreadsLeft(Set<Thread> before) {
        long end = System.nanoTime() + Lab.PATIENCE.toNanos();
        while (true) {
            Set<Thread> left = threads();
            left.removeAll(before);
            left.removeIf(thread -> !thread.getName().startsWith("bioxen"));
            if (left.isEmpty() || System.nanoTime() > end) {
                return left;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
