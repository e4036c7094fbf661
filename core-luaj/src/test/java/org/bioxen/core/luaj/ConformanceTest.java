// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Script;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that print the same, byte by byte, here and in the real interpreter of the same version. */
class ConformanceTest {
    private static final String INPUT = "in1\nin2\nrest";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "numbers",
                "format",
                "strings",
                "tables",
                "control",
                "errors",
                "io",
                "modules",
                "tracebacks",
                "compiler",
                "syntax"
            })
    void printsWhatTheRealInterpreterPrints(String name) throws Exception {
        compare(name, "lua5.2");
    }

    @ParameterizedTest
    @CsvSource({"additions, lua5.3", "additions, lua5.4", "additions54, lua5.4"})
    void functionsOfLaterVersionsPrintWhatThosePrint(String name, String interpreter) throws Exception {
        compare(name, interpreter);
    }

    private static void compare(String name, String interpreter) throws Exception {
        Path script = resource(name + ".lua");
        String modules = resource("modules").toString();

        String expected = real(interpreter, script, modules);
        String actual;
        try (Bed bed = new Bed()) {
            bed.run(bed.evaluation(Script.file(script).withArguments(modules))
                    .input(new ByteArrayInputStream(INPUT.getBytes(StandardCharsets.UTF_8))::read)
                    .build());
            actual = bed.output();
        }

        assertThat(lines(actual)).isEqualTo(lines(expected));
    }

    /** The real interpreter finds one of a function's names, which one differs from run to run. */
    private static List<String> lines(String output) {
        return output.replace("'_G.", "'")
                .replace("'table.unpack'", "'unpack'")
                .lines()
                .toList();
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(ConformanceTest.class.getResource("/conformance/" + name).toURI());
    }

    private static String real(String interpreter, Path script, String argument)
            throws IOException, InterruptedException {
        Path input = Files.createTempFile("input", null);
        try {
            Files.writeString(input, INPUT);
            Process process;
            try {
                process = new ProcessBuilder(interpreter, script.toString(), argument)
                        .redirectInput(input.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException missing) {
                assumeTrue(
                        Boolean.getBoolean("bioxen.require.lua"),
                        interpreter + " is not installed; it says what is right here");
                throw missing;
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return output;
        } finally {
            Files.delete(input);
        }
    }
}
