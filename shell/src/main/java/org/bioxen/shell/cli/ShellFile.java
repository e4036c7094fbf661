// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file of shell commands as the first word of the command line. */
final class ShellFile {
    /** Bytes that are read at most. */
    private static final int LIMIT = 1 << 20;

    private ShellFile() {}

    /** Whether a word names one: by its ending, or as a path, as which the system hands over a file that begins with {@code #!}. */
    static boolean isOne(String word) {
        return word.endsWith(".gosh") || word.indexOf('/') >= 0 && !word.endsWith(".lua");
    }

    /**
     * Reads one.
     *
     * @param name as it was typed
     * @param directory what a relative name is relative to, and the script's paths are
     * @param arguments what the script finds as {@code $args}, and one by one as {@code $1} and so on
     * @throws ScriptFile.UnreadableException if there is no text to be had
     */
    static ShellScripts.Request read(String name, Path directory, List<String> arguments)
            throws ScriptFile.UnreadableException {
        Map<String, Object> variables = new HashMap<>();
        variables.put("0", name);
        variables.put("args", List.copyOf(arguments));
        for (int i = 0; i < arguments.size(); i++) {
            variables.put(Integer.toString(i + 1), arguments.get(i));
        }
        return new ShellScripts.Request(text(name, directory), directory, variables);
    }

    private static String text(String name, Path directory) throws ScriptFile.UnreadableException {
        try {
            Path file = directory.resolve(name);
            if (Files.isDirectory(file)) {
                throw new ScriptFile.UnreadableException("cannot read " + name + ": it is a directory");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(LIMIT + 1);
                if (bytes.length > LIMIT) {
                    throw new ScriptFile.UnreadableException("cannot run " + name + ": a shell script has at most "
                            + LIMIT + " bytes, this one has more");
                }
                // The first line may say #! and who is to run it: to the shell that is a comment, as it is to all
                // others.
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            }
        } catch (InvalidPathException notOne) {
            throw new ScriptFile.UnreadableException("cannot read " + name + ": that is no path");
        } catch (CharacterCodingException binary) {
            throw new ScriptFile.UnreadableException("cannot run " + name + ": it is no text in UTF-8");
        } catch (IOException failed) {
            throw new ScriptFile.UnreadableException("cannot read " + name + ": " + ScriptFile.reason(failed));
        }
    }
}
