// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Table;

/** What the library keeps for one VM: its files and its package table. */
public final class LibraryState {
    private static final int MAX_OPEN = 256;

    /** The package table, whatever scripts put in its place. */
    Table packages;

    final Access access;
    final Table fileMetatable;
    final FileHandle stdin;
    final FileHandle stdout;
    final FileHandle stderr;
    FileHandle input;
    FileHandle output;

    /** Those that only read may be collected unclosed; those that write are kept, so that nothing written is lost. */
    private Set<FileHandle> readers = Set.of();

    private Set<FileHandle> writers = Set.of();

    LibraryState(LuaState vm, Access access, Table fileMetatable) {
        this.access = access;
        this.fileMetatable = fileMetatable;
        stdin = new FileHandle(this, new StandardStreams.In(vm.console()), true);
        stdout = new FileHandle(this, new StandardStreams.Out(vm.console()), true);
        stderr = new FileHandle(this, new StandardStreams.Err(vm.console()), true);
        input = stdin;
        output = stdout;
    }

    static LibraryState of(LuaState vm) {
        return (LibraryState) vm.library();
    }

    /** To be asked before a file is opened: the host's file descriptors are for all VMs. */
    void open() throws IOException {
        if (access.isLimited() && readers.size() + writers.size() >= MAX_OPEN) {
            throw new IOException("Too many open files");
        }
    }

    void opened(FileHandle file, boolean writes) {
        // Most VMs open none.
        if (writes) {
            writers = writers.isEmpty() ? new HashSet<>() : writers;
            writers.add(file);
        } else {
            readers = readers.isEmpty() ? Collections.newSetFromMap(new WeakHashMap<>()) : readers;
            readers.add(file);
        }
    }

    void closed(FileHandle file) {
        if (!writers.isEmpty()) {
            writers.remove(file);
        }
        if (!readers.isEmpty()) {
            readers.remove(file);
        }
    }

    /** At the beginning of an evaluation: nothing of standard input has been read. */
    public void begin() {
        stdin.forget();
    }

    /** Writes what files have gathered; called when an evaluation has ended. */
    public void flush() {
        if (writers.isEmpty()) {
            return;
        }
        for (FileHandle file : writers) {
            file.flushQuietly();
        }
    }

    /** Ends the commands that the script has started and that still run; called when an evaluation was ended from outside. */
    public void endCommands() {
        for (FileHandle file : List.copyOf(writers)) {
            if (file.isCommand()) {
                file.abandon();
                writers.remove(file);
            }
        }
    }

    /** Closes all files and ends all processes that scripts have left open. */
    public void close() {
        List<FileHandle> left = new ArrayList<>(writers);
        left.addAll(readers);
        for (FileHandle file : left) {
            file.abandon();
        }
        writers = Set.of();
        readers = Set.of();
    }
}
