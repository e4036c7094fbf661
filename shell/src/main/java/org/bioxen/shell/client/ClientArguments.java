// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bioxen.shell.options.UsageException;

/**
 * What the words of the command line ask of the server.
 *
 * @param script a shell script; empty: a shell
 * @param arguments what the script finds as {@code $args}
 * @param terminal whether it shall have the terminal
 */
record ClientArguments(Optional<String> script, List<String> arguments, boolean terminal) {
    /** Bytes that a script has at most, so that it fits into a frame with all the rest. */
    private static final int LIMIT = 900 << 10;

    ClientArguments {
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads the words.
     *
     * @param atTerminal whether standard input, output and error are a terminal
     * @param in read to its end where it holds the script
     * @throws UsageException when the words make no sense
     */
    static ClientArguments of(String[] words, boolean atTerminal, InputStream in) throws IOException {
        List<String> rest = Arrays.asList(words).subList(1, words.length);
        if (!words[0].equals("client")) {
            return command(words[0], rest, atTerminal);
        }
        if (rest.isEmpty()) {
            return atTerminal
                    ? new ClientArguments(Optional.empty(), List.of(), true)
                    : script(new String(read(in), StandardCharsets.UTF_8));
        }
        if (rest.size() == 2 && rest.get(0).equals("-c")) {
            return script(rest.get(1));
        }
        throw new UsageException("client takes nothing, or -c and one SCRIPT, but was given " + rest);
    }

    private static ClientArguments command(String scope, List<String> rest, boolean atTerminal) {
        if (rest.isEmpty() || !isVerb(rest.get(0))) {
            throw new UsageException(scope + " needs a VERB: bioxen " + scope + " VERB");
        }
        Optional<String> script = Optional.of(scope + ":" + rest.get(0) + " $args");
        // To have it takes time, and only conversations need it.
        return new ClientArguments(script, rest.subList(1, rest.size()), atTerminal && scope.equals("session"));
    }

    private static boolean isVerb(String word) {
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            if ((letter < 'a' || letter > 'z') && (letter != '-' || i == 0)) {
                return false;
            }
        }
        return !word.isEmpty();
    }

    /** Reads all, or more than enough; by pieces, since a file's own way to read more wants to know where it stands, which a pipe does not. */
    private static byte[] read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        for (int count = in.read(piece); count >= 0 && bytes.size() <= LIMIT; count = in.read(piece)) {
            bytes.write(piece, 0, count);
        }
        return bytes.toByteArray();
    }

    private static ClientArguments script(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > LIMIT) {
            throw new UsageException("a script has at most " + LIMIT + " bytes, this one has more");
        }
        return new ClientArguments(Optional.of(text), List.of(), false);
    }
}
