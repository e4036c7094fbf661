// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.logging.LogHistory.Form;
import org.bioxen.api.logging.LogLevel;
import org.bioxen.api.logging.LogQuery;
import org.bioxen.api.logging.LogRecord;
import org.bioxen.api.logging.TimedOperation;
import org.bioxen.api.logging.VmLogger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was logged is kept, found and told, and keeps nothing else alive. */
@Timeout(30)
class HistoryTest {
    private static final int CAPACITY = 10;

    private final LoggerContext context = Logs.context();
    private final Levels levels = new Levels(context, Level.INFO);
    private final History history = new History(CAPACITY);
    private final LoggerFactoryService loggers = new LoggerFactoryService(context, levels, () -> history);

    @BeforeEach
    void start() {
        history.setContext(context);
        history.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(history);
        levels.set("ROOT", LogLevel.INFO);
    }

    @AfterEach
    void stop() {
        history.stop();
        context.stop();
    }

    private List<String> messages(LogQuery.Builder query) {
        return history.query(query.build()).stream().map(LogRecord::message).toList();
    }

    @Test
    void keepsTheNewestAndCountsTheRest() {
        VmLogger logger = loggers.getLogger("a");
        for (int i = 1; i <= 25; i++) {
            logger.info("line {}", i);
        }

        assertThat(messages(LogQuery.builder()))
                .hasSize(CAPACITY)
                .startsWith("line 16")
                .endsWith("line 25");
        assertThat(messages(LogQuery.builder().limit(2))).containsExactly("line 24", "line 25");
        assertThat(messages(LogQuery.builder().after(24))).containsExactly("line 25");
        assertThat(history.dropped()).isEqualTo(15);
        assertThat(history.capacity()).isEqualTo(CAPACITY);
    }

    @Test
    void findsByLevelLoggerVmSessionTimeAndWords() {
        Instant before = Instant.now();
        loggers.getLogger("curator").info("Installed JSON");
        loggers.getLogger("curator.store").warn("full");
        loggers.getLogger("curators").info("other");
        loggers.getLogger("vm").forVm("a").error("died", new IllegalStateException("of Sorrow"));
        loggers.getLogger("vm").forSession("s").info("left");

        assertThat(messages(LogQuery.builder().level(LogLevel.WARN))).containsExactly("full", "died");
        assertThat(messages(LogQuery.builder().logger("curator"))).containsExactly("Installed JSON", "full");
        assertThat(messages(LogQuery.builder().vm("a"))).containsExactly("died");
        assertThat(messages(LogQuery.builder().session("s"))).containsExactly("left");
        assertThat(messages(LogQuery.builder().vm("s"))).containsExactly("left");
        assertThat(messages(LogQuery.builder().text("installed json"))).containsExactly("Installed JSON");
        assertThat(messages(LogQuery.builder().text("sorrow"))).containsExactly("died");
        assertThat(messages(LogQuery.builder().until(before))).isEmpty();
        assertThat(messages(LogQuery.builder().since(before))).hasSize(5);
        assertThatThrownBy(() -> LogQuery.builder().limit(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void debugModeOfAComponentIsForAllItsLoggers() {
        VmLogger logger = loggers.getLogger("curator");
        logger.debug("unheard");

        loggers.getLogger("curator").setDebug(true);
        logger.debug("heard");
        logger.setDebug(false);
        logger.debug("unheard again");

        assertThat(messages(LogQuery.builder())).containsExactly("heard");
        assertThat(logger.isDebug()).isFalse();
    }

    @Test
    void anOperationTellsItsDurationAndOutcomeOnce() {
        VmLogger logger = loggers.getLogger("curator");
        try (TimedOperation install = logger.timed("install")) {
            install.progress("json", 1, 3);
            install.progress("csv", 2, -1);
            install.succeeded();
        }
        TimedOperation update = logger.timed("update");
        update.failed("no network");
        update.close();
        update.close();
        logger.timed("remove").close();

        List<String> all = messages(LogQuery.builder().progress(true));
        assertThat(all.subList(0, 2)).containsExactly("install: json (1 of 3)", "install: csv (2)");
        assertThat(all.get(2)).matches("install took \\d+ ms");
        assertThat(all.get(3)).matches("update failed after \\d+ ms: no network");
        assertThat(all.get(4)).matches("remove failed after \\d+ ms: it was left before its end");
        assertThat(all).hasSize(5);
        assertThat(messages(LogQuery.builder())).hasSize(3);
        assertThat(history.query(LogQuery.builder().progress(true).build())
                        .get(0)
                        .progress())
                .contains(new LogRecord.OperationProgress("install", "json", 1, 3));
    }

    @Test
    void whoListensIsToldInOrderAndNoMoreAfterTheEnd() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        VmLogger logger = loggers.getLogger("a");
        AutoCloseable listening =
                history.listen(LogQuery.builder().level(LogLevel.WARN).build(), record -> {
                    told.add(record.message());
                    logger.warn("said by the listener itself");
                    throw new IllegalStateException("its own fault");
                });
        logger.info("too little");
        for (int i = 0; i < 100; i++) {
            logger.warn("line {}", i);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("line " + i);
        }
        listening.close();
        logger.warn("after the end");

        assertThat(told).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("bioxen-log-listener") && thread.isAlive());
    }

    @Test
    void exportsAsLinesAndAsJson() throws Exception {
        loggers.getLogger("a").forVm("v").info("one\ntwo");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteArrayOutputStream json = new ByteArrayOutputStream();

        history.export(LogQuery.builder().build(), Form.TEXT, text);
        history.export(LogQuery.builder().build(), Form.JSON, json);

        assertThat(text.toString(StandardCharsets.UTF_8)).endsWith(" a {vm=v}: one\n\ttwo\n");
        assertThat(json.toString(StandardCharsets.UTF_8))
                .contains("\"logger\":\"a\",\"vm\":\"v\",\"message\":\"one\\ntwo\"}\n");
    }

    @Test
    void keepsNothingAliveThatWasLogged() throws Exception {
        Cleaner cleaner = Cleaner.create();
        CountDownLatch gone = new CountDownLatch(2);
        logSomethingThatShallGo(cleaner, gone);

        List<byte[]> pressure = new ArrayList<>();
        while (gone.getCount() > 0) {
            System.gc();
            pressure.add(new byte[1024]);
            gone.await(10, TimeUnit.MILLISECONDS);
        }

        assertThat(messages(LogQuery.builder())).containsExactly("failed on it");
        assertThat(history.query(LogQuery.builder().build()).get(0).trace().orElseThrow())
                .contains("why it failed");
    }

    /** In a method of its own, so that no variable keeps it. */
    private void logSomethingThatShallGo(Cleaner cleaner, CountDownLatch gone) {
        Object argument = new Object() {
            @Override
            public String toString() {
                return "it";
            }
        };
        Exception thrown = new Exception("why it failed");
        cleaner.register(argument, gone::countDown);
        cleaner.register(thrown, gone::countDown);
        loggers.getLogger("a").error("failed on {}", argument, thrown);
    }

    @Test
    void isBoundedByItsTextAndCutsWhatIsLong() {
        History small = new History(1000, 100_000);
        small.setContext(context);
        small.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(small);

        loggers.getLogger("a").info("x".repeat(20_000_000));
        for (int i = 0; i < 50; i++) {
            loggers.getLogger("a").info("y".repeat(10_000));
        }

        assertThat(history.query(LogQuery.builder().text("xxx").build())).isEmpty();
        assertThat(small.query(LogQuery.builder().build())).hasSize(9);
        assertThat(small.dropped()).isEqualTo(42);
        loggers.getLogger("a").info("x".repeat(20_000_000));
        assertThat(small.query(LogQuery.builder().limit(1).build()).get(0).message())
                .hasSizeLessThan(20_000)
                .endsWith(" more characters)");
        small.stop();
    }

    @Test
    void progressDrivesNoLineOutAndIsThinnedOut() {
        loggers.getLogger("a").info("a line");
        TimedOperation copy = loggers.getLogger("a").timed("copy");
        for (int i = 1; i <= 10_000; i++) {
            copy.progress("a file", i, 10_000);
        }
        for (int i = 0; i < 2000; i++) {
            copy.progress("file " + i, i, 2000);
        }
        copy.succeeded();
        copy.close();
        copy.progress("afterwards", 1, 1);

        assertThat(messages(LogQuery.builder())).startsWith("a line").hasSize(2);
        List<String> all = messages(LogQuery.builder().progress(true).limit(5000));
        assertThat(all).hasSize(1002).startsWith("a line").doesNotContain("copy: afterwards (1 of 1)");
        assertThat(all.get(all.size() - 2)).isEqualTo("copy: file 1999 (1999 of 2000)");
    }

    @Test
    void anOperationIsAboutWhatItsBeginningWasAboutWhicheverThreadEndsIt() throws Exception {
        VmLogger logger = loggers.getLogger("a");
        context.getMDCAdapter().put("vm", "s");
        context.getMDCAdapter().put("session", "s");
        TimedOperation outer = logger.timed("outer");
        TimedOperation inner = logger.forVm("other").timed("inner");
        context.getMDCAdapter().clear();
        Thread other = new Thread(() -> {
            inner.progress("half", 1, 2);
            inner.succeeded();
            inner.close();
            outer.failed("no \n reason");
            outer.close();
        });
        other.start();
        other.join();

        assertThat(history.query(LogQuery.builder().progress(true).build()))
                .extracting(record -> record.vm().orElse("") + record.session().orElse("") + " "
                        + record.message().replaceAll("\\d+ ms", "N ms"))
                .containsExactly(
                        "other inner: half (1 of 2)",
                        "other inner took N ms",
                        "ss outer failed after N ms: no \n reason");
    }

    @Test
    void aComponentIsHeardAsThePlatformItselfIs() {
        levels.set("ROOT", LogLevel.ERROR);
        VmLogger component = loggers.getLogger("curator");
        component.info("heard");
        levels.set("curator", LogLevel.WARN);
        component.info("not heard");
        loggers.getLogger("curator.store").info("not heard either");
        levels.unset(Optional.of("curator"));
        levels.set("ROOT", LogLevel.DEBUG);
        component.debug("heard, as all are");
        levels.set("root", LogLevel.ERROR);
        component.debug("not heard any more");

        assertThat(messages(LogQuery.builder())).containsExactly("heard", "heard, as all are");
    }

    @Test
    void aVmInDebugModeIsHeardAtDebugLevel() {
        DebugVms debugVms = new DebugVms();
        debugVms.setContext(context);
        debugVms.start();
        context.addTurboFilter(debugVms);
        context.getMDCAdapter().put("vm.debug", "a");
        loggers.getLogger("some").debug("heard");
        context.getLogger("some").trace("too much");
        levels.set("some.quiet", LogLevel.OFF);
        loggers.getLogger("some.quiet").debug("off is off");
        context.getMDCAdapter().remove("vm.debug");
        loggers.getLogger("some").debug("not heard");

        assertThat(messages(LogQuery.builder())).containsExactly("heard");
    }

    @Test
    void strangeArgumentsDisturbNobody() {
        VmLogger logger = loggers.getLogger("a");
        logger.info("no {} argument");
        logger.info("none", (Object[]) null);
        logger.info("null {}", (Object) null);
        logger.info(null);
        logger.warn("two {}", "places", new IllegalStateException("last"));

        assertThat(messages(LogQuery.builder()))
                .containsExactly("no {} argument", "none", "null null", "null", "two places");
        assertThatThrownBy(() -> logger.timed(" ")).isInstanceOf(IllegalArgumentException.class);
        for (Runnable wrong : List.<Runnable>of(
                () -> logger.forVm(null),
                () -> logger.timed(null),
                () -> loggers.getLogger(null),
                () -> levels.set(null, LogLevel.INFO),
                () -> levels.set("a", null),
                () -> levels.debug(null, true),
                () -> history.query(null),
                () -> history.listen(null, record -> {}),
                () -> history.listen(LogQuery.builder().build(), null))) {
            assertThatThrownBy(wrong::run).isInstanceOf(NullPointerException.class);
        }
    }

    @Test
    void aComponentNeedsANameOfOneLine() {
        for (String name : List.of("", " ", "a\nb", "x".repeat(201))) {
            assertThatThrownBy(() -> loggers.getLogger(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
