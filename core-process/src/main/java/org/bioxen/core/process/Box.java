// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the kernel's namespaces are made into around one interpreter: a small machine that holds little else. */
sealed interface Box permits BubblewrapBox, UnshareBox {
    /**
     * What comes before the interpreter's own command.
     *
     * @param files what is there beside the libraries, for reading: the interpreter first of all
     * @param writable what may be written
     */
    List<String> command(boolean networked, Set<Path> files, Set<Path> writable);

    /** The filter for system calls, a file that the box reads from descriptor 5; empty if it has none. */
    Optional<Path> filter(boolean networked);

    /** What can be read inside: shared libraries, with a network the machine's Lua modules too, and those files. */
    static Set<Path> readable(boolean networked, Set<Path> files) {
        Set<Path> readable = new LinkedHashSet<>(
                List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/lib"), Path.of("/lib64")));
        if (networked) {
            readable.addAll(
                    List.of(Path.of("/usr/share/lua"), Path.of("/usr/local/share/lua"), Path.of("/usr/local/lib/lua")));
        }
        readable.addAll(files);
        return readable;
    }
}
