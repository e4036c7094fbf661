// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bioxen.api.logging.LogQuery;
import org.bioxen.api.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An argument's {@code toString()} may do what it likes: it stops nobody else's lines, and loses none of its own. */
@Timeout(60)
class ForeignTextTest {
    @TempDir
    private Path directory;

    private final LoggerContext context = Logs.context();
    private final Logger logger = context.getLogger("test");

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void othersWriteIntoTheFileWhileATextIsMade() throws Exception {
        othersLogWhileATextIsMade(file());
    }

    @Test
    void othersAreKeptInTheHistoryWhileATextIsMade() throws Exception {
        othersLogWhileATextIsMade(history());
    }

    @Test
    void theFileHasWhatIsLoggedWhileATextIsMade() {
        Supplier<List<String>> said = file();

        logger.info("the {}", new Text(() -> logger.info("within")));

        assertThat(said.get()).containsExactly("within", "the text");
    }

    @Test
    void theHistoryHasWhatIsLoggedWhileATextIsMade() {
        Supplier<List<String>> said = history();

        logger.info("the {}", new Text(() -> logger.info("within")));

        assertThat(said.get()).containsExactly("within", "the text");
    }

    @Test
    void aTextThatLogsItselfComesToAnEnd() {
        Supplier<List<String>> file = file();
        Supplier<List<String>> history = history();
        Text[] itself = new Text[1];
        itself[0] = new Text(() -> logger.info("again the {}", itself[0]));

        logger.info("the {}", itself[0]);
        logger.info("afterwards");

        assertThat(List.of(file.get(), history.get())).allSatisfy(said -> assertThat(said)
                .hasSizeBetween(3, 2 * Nesting.MOST + 2)
                .endsWith("again the text", "the text", "afterwards"));
    }

    /** The text waits for another thread's line, as it would for a lock that this thread holds while it logs. */
    private void othersLogWhileATextIsMade(Supplier<List<String>> said) throws InterruptedException {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch logged = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            if (within10Seconds(making)) {
                logger.info("the other's line");
                logged.countDown();
            }
        });
        other.start();

        boolean[] free = new boolean[1];
        logger.info("the {}", new Text(() -> {
            making.countDown();
            free[0] = within10Seconds(logged);
        }));
        other.join();

        assertThat(free[0]).as("the other could log").isTrue();
        assertThat(said.get()).containsExactly("the other's line", "the text");
    }

    private static boolean within10Seconds(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Supplier<List<String>> file() {
        start(new LogFile(directory, LogFile.MAX_BYTES, Optional.empty()));
        return () -> Logs.lines(directory).stream()
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .toList();
    }

    private Supplier<List<String>> history() {
        History history = new History(100);
        start(history);
        return () -> history.query(LogQuery.builder().build()).stream()
                .map(LogRecord::message)
                .toList();
    }

    private void start(Appender<ILoggingEvent> appender) {
        appender.setContext(context);
        appender.start();
        logger.addAppender(appender);
    }

    /** An argument whose text is made with a detour. */
    private record Text(Runnable detour) {
        @Override
        public String toString() {
            detour.run();
            return "text";
        }
    }
}
