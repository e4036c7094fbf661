// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Script;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A short script in a real interpreter: through the backend, over the barest pipes, and by starting the interpreter for it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProcessCall {
    private final Script script = Script.of("return 2+2");

    /** An interpreter that answers each line with what it evaluates to. */
    @State(Scope.Thread)
    public static class Bare {
        private static final String ANSWERS = "local load = loadstring or load io.stdout:setvbuf('full')"
                + " for line in io.lines() do print(load(line)()) io.stdout:flush() end";
        private static final byte[] LINE = "return 2+2\n".getBytes(StandardCharsets.US_ASCII);

        private Process process;
        private OutputStream to;
        private BufferedReader from;

        /** Starts it. */
        @Setup(Level.Trial)
        public void open() throws IOException {
            // In a session of its own, as the backend's: the kernel gives each session its share of a busy machine.
            List<String> command = new ArrayList<>();
            ProcessState.installed("setsid").findFirst().ifPresent(setsid -> command.add(setsid.toString()));
            command.addAll(List.of(ProcessState.required(), "-e", ANSWERS));
            process = new ProcessBuilder(command).start();
            to = process.getOutputStream();
            from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        }

        String call() throws IOException {
            to.write(LINE);
            to.flush();
            return from.readLine();
        }

        /** Ends it. */
        @TearDown(Level.Trial)
        public void close() throws IOException, InterruptedException {
            to.close();
            process.waitFor(10, TimeUnit.SECONDS);
            process.destroyForcibly();
        }
    }

    /** The backend's engine. */
    @Benchmark
    public Object engine(ProcessState processes) {
        return processes.evaluate(script);
    }

    /** The same through the VM manager. */
    @Benchmark
    public Object service(ProcessState processes) {
        return processes.execute(script);
    }

    /** Bare pipes. */
    @Benchmark
    public String bare(Bare pipes) throws IOException {
        return pipes.call();
    }

    /** A process for each call. */
    @Benchmark
    public byte[] spawn() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(ProcessState.required(), "-e", "print(2+2)").start();
        try {
            return process.getInputStream().readAllBytes();
        } finally {
            process.waitFor();
        }
    }
}
