// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bioxen.api.vm.Grants;

/**
 * What an interpreter is closed in with.
 *
 * @param pruned whether its library is cut down to what the sandbox levels allow, and its environment cleared
 * @param box the box around it; empty for none
 * @param networked whether it may use the network, if it is in a box
 * @param grants what is open all the same, where it is pruned
 * @param memoryBytes how much its Lua state may hold
 */
record Confinement(boolean pruned, Optional<Box> box, boolean networked, Grants grants, OptionalLong memoryBytes) {
    /** Nothing closed. */
    static final Confinement NONE = new Confinement(false, Optional.empty(), true, Grants.none(), OptionalLong.empty());

    /** What an interpreter's code, libraries and buffers take of its address space, beside the Lua state. */
    private static final long OVERHEAD_BYTES = 32L << 20;

    private static final int OPEN_FILES = 256;
    private static final long FILE_BYTES = 1L << 30;

    /** The shell makes the descriptors and then becomes what follows, the interpreter or the box. */
    private static final String WIRING = "exec \"$@\" 3<&0 4>&1 0</dev/null 1>&2";

    /** Descriptor 5 is for the box, which closes it. */
    private static final String FILTER = " 5<\"$0\"";

    Confinement {
        Objects.requireNonNull(box, "box");
        Objects.requireNonNull(grants, "grants");
        Objects.requireNonNull(memoryBytes, "memoryBytes");
    }

    /** Whether both close in the same, with the same box and the same grants. */
    boolean isAs(Confinement other) {
        return pruned == other.pruned
                && networked == other.networked
                && box.orElse(null) == other.box.orElse(null)
                && grants == other.grants
                && memoryBytes.equals(other.memoryBytes);
    }

    /** The command that starts an interpreter so; a limit that cannot be set keeps it from starting. */
    List<String> command(Tools tools, Path interpreter, List<String> arguments) {
        Optional<Path> filter = box.flatMap(one -> one.filter(networked));
        List<String> command = new ArrayList<>();
        tools.setsid().ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(List.of(
                tools.shell().toString(),
                "-c",
                limits() + WIRING + (filter.isPresent() ? FILTER : ""),
                filter.map(Path::toString).orElse("sh")));
        box.ifPresent(one -> command.addAll(one.command(networked, files(interpreter), real(grants.writePaths()))));
        command.add(interpreter.toString());
        command.addAll(arguments);
        return command;
    }

    private String limits() {
        StringBuilder limits = new StringBuilder();
        if (memoryBytes.isPresent()) {
            long bytes = memoryBytes.getAsLong();
            long room = bytes > Long.MAX_VALUE - OVERHEAD_BYTES ? bytes : bytes + OVERHEAD_BYTES;
            limits.append("ulimit -v ").append(room >> 10).append(" && ");
        }
        if (pruned) {
            limits.append("ulimit -c 0 && ulimit -n ").append(OPEN_FILES);
            // A file that grows too large is an error of the write, not a signal.
            limits.append(" && ulimit -f ").append(FILE_BYTES / 512).append(" && trap '' XFSZ && ");
        }
        if (pruned && box.isEmpty()) {
            // No process more; the shell becomes the interpreter. Dash and Bash call it by different letters.
            limits.append("{ ulimit -u 0 2>/dev/null || ulimit -p 0; } && ");
        }
        return limits.toString();
    }

    private Set<Path> files(Path interpreter) {
        Set<Path> files = new LinkedHashSet<>();
        files.add(interpreter.toAbsolutePath());
        Path real = real(interpreter).orElse(interpreter.toAbsolutePath());
        files.add(real);
        if (real.getParent() != null && real.getParent().getParent() != null) {
            files.add(real.getParent().resolveSibling("lib"));
        }
        files.addAll(grants.readPaths());
        files.addAll(real(grants.readPaths()));
        return files;
    }

    private static Set<Path> real(Set<Path> paths) {
        Set<Path> real = new LinkedHashSet<>();
        paths.forEach(path -> real(path).ifPresent(real::add));
        return real;
    }

    private static Optional<Path> real(Path path) {
        try {
            return Files.exists(path) ? Optional.of(path.toRealPath()) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Makes the environment of an interpreter from that of this JVM. */
    void environment(Map<String, String> variables) {
        if (pruned) {
            variables.keySet().retainAll(grants.environmentVariables());
        }
    }

    /** What the bootstrap is told of it: a word of letters. */
    String mode() {
        return (pruned ? "p" : "-")
                + (memoryBytes.isPresent() ? "m" : "-")
                + (pruned && box.isPresent() && networked ? "c" : "-")
                + (pruned && !grants.environmentVariables().contains("PWD") ? "-" : "w");
    }

    /** Why a path of a script is refused, or what it is. */
    GrantedFiles files() {
        return new GrantedFiles(grants);
    }
}
