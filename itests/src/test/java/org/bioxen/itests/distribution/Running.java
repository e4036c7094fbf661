// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of the distribution that runs. Every wait has a bound; closing it ends what is left of it. */
final class Running implements AutoCloseable {
    /** Far beyond what anything here takes, also on a busy machine. */
    private static final long PATIENCE = 90;

    private final List<String> command;
    private final Process process;
    private final Captured out;
    private final Captured err;

    Running(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.out = new Captured(process.getInputStream());
        this.err = new Captured(process.getErrorStream());
    }

    /** Types bytes; that nobody reads them any more is no error. */
    void type(byte[] bytes) {
        try {
            process.getOutputStream().write(bytes);
            process.getOutputStream().flush();
        } catch (IOException nobodyReads) {
            // As in a shell: what matters is what the process says.
        }
    }

    void type(String text) {
        type(text.getBytes(StandardCharsets.UTF_8));
    }

    void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException nobodyReads) {
            // See above.
        }
    }

    /** Waits until standard output holds this text. */
    void awaitOutput(String text) {
        await(out, text);
    }

    private void await(Captured stream, String text) {
        try {
            stream.contains(text).get(PATIENCE, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException never) {
            throw new AssertionError("'" + text + "' was not printed: " + soFar(-1), never);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Waits until standard error holds this text. */
    void awaitComplaint(String text) {
        await(err, text);
    }

    /** Closes standard output when the next piece of it has come, so that the process finds it closed. */
    void stopReading() {
        out.stop();
    }

    /** The processes that it has started and that live. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal, as {@code kill} does. */
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            if (!kill.waitFor(PATIENCE, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new AssertionError("kill -" + name + " did not work");
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Waits for its end. */
    Completed await() {
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                throw new AssertionError("it runs for more than " + PATIENCE + " s: " + soFar(-1));
            }
            out.ended().get(PATIENCE, TimeUnit.SECONDS);
            err.ended().get(PATIENCE, TimeUnit.SECONDS);
            return soFar(process.exitValue());
        } catch (TimeoutException | ExecutionException kept) {
            throw new AssertionError("it has ended, but somebody keeps its output open: " + soFar(-1), kept);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private Completed soFar(int exitCode) {
        return new Completed(command, exitCode, out.bytes(), err.bytes());
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** A stream that is read as it comes. */
    private static final class Captured {
        /** Guarded by this. */
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        /** Guarded by this: what is waited for, if anything. */
        private String awaited = "";

        /** Guarded by this. */
        private CompletableFuture<Void> found = new CompletableFuture<>();

        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private volatile boolean stopped;

        Captured(InputStream stream) {
            Thread reader = new Thread(() -> read(stream), "output of a process");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream stream) {
            byte[] buffer = new byte[8192];
            try (stream) {
                for (int read = stream.read(buffer); read >= 0 && !stopped; read = stream.read(buffer)) {
                    add(buffer, read);
                }
            } catch (IOException closed) {
                // The process was ended by force.
            } finally {
                ended.complete(null);
                end();
            }
        }

        private synchronized void add(byte[] buffer, int length) {
            bytes.write(buffer, 0, length);
            look();
        }

        private synchronized void end() {
            found.completeExceptionally(new IOException("the stream has ended"));
        }

        private void look() {
            if (!awaited.isEmpty() && bytes.toString(StandardCharsets.UTF_8).contains(awaited)) {
                found.complete(null);
            }
        }

        synchronized CompletableFuture<Void> contains(String text) {
            awaited = text;
            found = new CompletableFuture<>();
            look();
            if (ended.isDone()) {
                end();
            }
            return found;
        }

        void stop() {
            stopped = true;
        }

        CompletableFuture<Void> ended() {
            return ended;
        }

        synchronized byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
