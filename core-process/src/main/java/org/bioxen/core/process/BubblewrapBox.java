// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The box that bubblewrap makes of the kernel's namespaces: own processes, network, mounts, host name and users; a file system
 * that holds shared libraries, the interpreter and what is granted, all but the last read-only; no capabilities; and a filter
 * for system calls.
 *
 * @param bwrap the {@code bwrap} command
 * @param filter the {@link SystemCallFilter} without sockets, as a file
 * @param filterNetworked the one with sockets
 */
record BubblewrapBox(Path bwrap, Path filter, Path filterNetworked) implements Box {
    private static final String NOBODY = "65534";

    BubblewrapBox {
        Objects.requireNonNull(bwrap, "bwrap");
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(filterNetworked, "filterNetworked");
    }

    /**
     * Writes the filters into a directory.
     *
     * @return empty where the system calls of this machine are not known
     * @throws IOException if they cannot be written
     */
    static Optional<Box> prepare(Path bwrap, Path directory) throws IOException {
        String architecture = System.getProperty("os.arch", "");
        Optional<byte[]> closed = SystemCallFilter.program(architecture, false);
        Optional<byte[]> networked = SystemCallFilter.program(architecture, true);
        if (closed.isEmpty() || networked.isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(directory);
        Path filter = directory.resolve("filter.bpf");
        Path filterNetworked = directory.resolve("filter-networked.bpf");
        Files.write(filter, closed.get());
        Files.write(filterNetworked, networked.get());
        return Optional.of(new BubblewrapBox(bwrap, filter, filterNetworked));
    }

    @Override
    public Optional<Path> filter(boolean networked) {
        return Optional.of(networked ? filterNetworked : filter);
    }

    @Override
    public List<String> command(boolean networked, Set<Path> files, Set<Path> writable) {
        List<String> command = new ArrayList<>(List.of(
                bwrap.toString(),
                "--unshare-all",
                "--die-with-parent",
                "--uid",
                NOBODY,
                "--gid",
                NOBODY,
                "--cap-drop",
                "ALL",
                "--hostname",
                "box",
                "--unsetenv",
                Warden.MARK));
        if (networked) {
            command.add("--share-net");
        }
        Box.readable(networked, files)
                .forEach(path -> command.addAll(List.of("--ro-bind-try", path.toString(), path.toString())));
        command.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        writable.forEach(path -> command.addAll(List.of("--bind-try", path.toString(), path.toString())));
        command.addAll(List.of("--remount-ro", "/", "--chdir", "/", "--seccomp", "5", "--"));
        return command;
    }
}
