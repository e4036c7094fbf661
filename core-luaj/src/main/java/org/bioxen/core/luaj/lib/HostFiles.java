// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;
import org.bioxen.core.luaj.vm.LuaState;

/**
 * The files of the host as the scripts of a VM may use them. Names are as scripts give them, relative ones relative to the
 * host's working directory. Keeps no state of a VM.
 */
abstract sealed class HostFiles permits AllFiles, GrantedFiles {
    /** Opens a file; the mode is one of {@code r w a r+ w+ a+}, a trailing {@code b} makes no difference. */
    abstract DiskFile open(LuaState vm, String name, String mode) throws IOException;

    /** A new file without a name that others would know; gone when closed. */
    abstract DiskFile temporary(LuaState vm) throws IOException;

    /** Makes an empty file and gives its name. */
    abstract String temporaryName() throws IOException;

    /** Whether there is such a file, and it can be opened for reading. */
    abstract boolean isReadable(String name);

    /** Removes a file or an empty directory. */
    abstract void delete(String name) throws IOException;

    /** Gives a file or a directory another name; what had that name is replaced. */
    abstract void rename(String from, String to) throws IOException;

    /** The whole content of a file. */
    final byte[] readAll(LuaState vm, String name) throws IOException {
        DiskFile file = open(vm, name, "r");
        try {
            vm.reserve(file.expectedSize());
            return file.readAll(vm);
        } finally {
            file.abandon();
        }
    }

    static Path path(String name) throws IOException {
        try {
            return Path.of(name);
        } catch (InvalidPathException notOne) {
            throw new NoSuchFileException(name);
        }
    }

    /** What an opening in this mode asks for. */
    static Set<OpenOption> options(String mode) {
        Set<StandardOpenOption> options =
                switch (mode.charAt(0)) {
                    case 'r' -> EnumSet.of(StandardOpenOption.READ);
                    case 'w' ->
                        EnumSet.of(
                                StandardOpenOption.WRITE,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING);
                    default -> EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE);
                };
        if (mode.contains("+")) {
            options.add(StandardOpenOption.READ);
            options.add(StandardOpenOption.WRITE);
        }
        return new java.util.HashSet<>(options);
    }
}
