// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bioxen.curator.store.Step;

/** A process that does something and stands still at one of its steps, to be killed there. */
final class CrashingProcess {
    private CrashingProcess() {}

    /** Does what the scenario says. */
    public static void main(String[] args) {
        Scenario scenario = Scenario.valueOf(args[0]);
        AtomicInteger reached = new AtomicInteger();
        scenario.run(scenario.open(Path.of(args[1]), step -> {
            int number = reached.incrementAndGet();
            if (args[2].equals(step.name()) || args[2].equals(Integer.toString(number))) {
                System.out.println(step);
                System.in.read(); // until it is killed
            }
        }));
        System.out.println("ended");
    }

    /**
     * Starts one, and kills it with SIGKILL at a step.
     *
     * @param step the name of the step, for the first such, or its number
     * @return which it was; empty if it did not come to that
     */
    static Optional<Step> killedAt(Scenario scenario, Path root, String step) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(java(CrashingProcess.class, scenario.name(), root.toString(), step))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = process.inputReader()) {
            String line = lines.readLine();
            if (line == null) {
                throw new IllegalStateException(scenario + " failed before step " + step);
            }
            return line.equals("ended") ? Optional.empty() : Optional.of(Step.valueOf(line));
        } finally {
            process.destroyForcibly();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a killed process does not end");
            }
        }
    }

    /** The command that runs a class of the tests in a process of its own that starts fast. */
    static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
