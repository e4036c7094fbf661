// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Whatever goes wrong with a VM, and on whatever thread that is noticed: the lines of the log that concern it say so. */
@Timeout(60)
class LogLinesTest {
    private static final Pattern NAMED = Pattern.compile("VM '([^']+)'");
    /** What these log is always about one VM. */
    private static final Set<String> ALWAYS_ABOUT_ONE = Set.of("LuaVm", "TurnWork", "RunningEvaluation", "OwnedEngine");

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.bioxen.core.session");
    private final Lines lines = new Lines();
    private final ScriptedBackend backend = new ScriptedBackend("scripted", "5.4");
    private Platform platform;

    /** A line and what it is about. */
    private record Line(String logger, String message, Map<String, String> about) {}

    /** Takes lines, on the threads that log them. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<Line> all = new CopyOnWriteArrayList<>();
        private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            String name = event.getLoggerName();
            all.add(new Line(
                    name.substring(name.lastIndexOf('.') + 1),
                    event.getFormattedMessage(),
                    Map.copyOf(event.getMDCPropertyMap())));
            news.add(event.getFormattedMessage());
        }

        void await(String message) throws InterruptedException {
            for (String next = ""; !next.contains(message); ) {
                next = news.poll(20, TimeUnit.SECONDS);
                assertThat(next).as("a line with '" + message + "'").isNotNull();
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        platform = new Platform(Map.of());
        platform.register(backend, 10);
        logger.setLevel(Level.DEBUG);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() throws Exception {
        backend.release();
        platform.close();
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    private Vm create(String id) {
        return platform.manager.create(
                VmSpec.named(id).level(SandboxLevel.TRUSTED).build());
    }

    private static void stopAfterAMoment(Vm vm, String script) {
        vm.execute(
                Script.of(script),
                ExecutionOptions.builder().timeout(Duration.ofMillis(50)).build());
    }

    @Test
    void everyLineThatNamesAVmIsAboutIt() throws Exception {
        create("good").execute("count");
        create("bad").execute("fault");
        create("lost").execute("die");
        stopAfterAMoment(create("stubborn"), "stubborn");
        stopAfterAMoment(create("stuck"), "stuck");
        backend.release();
        lines.await("an engine that had been given up has stopped");
        Vm left = create("left");
        Execution running = left.submit(Script.of("loop"));
        backend.engines.get(backend.engines.size() - 1).running.await(20, TimeUnit.SECONDS);
        platform.unregister(backend);
        running.result().toCompletableFuture().get(20, TimeUnit.SECONDS);
        platform.manager.terminate("good");
        platform.register(backend, 10);
        left.execute("count");

        for (Line line : lines.all) {
            Matcher named = NAMED.matcher(line.message());
            while (named.find()) {
                assertThat(line.about()).as(line.toString()).containsEntry("vm", named.group(1));
            }
            if (ALWAYS_ABOUT_ONE.contains(line.logger())) {
                assertThat(line.about()).as(line.toString()).containsKey("vm");
            }
        }
        assertThat(lines.all)
                .extracting(line -> line.about().get("vm") + ": " + line.message())
                .anyMatch(line -> line.startsWith("good: VM 'good' is made"))
                .anyMatch(line -> line.startsWith("good: VM 'good': ") && line.contains("ended COMPLETED"))
                .contains("bad: VM 'bad': backend 'scripted' failed")
                .anyMatch(line -> line.startsWith("lost: VM 'lost': ") && line.contains("ended VM_LOST"))
                .anyMatch(line -> line.startsWith("stubborn: an engine did not stop within"))
                .anyMatch(line -> line.startsWith("stuck: VM 'stuck': an engine neither stopped nor closed"))
                .anyMatch(line -> line.startsWith("stuck: VM 'stuck': an engine that had been given up has stopped"))
                .contains("good: VM 'good' is suspended: its backend goes", "good: VM 'good' is closed")
                .contains("left: VM 'left' starts afresh on scripted");
        assertThat(MDC.get("vm")).isNull();
    }

    @Test
    void whatAListenerLogsIsAboutTheVmThatItListensTo() throws Exception {
        Vm vm = create("a");
        BlockingQueue<String> about = new LinkedBlockingQueue<>();
        vm.execute(
                Script.of("print something"),
                ExecutionOptions.builder()
                        .outputListener((stream, bytes) -> about.add(String.valueOf(MDC.get("vm"))))
                        .build());

        assertThat(about).containsExactly("a");
    }

    @Test
    void aVmInDebugModeMarksItsLines() {
        platform.manager
                .create(VmSpec.named("a")
                        .level(SandboxLevel.TRUSTED)
                        .debug(true)
                        .build())
                .execute("count");
        create("b").execute("count");

        assertThat(lines.all)
                .filteredOn(line -> "a".equals(line.about().get("vm")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.about()).containsEntry("vm.debug", "a"));
        assertThat(lines.all)
                .filteredOn(line -> "b".equals(line.about().get("vm")))
                .isNotEmpty()
                .noneSatisfy(line -> assertThat(line.about()).containsKey("vm.debug"));
    }
}
