// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.LuaBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The corpus is worth what it notices: each gap in the containment is told, and without one nothing is. */
@Isolated("counts the threads and the heap of the JVM")
class HostileTckBitesTest {
    private static ObligingBackend subject;

    /** What a backend's author writes; run by a test here, not found by itself. */
    static final class ObligingSuite extends HostileTck {
        @Override
        protected LuaBackend backend() {
            return subject;
        }
    }

    @AfterAll
    static void forgetSubject() {
        subject = null;
    }

    private static Attack script(String name) {
        return ObligingBackend.SCRIPTS.get("=" + name);
    }

    private static List<String> fight(Gap gap, String name) throws InterruptedException {
        try (ObligingBackend backend = new ObligingBackend(gap);
                Arena arena = new Arena(
                        backend,
                        SandboxLevel.CONSTRAINED,
                        () -> EngineSpec.builder(SandboxLevel.CONSTRAINED),
                        thread -> false)) {
            return arena.fight(script(name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer", "loop", "error", "process-start", "exit", "string-doubled", "recursion"})
    void withoutAGapNothingIsTold(String name) throws InterruptedException {
        assertThat(fight(Gap.NONE, name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OUTCOME, process-start, it ended as COMPLETED reached",
        "OUTCOME, while-loop, it ended as COMPLETED reached",
        "OUTCOME, table-growth, it ended as COMPLETED reached",
        "OUTCOME, recursion, it ended as COMPLETED reached",
        "DEADLINE, while-loop, it did not end within 3 s",
        "CLOSING, while-loop, it runs on though its engine is closed",
        "STATE, table-growth, the script after it ended as VM_LOST",
        "TURN, while-loop, the neighbour waited",
        "HEAP, string-doubled, the heap of the host grew by",
        "LEAK, table-growth, the heap of the host stays",
        "THREAD, coroutines-left, thread 'left by a script'",
        "COLLECTOR, collector, made the host collect",
        "STACK, recursion, the engine threw java.lang.StackOverflowError",
        "FILE, file-read, got at the secret",
        "PROPERTY, environment-variables, got at the secret",
        "FOLDER, file-write, the script made folder/new",
        "PORT, socket, connected to the port",
        "MESSAGE, messages-of-the-host, is told of the host",
        "LATER_VMS, string-methods-replaced, a VM started afterwards is not as others were",
        "NEIGHBOUR, library-functions-replaced, the neighbour's state changed: COMPLETED string.upper"
    })
    void aGapIsTold(Gap gap, String name, String told) throws InterruptedException {
        assertThat(fight(gap, name)).anyMatch(violation -> violation.contains(told));
    }

    @Test
    void aBackendThatContainsNothingFailsWithEveryScript() {
        subject = new ObligingBackend(Gap.EVERYWHERE);

        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(ObligingSuite.class))
                .execute()
                .testEvents();

        List<String> passed = tests.succeeded().stream()
                .map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName())
                .toList();
        assertThat(passed).containsExactly("CONSTRAINED, opened", "CONSTRAINED, closed");
        assertThat(tests.failed().count()).isGreaterThan(150);
    }
}
