// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.bioxen.core.luaj.vm.LuaState;

/** All files that the host itself may use. */
final class AllFiles extends HostFiles {
    static final AllFiles INSTANCE = new AllFiles();

    private AllFiles() {}

    @Override
    DiskFile open(LuaState vm, String name, String mode) throws IOException {
        Path path = path(name);
        if (Files.isDirectory(path)) {
            throw new IOException("Is a directory");
        }
        boolean regular = Files.isRegularFile(path) || !Files.exists(path);
        return new DiskFile(vm, Files.newByteChannel(path, options(mode)), mode, regular);
    }

    @Override
    DiskFile temporary(LuaState vm) throws IOException {
        Path path = Files.createTempFile("lua_", null);
        return new DiskFile(
                vm,
                Files.newByteChannel(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE),
                "w+",
                true);
    }

    @Override
    String temporaryName() throws IOException {
        return Files.createTempFile("lua_", "").toString();
    }

    @Override
    boolean isReadable(String name) {
        try {
            return Files.isReadable(path(name));
        } catch (IOException notOne) {
            return false;
        }
    }

    @Override
    void delete(String name) throws IOException {
        Files.delete(path(name));
    }

    @Override
    void rename(String from, String to) throws IOException {
        Files.move(path(from), path(to), StandardCopyOption.REPLACE_EXISTING);
    }
}
