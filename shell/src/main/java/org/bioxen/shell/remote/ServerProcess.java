// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The process of a server, as it signs for itself: told apart by its start from a later one with the same number, and from one of another
 * container that has it. Immutable.
 *
 * @param pid its number
 * @param start when it began, in the kernel's ticks since boot ({@code starttime} of {@code /proc/PID/stat}, proc(5)); a dash where the
 *     system does not tell, so that the number alone is to be believed
 */
public record ServerProcess(long pid, String start) {
    private static final String UNKNOWN = "-";
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Where the fields after the name have the state and the start. */
    private static final int STATE = 0;

    private static final int START = 19;

    /** Says no to null. */
    public ServerProcess {
        Objects.requireNonNull(start, "start");
    }

    /** This process. */
    static ServerProcess current() {
        long pid = ProcessHandle.current().pid();
        return of(pid).orElse(new ServerProcess(pid, UNKNOWN));
    }

    /** The process that has this number now; empty if there is none, or the system does not tell when it began. */
    public static Optional<ServerProcess> of(long pid) {
        return start(pid).map(start -> new ServerProcess(pid, start));
    }

    /** Reads what {@link #toString()} gave; empty when that is none. */
    static Optional<ServerProcess> parse(String text) {
        String[] words = text.strip().split(" ");
        try {
            return words.length == 2
                    ? Optional.of(new ServerProcess(Long.parseLong(words[0]), words[1]))
                    : Optional.empty();
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    /** Whether it lives. */
    public boolean isAlive() {
        return handle().isPresent();
    }

    /** When it began, as far as the system tells; empty also when it is gone. */
    public Optional<Instant> since() {
        return handle().flatMap(process -> process.info().startInstant());
    }

    /** Asks it to end, as SIGTERM does; returns whether it was asked. */
    public boolean terminate() {
        return handle().map(ProcessHandle::destroy).orElse(false);
    }

    /**
     * Waits for its end. By looking again and again: the system tells nobody of the end of a process that he has not started, and {@link
     * ProcessHandle#onExit()} looks, too, but seconds apart and without an eye for one whose number somebody else has.
     *
     * @return whether it has come
     */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (isAlive()) {
            if (System.nanoTime() >= end) {
                return false;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return true;
    }

    private Optional<ProcessHandle> handle() {
        boolean same = start.equals(UNKNOWN) || start(pid).filter(start::equals).isPresent();
        return same ? ProcessHandle.of(pid).filter(ProcessHandle::isAlive) : Optional.empty();
    }

    /** The start of the process that has this number; empty where it has ended, be it that nobody has taken note of that yet. */
    private static Optional<String> start(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
            return ended || fields.length <= START ? Optional.empty() : Optional.of(fields[START]);
        } catch (IOException goneOrNoSuchSystem) {
            return Optional.empty();
        }
    }

    /** As it stands in a file. */
    @Override
    public String toString() {
        return pid + " " + start;
    }
}
