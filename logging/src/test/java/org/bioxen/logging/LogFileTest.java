// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogFileTest {
    @TempDir
    private Path parent;

    private final List<LoggerContext> contexts = new ArrayList<>();
    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

    @AfterEach
    void stop() {
        contexts.forEach(LoggerContext::stop);
    }

    @Test
    void makesDirectoryAndFileWithTheFirstLine() {
        Path directory = parent.resolve("log");
        Logger logger = logger(directory, 1000);
        assertThat(directory).doesNotExist();

        logger.info("first");

        assertThat(Logs.lines(directory)).singleElement().asString().endsWith(": first");
    }

    @Test
    void rollsBeforeTheFileOutgrowsItsBoundAndDropsTheOldest() throws Exception {
        Logger logger = logger(parent, 400);

        for (int i = 0; i < 100; i++) {
            logger.info("line {} of a hundred, long enough to fill a file soon", i);
        }

        try (var files = Files.list(parent)) {
            List<Path> logs =
                    files.filter(file -> file.toString().endsWith(".log")).toList();
            assertThat(logs).hasSize(LogFile.KEPT + 1).allSatisfy(file -> assertThat(file)
                    .isNotEmptyFile());
            assertThat(logs).allMatch(file -> file.toFile().length() <= 400);
        }
        assertThat(Logs.lines(parent)).last().asString().contains("line 99 of");
    }

    @Test
    void keepsFewerFilesWhenToldSoWhileItWrites() throws Exception {
        Logger logger = logger(parent, 400);
        for (int i = 0; i < 100; i++) {
            logger.info("line {} of a hundred, long enough to fill a file soon", i);
        }
        ((LogFile) logger.getAppender(LogFile.NAME)).bound(300, 2);
        for (int i = 0; i < 100; i++) {
            logger.info("line {} of the second hundred, long enough to fill a file soon", i);
        }

        try (var files = Files.list(parent)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".log")))
                    .containsExactlyInAnyOrder("bioxen.log", "bioxen.1.log", "bioxen.2.log");
        }
        assertThat(parent.resolve("bioxen.log").toFile().length()).isLessThanOrEqualTo(300);
        assertThat(Logs.lines(parent)).last().asString().contains("line 99 of the second");
    }

    @Test
    void keepsEveryLineWholeWhenSeveralWriteAtOnce() throws Exception {
        List<Thread> writers = new ArrayList<>();
        for (int w = 0; w < 4; w++) {
            Logger logger = logger(parent, 1 << 20);
            Thread writer = new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    logger.info("<{}>", "x".repeat(200));
                }
            });
            writers.add(writer);
            writer.start();
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(Logs.lines(parent)).hasSize(800).allMatch(line -> line.endsWith(": <" + "x".repeat(200) + ">"));
    }

    @Test
    void logsForAnInterruptedThreadAndLeavesItInterrupted() {
        Logger logger = logger(parent, 300);
        Thread.currentThread().interrupt();

        for (int i = 0; i < 10; i++) {
            logger.info("line {} of ten, so that the file is rolled on the way", i);
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Logs.lines(parent)).last().asString().contains("line 9 of ten");
    }

    @Test
    void complainsOnceWhenItCannotWriteAndNeverThrows() throws Exception {
        Path file = Files.createFile(parent.resolve("file"));
        Logger logger = logger(file.resolve("log"), 1000);

        logger.info("lost");
        logger.info("lost, too");

        assertThat(complaints.toString(StandardCharsets.UTF_8))
                .startsWith("bioxen: no log lines are kept: cannot write to ")
                .hasLineCount(1);
    }

    @Test
    void saysInTheFileWhatIsMissingOnceItCanBeWrittenAgain() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "there is no /dev/full here");
        Path file = parent.resolve("bioxen.log");
        Logger logger = logger(parent, 10_000);
        logger.info("before");
        Path kept = Files.move(file, parent.resolve("kept"));
        Files.createSymbolicLink(file, Path.of("/dev/full"));

        logger.info("lost");
        logger.info("lost, too");
        Files.delete(file);
        Files.move(kept, file);
        Files.writeString(file, "half a li", StandardOpenOption.APPEND);
        logger.info("after");

        assertThat(complaints.toString(StandardCharsets.UTF_8)).hasLineCount(1);
        List<String> lines = Logs.lines(parent);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).endsWith(": before");
        assertThat(lines.get(1)).isEqualTo("half a li");
        assertThat(lines.get(2)).endsWith("LogFile: 2 lines before this one could not be written");
        assertThat(lines.get(3)).endsWith(": after");
    }

    @Test
    void cutsALineThatWouldFillTheDisk() {
        logger(parent, 1 << 20).info("x".repeat(10_000_000), new IllegalStateException("y".repeat(10_000_000)));

        assertThat(parent.resolve("bioxen.log").toFile().length()).isLessThan(300_000);
    }

    @Test
    void losesAndTearsNoLineOfSeveralProcessesThatRollTheSameFile() throws Exception {
        List<Process> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            writers.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            parent.toString(),
                            "writer " + i)
                    .redirectErrorStream(true)
                    .start());
        }
        for (Process writer : writers) {
            assertThat(new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEmpty();
            assertThat(writer.waitFor()).isZero();
        }

        List<String> said = new ArrayList<>();
        int rolled = 0;
        for (int i = 0; i <= LogFile.KEPT; i++) {
            Path file = parent.resolve(i == 0 ? "bioxen.log" : "bioxen." + i + ".log");
            if (Files.exists(file)) {
                rolled++;
                Files.readAllLines(file).forEach(line -> said.add(line.substring(line.indexOf(": ") + 2)));
            }
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (int line = 0; line < Writer.LINES; line++) {
                expected.add("writer " + i + " writes line " + line);
            }
        }
        assertThat(rolled).isGreaterThan(2);
        assertThat(said).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** A process that writes lines into a file that others write, too. */
    static final class Writer {
        private static final int LINES = 300;

        private Writer() {}

        /** Takes the directory, and who it is. */
        public static void main(String[] arguments) {
            LoggerContext context = Logs.context();
            LogFile file = new LogFile(Path.of(arguments[0]), 25_000, Optional.of(System.out));
            file.setContext(context);
            file.start();
            Logger logger = context.getLogger("test");
            logger.addAppender(file);
            for (int i = 0; i < LINES; i++) {
                logger.info("{} writes line {}", arguments[1], i);
            }
            context.stop();
        }
    }

    private Logger logger(Path directory, long maxBytes) {
        LoggerContext context = Logs.context();
        contexts.add(context);
        LogFile file = new LogFile(
                directory, maxBytes, Optional.of(new PrintStream(complaints, true, StandardCharsets.UTF_8)));
        file.setName(LogFile.NAME);
        file.setContext(context);
        file.start();
        Logger logger = context.getLogger("test");
        logger.addAppender(file);
        return logger;
    }
}
