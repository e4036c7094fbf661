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
 * The box that a shell makes with {@code unshare} and its kin: own processes, network, mounts and host name, the same small file
 * system, no capabilities. It has no filter for system calls, so that only the Lua library keeps a script from starting processes;
 * strangers are not let in here.
 *
 * @param unshare the {@code unshare} command
 * @param shell what runs the preparations inside
 * @param root a directory that becomes the root
 */
record UnshareBox(Path unshare, Path shell, Path root) implements Box {
    /**
     * Runs as the first process inside, as its root: arguments are the root's place, then {@code r} or {@code w} before each path,
     * then {@code --} and the interpreter's command. Whatever fails ends it.
     */
    private static final String PREPARE = """
            set -e
            unset BIOXEN_HOST
            here() { [ -e "$1" ] && [ ! -e ".$1" ] || return 0
              if [ -d "$1" ]; then mkdir -p ".$1"; else mkdir -p ".${1%/*}"; : >".$1"; fi; }
            keep() { mount -o "remount,bind,$2nosuid,nodev" ".$1" 2>/dev/null ||
              mount -o "remount,bind,$2nosuid,nodev,noexec" ".$1"; }
            mount -t tmpfs -o size=1m,mode=755 box "$1"
            cd "$1"
            shift
            setpriv=$(command -v setpriv)
            mkdir proc dev old
            mount -t proc -o nosuid,nodev,noexec proc proc
            for device in null zero full random urandom; do
              : >dev/$device
              mount --bind /dev/$device dev/$device
            done
            ln -s /proc/self/fd dev/fd
            here "$setpriv"
            mount --bind "$setpriv" ".$setpriv"
            keep "$setpriv" ro,
            while [ "$1" != -- ]; do
              if [ -e "$2" ]; then
                here "$2"
                mount --bind "$2" ".$2"
                case $1 in r) keep "$2" ro, ;; w) keep "$2" "" ;; esac
              fi
              shift 2
            done
            shift
            if command -v hostname >/dev/null; then hostname box; fi
            pivot_root . old
            cd /
            PATH=/old/usr/bin:/old/bin:/old/usr/sbin:/old/sbin
            mount -o remount,bind,ro,nosuid,nodev /
            umount -l /old
            unset PATH
            ulimit -u 0 2>/dev/null || ulimit -p 0
            exec "$setpriv" --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all "$@"
            """;

    UnshareBox {
        Objects.requireNonNull(unshare, "unshare");
        Objects.requireNonNull(shell, "shell");
        Objects.requireNonNull(root, "root");
    }

    /**
     * Makes the directory that becomes the root.
     *
     * @throws IOException if it cannot be made
     */
    static UnshareBox prepare(Path unshare, Path shell, Path directory) throws IOException {
        Path root = directory.resolve("root");
        Files.createDirectories(root);
        return new UnshareBox(unshare, shell, root.toAbsolutePath());
    }

    @Override
    public Optional<Path> filter(boolean networked) {
        return Optional.empty();
    }

    @Override
    public List<String> command(boolean networked, Set<Path> files, Set<Path> writable) {
        List<String> command = new ArrayList<>(List.of(
                unshare.toString(),
                "--user",
                "--map-root-user",
                "--mount",
                "--propagation",
                "private",
                "--ipc",
                "--uts",
                "--pid",
                "--fork",
                "--kill-child=KILL"));
        if (!networked) {
            command.add("--net");
        }
        command.addAll(List.of("--", shell.toString(), "-c", PREPARE, "box", root.toString()));
        Box.readable(networked, files).forEach(path -> command.addAll(List.of("r", path.toString())));
        writable.forEach(path -> command.addAll(List.of("w", path.toString())));
        command.add("--");
        return command;
    }
}
