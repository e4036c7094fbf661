// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.bioxen.api.vm.Script;

/** Reads a script from a file or from standard input, and says in one line why it cannot. */
public final class ScriptFile {
    /** Bytes of source that are read at most: 16 MiB, as a VM takes by default. */
    static final int LIMIT = 16 << 20;

    /** How far a NUL byte is looked for: text has none, and a binary file has one early. */
    private static final int SNIFFED = 8192;

    private ScriptFile() {}

    /**
     * Reads a file.
     *
     * @param name as it was typed; it names the chunk and is {@code arg[0]}
     * @param directory what a relative name is relative to
     * @throws UnreadableException if there is no Lua source to be had
     */
    public static Script read(String name, Path directory) throws UnreadableException {
        Path file;
        try {
            file = directory.resolve(name);
        } catch (InvalidPathException notOne) {
            throw new UnreadableException("cannot read " + name + ": that is no path");
        }
        if (Files.isDirectory(file)) {
            throw new UnreadableException("cannot read " + name + ": it is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return source(in, name).named("@" + name);
        } catch (IOException failed) {
            throw new UnreadableException("cannot read " + name + ": " + reason(failed));
        }
    }

    /**
     * Reads standard input to its end.
     *
     * @throws UnreadableException if there is no Lua source to be had
     */
    static Script read(InputStream standardInput) throws UnreadableException {
        try {
            return source(standardInput, "-").named("=stdin");
        } catch (IOException failed) {
            throw new UnreadableException("cannot read standard input: " + reason(failed));
        }
    }

    private static Script source(InputStream in, String name) throws IOException, UnreadableException {
        byte[] bytes = in.readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw new UnreadableException(
                    "cannot run " + name + ": a script has at most " + LIMIT + " bytes, this one has more");
        }
        Script script = Script.stream(new ByteArrayInputStream(bytes), name);
        ByteBuffer source = script.source();
        if (source.hasRemaining() && source.get(0) == 0x1b) {
            throw new UnreadableException("cannot run " + name + ": it is not Lua source but compiled Lua");
        }
        for (int i = 0; i < Math.min(source.limit(), SNIFFED); i++) {
            if (source.get(i) == 0) {
                throw new UnreadableException("cannot run " + name + ": it is not Lua source but a binary file");
            }
        }
        return script;
    }

    /** The reason as people know it; the messages of the first two are but the file's name. */
    public static String reason(IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failed instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failed.getMessage() == null ? failed.toString() : failed.getMessage();
    }

    /** There is no Lua source to be had; the message says why in one line. */
    public static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }
}
