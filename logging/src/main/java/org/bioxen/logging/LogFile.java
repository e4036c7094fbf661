// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Appends to {@code bioxen.log} in a directory that several processes may share. The file comes into being with the
 * first line. A line is one write at the end of the file, so lines of different processes never mix. The file is opened
 * for each line, so a process never goes on writing to a file that another one has rolled away; that costs some
 * microseconds a line, at a rate of lines where this does not matter.
 *
 * <p>When the file would outgrow its bound, it becomes {@code bioxen.1.log}, that one {@code bioxen.2.log}, and so on;
 * the last is dropped. A lock file makes sure that one process rolls.
 *
 * <p>A directory that cannot be written to loses the lines, and never disturbs the caller. Guarded by the monitor that
 * {@link AppenderBase} holds around {@link #append}.
 */
final class LogFile extends AppenderBase<ILoggingEvent> {
    /** Bytes after which the file is rolled. */
    static final long MAX_BYTES = 4L << 20;

    /** How many rolled files are kept. */
    static final int KEPT = 4;

    private final Path directory;
    private final long maxBytes;
    private final Optional<PrintStream> complaints;
    private RecordFormat format;
    private boolean complained;

    /**
     * Makes the appender; touches no file.
     *
     * @param directory where the file goes; made with the first line if it is missing
     * @param maxBytes bytes after which the file is rolled
     * @param complaints told once, in one line, when the file cannot be written
     */
    LogFile(Path directory, long maxBytes, Optional<PrintStream> complaints) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.complaints = complaints;
    }

    /** Has lines written in this form from the next one on. */
    synchronized void format(RecordFormat next) {
        format = next;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (format == null) {
            format = new LineFormat(ZoneId.systemDefault());
        }
        byte[] line = format.bytes(Records.of(0, event));
        try {
            write(line);
        } catch (IOException | UncheckedIOException e) {
            complain(e);
        }
    }

    private void write(byte[] line) throws IOException {
        Path file = rolled(0);
        long length = file.toFile().length();
        if (length == 0) {
            Files.createDirectories(directory);
        } else if (length + line.length > maxBytes) {
            roll(line.length);
        }
        // Not a channel of java.nio: an interrupted thread, such as that of a stopped script, could not log with it.
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write(line);
        }
    }

    private void roll(int room) throws IOException {
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("bioxen.log.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            boolean mine = lock != null;
            if (mine && rolled(0).toFile().length() + room > maxBytes) {
                for (int i = KEPT; i > 0; i--) {
                    if (Files.exists(rolled(i - 1))) {
                        Files.move(rolled(i - 1), rolled(i), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        } catch (OverlappingFileLockException e) {
            // Another container in this JVM is rolling: as good as done.
            return;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Path rolled(int number) {
        return directory.resolve(number == 0 ? "bioxen.log" : "bioxen." + number + ".log");
    }

    private void complain(Exception e) {
        if (!complained) {
            complained = true;
            complaints.ifPresent(
                    stream -> stream.println("bioxen: no log lines are kept: cannot write to " + directory + ": " + e));
        }
    }
}
