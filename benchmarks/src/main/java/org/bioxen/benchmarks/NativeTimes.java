// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The workloads in real interpreters, for orientation: the median of the CPU time of five runs in one process. */
final class NativeTimes {
    private static final String DRIVER = "local chunk, size = assert(loadfile(arg[1])), tonumber(arg[2])"
            + " local times = {} for i = 1, 5 do collectgarbage() local start = os.clock() chunk(size)"
            + " times[i] = os.clock() - start end table.sort(times) print(times[3] * 1e6)";

    private NativeTimes() {}

    static String table() throws IOException, InterruptedException {
        List<Path> interpreters = new ArrayList<>();
        for (String name : List.of("lua5.2", "lua5.4", "luajit")) {
            Optional<Path> found = ProcessState.installed(name).findFirst();
            found.ifPresent(interpreters::add);
        }
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%-58s", "for orientation, µs"));
        interpreters.forEach(each -> table.append(String.format(Locale.ROOT, " %12s", each.getFileName())));
        table.append(System.lineSeparator());
        Path directory = Files.createTempDirectory("bioxen-benchmarks");
        Path driver = Files.writeString(directory.resolve("driver.lua"), DRIVER);
        Path script = directory.resolve("workload.lua");
        for (Workload workload : Workload.values()) {
            Files.write(script, workload.source());
            table.append(String.format(Locale.ROOT, "%-58s", workload.name().toLowerCase(Locale.ROOT)));
            for (Path interpreter : interpreters) {
                Process process = new ProcessBuilder(
                                interpreter.toString(),
                                driver.toString(),
                                script.toString(),
                                Integer.toString(workload.argument(true)))
                        .redirectErrorStream(true)
                        .start();
                String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                process.waitFor();
                table.append(String.format(Locale.ROOT, " %12s", answer.split("\\.")[0]));
            }
            table.append(System.lineSeparator());
        }
        Files.delete(script);
        Files.delete(driver);
        Files.delete(directory);
        return table.toString();
    }
}
