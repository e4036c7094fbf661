// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assumptions;

/** The REPL of the {@code lua5.4} of this machine, which says what is right. */
final class RealRepl {
    private static final String COMMAND = "lua5.4";
    private static final String PROMPT = "\036P";
    private static final String CONTINUED = "\036C";

    /** Prompts that no output contains, and everything written in the order in which it is written. */
    private static final String PREPARE = "_PROMPT, _PROMPT2 = '\\30P', '\\30C' io.stdout:setvbuf('no')";

    /** Some are built with readline, which writes what it reads. */
    private static final String PROBE = "--";

    /**
     * What came of a line.
     *
     * @param incomplete whether it asks for more
     * @param output all that it wrote, errors included
     */
    record Answer(boolean incomplete, String output) {}

    private RealRepl() {}

    /** Types lines one by one; calls the test off where there is no such interpreter, unless it must be there. */
    static List<Answer> type(List<String> lines, Duration atMost) throws InterruptedException {
        Path transcript = null;
        try {
            transcript = Files.createTempFile("repl", ".txt");
            ProcessBuilder command = new ProcessBuilder(COMMAND, "-e", PREPARE, "-i")
                    .redirectErrorStream(true)
                    .redirectOutput(transcript.toFile());
            command.environment().keySet().removeIf(name -> name.startsWith("LUA_"));
            command.environment().put("TERM", "dumb");
            command.environment().put("COLUMNS", "1000");
            command.environment().put("INPUTRC", "/dev/null");
            run(command, lines, atMost);
            return answers(lines, Files.readString(transcript, StandardCharsets.ISO_8859_1));
        } catch (IOException missing) {
            if (Boolean.getBoolean("bioxen.require.lua")) {
                throw new AssertionError(COMMAND + ", which says what is right, does not run here", missing);
            }
            Assumptions.assumeThat(false)
                    .as(COMMAND + " is not installed; it says what is right")
                    .isTrue();
            throw new AssertionError(missing);
        } finally {
            delete(transcript);
        }
    }

    private static void run(ProcessBuilder command, List<String> lines, Duration atMost)
            throws IOException, InterruptedException {
        Process process = command.start();
        try {
            try (var keyboard = process.getOutputStream()) {
                keyboard.write((PROBE + "\n" + String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(COMMAND + " does not end at the end of its input: " + lines);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new AssertionError("cannot delete " + file, failed);
        }
    }

    private static List<Answer> answers(List<String> lines, String transcript) {
        // The banner; then for each line, the probe first, what follows its prompt; then what follows the last prompt.
        String[] parts = transcript.split("(?=" + PROMPT + "|" + CONTINUED + ")");
        boolean echoes = parts[1].startsWith(PROMPT + PROBE);
        List<Answer> answers = new ArrayList<>();
        for (int i = 2; i < parts.length - 1; i++) {
            String output = parts[i].substring(PROMPT.length());
            String line = lines.get(i - 2) + "\n";
            if (echoes && !output.startsWith(line)) {
                throw new AssertionError("cannot tell what was typed from what was answered in: " + parts[i]);
            }
            answers.add(new Answer(parts[i + 1].startsWith(CONTINUED), output.substring(echoes ? line.length() : 0)));
        }
        return answers;
    }
}
