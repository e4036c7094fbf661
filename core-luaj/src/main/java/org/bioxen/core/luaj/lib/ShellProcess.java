// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.core.luaj.vm.LuaState;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A command of the host's shell. What it writes, and the script does not read itself, goes to the evaluation's output; its
 * standard input is empty, unless the script writes to it. When the evaluation is ended the command is, with its children.
 */
final class ShellProcess extends Stream {
    private static final int CHUNKS = 16;
    private static final long GRACE_MILLIS = 200;

    /** Gives the command a process group of its own, by which all that it starts is found again. */
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final LuaState vm;
    private final Process process;
    private final boolean ownGroup;
    private final BlockingQueue<Chunk> arrived = new ArrayBlockingQueue<>(CHUNKS);
    private final Pump[] pumps;
    private final boolean readByScript;

    /** Output of the command; of length 0 at the end of a stream. */
    private record Chunk(StandardStream stream, byte[] bytes) {}

    private ShellProcess(LuaState vm, Process process, boolean ownGroup, boolean readByScript) {
        this.vm = vm;
        this.process = process;
        this.ownGroup = ownGroup;
        this.readByScript = readByScript;
        Pump errors = new Pump(process.getErrorStream(), StandardStream.STDERR);
        pumps = readByScript
                ? new Pump[] {errors}
                : new Pump[] {errors, new Pump(process.getInputStream(), StandardStream.STDOUT)};
        for (Pump pump : pumps) {
            pump.start();
        }
    }

    /** Carries what the command writes to the thread that evaluates: only that one may call the sink. */
    private final class Pump extends Thread {
        private final InputStream from;
        private final StandardStream stream;

        private Pump(InputStream from, StandardStream stream) {
            super("lua-command-" + stream);
            setDaemon(true);
            this.from = from;
            this.stream = stream;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[8192];
            try (from) {
                for (int n; (n = from.read(buffer)) >= 0; ) {
                    arrived.put(new Chunk(stream, java.util.Arrays.copyOf(buffer, n)));
                }
            } catch (IOException ended) {
                // The stream was closed because the command was ended.
            } catch (InterruptedException stop) {
                return;
            }
            try {
                arrived.put(new Chunk(stream, new byte[0]));
            } catch (InterruptedException stop) {
                interrupt();
            }
        }
    }

    /** Starts a command. */
    static ShellProcess start(LuaState vm, String command, boolean readByScript, boolean writtenByScript)
            throws IOException {
        vm.console().flush();
        boolean ownGroup = Files.isExecutable(SETSID);
        ProcessBuilder builder = ownGroup
                ? new ProcessBuilder(SETSID.toString(), "/bin/sh", "-c", command)
                : new ProcessBuilder("/bin/sh", "-c", command);
        if (!writtenByScript) {
            builder.redirectInput(new File("/dev/null"));
        }
        return new ShellProcess(vm, builder.start(), ownGroup, readByScript);
    }

    /** Runs a command to its end, as {@code os.execute}. */
    static Varargs execute(LuaState vm, String command) throws IOException {
        ShellProcess shell = start(vm, command, false, false);
        return shell.finish();
    }

    private Varargs finish() throws IOException {
        boolean ended = false;
        try {
            drain();
            vm.block(Thread.currentThread()::interrupt);
            try {
                process.waitFor();
            } finally {
                vm.unblock();
            }
            ended = true;
        } catch (InterruptedException stop) {
            vm.poll();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted system call", stop);
        } finally {
            if (!ended) {
                abandon();
            }
            for (Pump pump : pumps) {
                pump.interrupt();
            }
        }
        vm.poll();
        int code = process.exitValue();
        return LuaValue.varargsOf(
                code == 0 ? LuaValue.TRUE : LuaValue.NIL, Arguments.of("exit"), LuaInteger.valueOf(code));
    }

    /** Writes out what the command writes, until it has closed its streams or is gone. */
    private void drain() throws InterruptedException {
        int open = pumps.length;
        long gone = 0;
        while (open > 0) {
            Chunk chunk;
            vm.block(Thread.currentThread()::interrupt);
            try {
                chunk = arrived.poll(50, TimeUnit.MILLISECONDS);
            } finally {
                vm.unblock();
            }
            vm.poll();
            if (chunk == null) {
                // A child that it left behind may hold its streams open for ever.
                if (!process.isAlive()) {
                    gone = gone == 0 ? System.nanoTime() : gone;
                    if (System.nanoTime() - gone > GRACE_MILLIS * 1_000_000) {
                        return;
                    }
                }
            } else if (chunk.bytes().length == 0) {
                open--;
            } else {
                vm.console().write(chunk.stream(), chunk.bytes(), 0, chunk.bytes().length);
            }
        }
    }

    private void drainWhatIsThere() {
        for (Chunk chunk; (chunk = arrived.poll()) != null; ) {
            vm.console().write(chunk.stream(), chunk.bytes(), 0, chunk.bytes().length);
        }
    }

    @Override
    int read(byte[] bytes, int offset, int length) throws IOException {
        if (!readByScript) {
            return super.read(bytes, offset, length);
        }
        drainWhatIsThere();
        InputStream from = process.getInputStream();
        vm.block(this::kill);
        try {
            return from.read(bytes, offset, length);
        } finally {
            vm.unblock();
            vm.poll();
        }
    }

    @Override
    void write(byte[] bytes, int offset, int length) throws IOException {
        if (readByScript) {
            super.write(bytes, offset, length);
        }
        drainWhatIsThere();
        OutputStream to = process.getOutputStream();
        vm.block(this::kill);
        try {
            to.write(bytes, offset, length);
        } finally {
            vm.unblock();
            vm.poll();
        }
    }

    @Override
    void flush() throws IOException {
        if (!readByScript) {
            process.getOutputStream().flush();
        }
    }

    @Override
    Varargs close() throws IOException {
        if (readByScript) {
            process.getInputStream().close();
        } else {
            try {
                process.getOutputStream().close();
            } catch (IOException broken) {
                // The command has ended without reading all; its exit code tells.
                drainWhatIsThere();
            }
        }
        return finish();
    }

    private void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        if (ownGroup) {
            // The leader is gone and starts nothing more; what it has started meanwhile is still in its group.
            try {
                new ProcessBuilder("/bin/sh", "-c", "kill -9 -" + process.pid())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException noShell) {
                // The children known a moment ago have been ended all the same.
                return;
            }
        }
    }

    @Override
    void abandon() {
        kill();
        for (Pump pump : pumps) {
            pump.interrupt();
        }
        try {
            process.getOutputStream().close();
            process.getInputStream().close();
        } catch (IOException gone) {
            // It is gone with its streams.
            return;
        }
    }
}
