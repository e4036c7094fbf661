// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.util.ReentryGuard;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
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
import org.bioxen.api.logging.LogLevel;
import org.bioxen.api.logging.LogRecord;

/**
 * Appends to {@code bioxen.log} in a directory that several processes may share. The file comes into being with the
 * first line. A line is one write at the end of the file, so lines of different processes never mix. The file is opened
 * for each line, so a process never goes on writing to a file that another one has rolled away; that costs some
 * microseconds a line, at a rate of lines where this does not matter.
 *
 * <p>When the file would outgrow its bound, it becomes {@code bioxen.1.log}, that one {@code bioxen.2.log}, and so on;
 * the last is dropped. A lock file makes sure that one process rolls.
 *
 * <p>A directory that cannot be written to loses the lines, and never disturbs the caller; the file says how many, once it can be written
 * again. Its monitor guards what it knows and the writing; the text of a line is made before, without a lock, since the
 * {@code toString()} of an argument may wait for anybody, or log.
 */
final class LogFile extends UnsynchronizedAppenderBase<ILoggingEvent> {
    /** Under which it is found in a context. */
    static final String NAME = "file";

    /** Bytes after which the file is rolled where nothing is said. */
    static final long MAX_BYTES = 4L << 20;

    /** How many rolled files are kept where nothing is said. */
    static final int KEPT = 4;

    private final Path directory;
    private long maxBytes; // guarded by this
    private int kept = KEPT; // guarded by this
    private Optional<PrintStream> complaints; // guarded by this
    private RecordFormat format; // guarded by this; null until it is told or needed
    private boolean complained; // guarded by this
    private long lost; // guarded by this

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

    /** Has the file rolled after this size, and so many rolled files kept, from the next line on. */
    synchronized void bound(long bytes, int files) {
        maxBytes = bytes;
        kept = files;
    }

    /** Has somebody else told when the file cannot be written. */
    synchronized void complainTo(Optional<PrintStream> next) {
        complaints = next;
    }

    @Override
    protected ReentryGuard buildReentryGuard() {
        return new Nesting();
    }

    @Override
    protected void append(ILoggingEvent event) {
        write(Records.of(0, event));
    }

    private synchronized void write(LogRecord record) {
        if (format == null) {
            format = new LineFormat(ZoneId.systemDefault());
        }
        try {
            if (lost > 0) {
                write(wholeLine(format.bytes(gap(record))));
                lost = 0;
            }
            write(format.bytes(record));
        } catch (IOException | UncheckedIOException e) {
            lost++;
            complain(e);
        }
    }

    /** Says in the log itself that something is missing there. */
    private LogRecord gap(LogRecord next) {
        return new LogRecord(
                0,
                next.time(),
                LogLevel.WARN,
                LogFile.class.getName(),
                next.thread(),
                Optional.empty(),
                Optional.empty(),
                lost + " lines before this one could not be written",
                Optional.empty(),
                Optional.empty());
    }

    /** What could not be written may have left a part of a line, which must not spoil the next. */
    private byte[] wholeLine(byte[] line) throws IOException {
        if (!Files.isRegularFile(rolled(0))) {
            return line;
        }
        try (RandomAccessFile file = new RandomAccessFile(rolled(0).toFile(), "r")) {
            long length = file.length();
            file.seek(Math.max(0, length - 1));
            if (length == 0 || file.read() == '\n') {
                return line;
            }
        }
        byte[] more = new byte[line.length + 1];
        more[0] = '\n';
        System.arraycopy(line, 0, more, 1, line.length);
        return more;
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
                for (int i = kept + 1; Files.deleteIfExists(rolled(i)); i++) {
                    // There were more once.
                }
                for (int i = kept; i > 0; i--) {
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
