// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmSpec;

/** Prints what idle VMs in processes hold: memory that is theirs, processes, threads of the JVM. A program of its own. */
public final class IdleProcesses {
    private static final Script SCRIPT = Script.of("answer = 2+2 return answer");

    private IdleProcesses() {}

    /**
     * What they hold.
     *
     * @param pssBytes proportional set size for each VM, with the processes of its box: what is shared counts in parts
     * @param processes of all together
     * @param threads of the JVM that were not there before, of all together
     */
    record Held(double pssBytes, int processes, int threads) {}

    /**
     * Measures.
     *
     * @param args how many VMs
     */
    public static void main(String... args) throws IOException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        for (SandboxLevel level : levels()) {
            Held held = vms(count, level);
            System.out.printf(
                    Locale.ROOT,
                    "process, %-12s %5d idle: %,7.0f KB of memory (PSS) each, %d processes and %d threads in all%n",
                    level,
                    count,
                    held.pssBytes / 1024,
                    held.processes,
                    held.threads);
        }
    }

    /** Those at which an interpreter runs in different ways. */
    private static Set<SandboxLevel> levels() {
        try (Platform platform = Platform.open()) {
            Set<SandboxLevel> kept = platform.backend("process").descriptor().levels();
            return kept.stream()
                    .filter(level -> level == SandboxLevel.TRUSTED || level == SandboxLevel.UNTRUSTED)
                    .collect(Collectors.toCollection(java.util.TreeSet::new));
        }
    }

    static Held vms(int count, SandboxLevel level) throws IOException {
        try (Platform platform = Platform.open()) {
            VmSpec spec = VmSpec.builder()
                    .backend("process")
                    .luaExecutable(ProcessState.required())
                    .level(level)
                    .build();
            List<Vm> vms = new ArrayList<>();
            try {
                // The first brings what all share: helpers, and the pool with the interpreters that it starts ahead.
                for (int i = 0; i < 3; i++) {
                    add(vms, platform, spec);
                }
                Set<Long> before = descendants();
                int threads = Thread.activeCount();
                for (int i = 0; i < count; i++) {
                    add(vms, platform, spec);
                }
                Set<Long> after = descendants();
                after.removeAll(before);
                return new Held(pss(after) / (double) count, after.size(), Thread.activeCount() - threads);
            } finally {
                vms.forEach(Vm::close);
            }
        }
    }

    private static void add(List<Vm> vms, Platform platform, VmSpec spec) {
        Vm vm = platform.manager().create(spec);
        vms.add(vm);
        VmState.checked(vm.execute(SCRIPT));
    }

    private static Set<Long> descendants() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private static long pss(Set<Long> processes) throws IOException {
        long bytes = 0;
        for (long pid : processes) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
                if (line.startsWith("Pss:")) {
                    bytes += 1024 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        }
        return bytes;
    }
}
