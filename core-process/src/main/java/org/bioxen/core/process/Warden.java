// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A small process of its own that outlives this one for a moment: when the JVM has ended, however it ended, it ends every
 * interpreter of the backend and whatever those have started, also what has left their session. It knows them by a mark in
 * their environment, which begins with the same token for all of them. It also sends them signals, which Java cannot.
 * Thread-safe.
 */
final class Warden implements AutoCloseable {
    /** The environment variable that marks the interpreters of one backend, and is inherited. */
    static final String MARK = "BIOXEN_HOST";

    /**
     * Interrupts each process that it reads a line about, its number and its start, if there is still one with both. At the end
     * of its input it kills until nobody is left, a few times at most: while it looks, one of them could start another. Its
     * own environment is not marked.
     */
    private static final String WATCH = "trap '' INT TERM HUP\n"
            + "while read -r process start; do\n"
            + "  read -r stat <\"/proc/$process/stat\" || continue\n"
            + "  set -- ${stat##*) }\n"
            + "  [ \"${20}\" = \"$start\" ] && kill -INT \"$process\"\n"
            + "done\n"
            + "for round in 1 2 3 4 5; do\n"
            + "  found=\n"
            + "  for environment in $(grep -slz \"^$0\" /proc/[0-9]*/environ); do\n"
            + "    process=${environment%/environ}\n"
            + "    kill -9 \"${process#/proc/}\" 2>/dev/null && found=1\n"
            + "  done\n"
            + "  [ -n \"$found\" ] || exit 0\n"
            + "done";

    private final String token = UUID.randomUUID().toString();
    private final AtomicLong marks = new AtomicLong();
    private final Tools tools;
    private Process process; // guarded by this
    private boolean closed; // guarded by this

    Warden(Tools tools) {
        this.tools = tools;
    }

    /** A value of {@link #MARK} for an interpreter that it watches over, which no other has. */
    String newMark() {
        return token + "-" + marks.incrementAndGet();
    }

    /**
     * Has it watch from now on.
     *
     * @throws IOException if it cannot be started
     */
    synchronized void watch() throws IOException {
        if (closed || process != null && process.isAlive()) {
            return;
        }
        List<String> command = new ArrayList<>();
        tools.setsid().ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(List.of(tools.shell().toString(), "-c", WATCH, MARK + "=" + token));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        process = builder.start();
    }

    /**
     * Sends SIGINT to a process, soon.
     *
     * @return false if it cannot
     */
    synchronized boolean interrupt(ProcessIdentity target) {
        if (closed || process == null) {
            return false;
        }
        try {
            OutputStream lines = process.getOutputStream();
            lines.write((target.pid() + " " + target.start() + "\n").getBytes(StandardCharsets.US_ASCII));
            lines.flush();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Whether this is its process. */
    synchronized boolean is(long pid) {
        return process != null && process.pid() == pid;
    }

    /** Lets it go; it looks once for what is left. */
    @Override
    public void close() {
        Process ending;
        synchronized (this) {
            closed = true;
            ending = process;
        }
        if (ending == null) {
            return;
        }
        try (OutputStream input = ending.getOutputStream()) {
            input.write("end\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // It has ended already.
        }
        boolean interrupted = false;
        try {
            if (!ending.waitFor(5, TimeUnit.SECONDS)) {
                ending.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            interrupted = true;
            ending.destroyForcibly();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
