// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Future;
import org.bioxen.api.vm.Enforcement;
import org.bioxen.api.vm.Grants;
import org.bioxen.api.vm.SandboxLevel;

/**
 * What this machine can close an interpreter in with, rung by rung, each proven: the same script is run outside, where what it
 * tries must succeed, and inside, where it must fail.
 *
 * @param box the box, if it was proven
 * @param limits whether resource limits were proven
 * @param remarks each rung and its state, for people
 */
record Ladder(Optional<Box> box, boolean limits, List<String> remarks) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long MEMORY = 8L << 20;

    /** What is tried, in this order; answers one line each: name=1 if it succeeded. */
    private static final String TRIAL = """
            local file, made, pid, name, port = ...
            local function tell(name, did) io.write(name, did and '=1' or '=0', '\\n') end
            tell('read', io.open(file))
            local new = io.open(made, 'w')
            tell('write', new)
            if new then new:close() os.remove(made) end
            local found, pipe = pcall(io.popen, 'exit 0')
            tell('process', found and pipe)
            if found and pipe then pipe:close() end
            local stat = io.open('/proc/' .. pid .. '/stat')
            tell('processes', stat and stat:read('*a'):find(name, 1, true))
            local seen = false
            for _, protocol in ipairs { 'tcp', 'tcp6' } do
              local table = io.open('/proc/net/' .. protocol)
              seen = seen or table and table:read('*a'):find(':' .. port .. ' ', 1, true)
            end
            tell('network', seen)
            tell('variable', os.getenv('BIOXEN_TRIAL'))
            tell('memory', (pcall(string.rep, 'x', 64 * 1024 * 1024)))
            local open = {}
            for i = 1, 400 do open[i] = io.open('/dev/null') or nil if not open[i] then break end end
            tell('files', #open == 400)
            """;

    private static final List<String> OF_LIMITS = List.of("memory", "files");

    /** What no box lets happen. */
    private static final List<String> OF_A_BOX =
            List.of("read", "write", "processes", "network", "variable", "memory", "files");

    /** What a filter for system calls keeps from happening, too. */
    private static final List<String> OF_A_FILTER =
            List.of("read", "write", "process", "processes", "network", "variable", "memory", "files");

    Ladder {
        remarks = List.copyOf(remarks);
    }

    /**
     * Climbs it.
     *
     * @param interpreter what runs the trial
     * @param scratch a directory of our own, made if needed
     */
    static Ladder climb(Tools tools, Path interpreter, Path scratch, Keeper keeper) {
        List<String> remarks = new ArrayList<>();
        Set<Path> made = Set.of();
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.createDirectories(scratch);
            Path file = Files.createTempFile(scratch, "trial", ".txt");
            made = Set.of(file);
            List<String> arguments = List.of(
                    "/dev/fd/3",
                    file.toRealPath().toString(),
                    file.toRealPath()
                            .resolveSibling(file.getFileName() + ".made")
                            .toString(),
                    Long.toString(ProcessHandle.current().pid()),
                    ownName(),
                    "%04X".formatted(listening.getLocalPort()));
            Trial trial = new Trial(tools, interpreter, arguments, keeper);

            Answers outside = trial.run(Confinement.NONE);
            boolean limits = proven(
                    "resource limits",
                    outside,
                    trial.run(new Confinement(true, Optional.empty(), false, Grants.none(), OptionalLong.of(MEMORY))),
                    OF_LIMITS,
                    remarks);
            Optional<Box> box = boxOfBubblewrap(trial, outside, scratch, remarks);
            if (box.isEmpty()) {
                box = boxOfUnshare(trial, outside, scratch, remarks);
            }
            return new Ladder(box, limits, remarks);
        } catch (IOException failed) {
            remarks.add("self-test: failed, " + failed.getMessage());
            return new Ladder(Optional.empty(), false, remarks);
        } finally {
            made.forEach(Ladder::deleteQuietly);
        }
    }

    private static Optional<Box> boxOfBubblewrap(Trial trial, Answers outside, Path scratch, List<String> remarks)
            throws IOException {
        Optional<Path> bwrap = trial.tools().bwrap();
        if (bwrap.isEmpty()) {
            remarks.add("box: no, bwrap was not found; install bubblewrap");
            return Optional.empty();
        }
        Optional<Box> box = BubblewrapBox.prepare(bwrap.get(), scratch);
        if (box.isEmpty()) {
            remarks.add("box: no, the system calls of " + System.getProperty("os.arch") + " are not known");
            return Optional.empty();
        }
        return proven("box", outside, trial.run(box.get()), OF_A_FILTER, remarks) ? box : Optional.empty();
    }

    private static Optional<Box> boxOfUnshare(Trial trial, Answers outside, Path scratch, List<String> remarks)
            throws IOException {
        Optional<Path> unshare = trial.tools().unshare();
        if (unshare.isEmpty()) {
            remarks.add("box without a filter for system calls: no, unshare was not found");
            return Optional.empty();
        }
        Box box = UnshareBox.prepare(unshare.get(), trial.tools().shell(), scratch);
        return proven("box without a filter for system calls", outside, trial.run(box), OF_A_BOX, remarks)
                ? Optional.of(box)
                : Optional.empty();
    }

    /** As the second field of {@code /proc/PID/stat} has it. */
    private static String ownName() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
        return stat.substring(stat.indexOf('('), stat.lastIndexOf(')') + 1);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            // An empty file in a directory of our own.
        }
    }

    private static boolean proven(
            String rung, Answers outside, Answers inside, List<String> what, List<String> remarks) {
        StringJoiner wrong = new StringJoiner(", ");
        if (inside.facts().isEmpty()) {
            wrong.add(inside.complaint().orElse("no answer from inside"));
        } else {
            for (String attempt : what) {
                if (!Boolean.TRUE.equals(outside.facts().get(attempt))) {
                    wrong.add("'" + attempt + "' fails outside, too, so that nothing is proven");
                } else if (!Boolean.FALSE.equals(inside.facts().get(attempt))) {
                    wrong.add("'" + attempt + "' "
                            + (inside.facts().containsKey(attempt) ? "succeeds" : "has no answer") + " inside");
                }
            }
        }
        remarks.add(rung + ": " + (wrong.length() == 0 ? "yes" : "no, " + wrong));
        return wrong.length() == 0;
    }

    /** One script, run closed in one way after the other. */
    private record Trial(Tools tools, Path interpreter, List<String> arguments, Keeper keeper) {
        /** The shell is in the box here, so that only a filter keeps a process from starting. */
        Answers run(Box box) throws IOException {
            return run(new Confinement(
                    true,
                    Optional.of(box),
                    false,
                    Grants.builder().read(tools.shell()).build(),
                    OptionalLong.of(MEMORY)));
        }

        Answers run(Confinement confinement) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(confinement.command(tools, interpreter, arguments));
            confinement.environment(builder.environment());
            if (!confinement.pruned()) {
                builder.environment().put("BIOXEN_TRIAL", "1");
            }
            Process process = keeper.spawn(builder);
            Future<?> deadline = keeper.after(PATIENCE, process::destroyForcibly);
            try {
                // The program comes on descriptor 3, and output goes where that of child processes goes.
                try (OutputStream program = process.getOutputStream()) {
                    program.write(TRIAL.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException ended) {
                    // It never began to read; what it said instead tells why.
                }
                try (InputStream answers = process.getErrorStream()) {
                    return Answers.parse(answers.readAllBytes());
                }
            } finally {
                deadline.cancel(false);
                process.destroyForcibly();
                process.getInputStream().close();
            }
        }
    }

    /**
     * What came out of a trial.
     *
     * @param facts whether each attempt succeeded
     * @param complaint the first line that is no answer, such as why there was no trial
     */
    private record Answers(Map<String, Boolean> facts, Optional<String> complaint) {
        static Answers parse(byte[] bytes) {
            Map<String, Boolean> facts = new LinkedHashMap<>();
            Optional<String> complaint = Optional.empty();
            for (String line :
                    new String(bytes, StandardCharsets.ISO_8859_1).lines().toList()) {
                String[] pair = line.split("=", 2);
                if (pair.length == 2 && pair[1].matches("[01]")) {
                    facts.put(pair[0], pair[1].equals("1"));
                } else if (complaint.isEmpty() && !line.isBlank()) {
                    complaint = Optional.of(line.strip());
                }
            }
            return new Answers(facts, complaint);
        }
    }

    /** The levels that can be kept. */
    Set<SandboxLevel> levels() {
        Set<SandboxLevel> levels = EnumSet.of(SandboxLevel.TRUSTED);
        if (limits) {
            levels.add(SandboxLevel.CONSTRAINED);
            if (box.isPresent()) {
                levels.add(SandboxLevel.ISOLATED);
                if (box.get().filter(false).isPresent()) {
                    levels.add(SandboxLevel.UNTRUSTED);
                }
            }
        }
        return levels;
    }

    /** The promises that can be kept. */
    Set<Enforcement> enforcements() {
        Set<Enforcement> kept = EnumSet.of(
                Enforcement.WALL_TIME, Enforcement.OUTPUT, Enforcement.UNCATCHABLE_KILL, Enforcement.HARD_KILL);
        if (limits) {
            kept.addAll(EnumSet.of(
                    Enforcement.CPU_TIME,
                    Enforcement.MEMORY,
                    Enforcement.HARD_MEMORY,
                    Enforcement.FILE_ACCESS,
                    Enforcement.ENVIRONMENT_VARIABLES,
                    Enforcement.PROCESSES,
                    Enforcement.NETWORK));
            if (box.isPresent()) {
                kept.add(Enforcement.VM_ISOLATION);
            }
        }
        return kept;
    }
}
