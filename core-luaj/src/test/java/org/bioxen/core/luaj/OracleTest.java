// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine prints what the real Lua 5.2 prints, byte for byte, but for the lines in {@code known-differences.txt}. */
class OracleTest {
    private static final String ORACLE = "lua5.2";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"control", "errors", "format", "io", "numbers", "strings", "tables"})
    void aScriptPrintsWhatTheRealLuaPrints(String name) throws Exception {
        byte[] source = resource(name + ".lua");
        List<String> real = lines(real(name, source));
        List<String> ours;
        try (Chunks chunks = new Chunks()) {
            Chunks.Run run =
                    chunks.run(Script.of(source).named("@" + name + ".lua").withProgramName(name + ".lua"));
            assertThat(run.result().outcome()).as(run.text()).isEqualTo(Outcome.COMPLETED);
            ours = lines(run.output());
        }
        assertThat(ours).as("%s: number of lines", name).hasSameSizeAs(real);
        Map<Integer, String> differences = new TreeMap<>();
        for (int i = 0; i < real.size(); i++) {
            if (!real.get(i).equals(ours.get(i))) {
                differences.put(i + 1, "real Lua: " + real.get(i) + "\nhere:     " + ours.get(i));
            }
        }
        assertThat(differences.keySet())
                .as("lines that differ: %s", differences)
                .containsExactlyElementsOf(knownDifferences(name));
    }

    private byte[] real(String name, byte[] source) throws IOException, InterruptedException {
        Files.write(folder.resolve(name + ".lua"), source);
        Path output = folder.resolve(name + ".out");
        Process process;
        try {
            process = new ProcessBuilder(ORACLE, name + ".lua")
                    .directory(folder.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(folder.resolve(empty()).toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException missing) {
            String message = ORACLE + " is not installed; install it to run this test";
            assertThat(Boolean.getBoolean("bioxen.require.lua")).as(message).isFalse();
            Assumptions.abort(message);
            throw missing;
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("the real Lua ends")
                .isTrue();
        return Files.readAllBytes(output);
    }

    private Path empty() throws IOException {
        return Files.write(folder.resolve("empty"), new byte[0]);
    }

    /** Without what cannot be the same: addresses, search paths, the qualified names by which 5.2 calls global functions. */
    private static List<String> lines(byte[] output) {
        List<String> lines = new ArrayList<>();
        for (String line : new String(output, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            if (!line.startsWith("\tno file '") && !line.startsWith("\tno module '")) {
                lines.add(line.replaceAll(
                                "(table|function|thread|userdata|builtin|file)(:? \\(?)0x[0-9a-f]+", "$1$2ADDRESS")
                        .replace("to '_G.", "to '")
                        // Two names of one function: which of them 5.2 finds first differs from run to run.
                        .replace("to 'loadstring'", "to 'load'")
                        .replace("to 'table.unpack'", "to 'unpack'"));
            }
        }
        return lines;
    }

    private static List<Integer> knownDifferences(String name) {
        List<Integer> lines = new ArrayList<>();
        for (String line : new String(resource("known-differences.txt"), StandardCharsets.UTF_8).split("\n")) {
            String[] words = line.split(" ", 3);
            if (words[0].equals(name)) {
                lines.add(Integer.valueOf(words[1]));
            }
        }
        return lines;
    }

    private static byte[] resource(String name) {
        try (InputStream in = OracleTest.class.getResourceAsStream("oracle/" + name)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
