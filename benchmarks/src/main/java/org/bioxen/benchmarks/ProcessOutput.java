// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Script;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Lines that a script writes, through the backend and through a pipe of the shell's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProcessOutput {
    private static final String SOURCE = "local line = ('x'):rep(99) .. '\\n' for _ = 1, (...) do io.write(line) end";

    /** How much is written, in lines of 100 bytes. */
    @Param("1000000")
    public int lines;

    /** The backend's engine. */
    @Benchmark
    public Object engine(ProcessState processes) {
        return processes.evaluate(Script.of(SOURCE).withArguments(List.of(LuaValue.of((long) lines))));
    }

    /** The shell's pipe. */
    @Benchmark
    public int cat() throws IOException, InterruptedException {
        String script = SOURCE.replace("(...)", Integer.toString(lines));
        Process process = new ProcessBuilder(
                        "/bin/sh", "-c", "\"$0\" -e \"$1\" | cat >/dev/null", ProcessState.required(), script)
                .inheritIO()
                .start();
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IllegalStateException("the pipe ended with " + exit);
        }
        return exit;
    }
}
