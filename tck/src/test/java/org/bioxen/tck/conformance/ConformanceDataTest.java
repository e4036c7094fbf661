// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The data of the conformance suite is whole, and it is true: the real interpreters give it now as they did then. */
@Timeout(120)
class ConformanceDataTest {
    private static final List<Case> CASES = Case.all();
    private static final Path DATA = Path.of("src/main/resources/org/bioxen/tck/conformance");

    @Test
    void everyFunctionOfTheManualsHasACaseInEachVersionThatHasIt() {
        Map<String, Versions> all = new Functions().all();

        List<String> without = all.entrySet().stream()
                .flatMap(function -> IntStream.rangeClosed(
                                function.getValue().first(), function.getValue().last())
                        .filter(minor -> CASES.stream()
                                .noneMatch(each -> each.covers().contains(function.getKey())
                                        && each.versions().contains(minor)))
                        .mapToObj(minor -> function.getKey() + " in 5." + minor))
                .toList();

        assertThat(without).as("functions without a case").isEmpty();
    }

    @Test
    void libraryFunctionThatACaseCoversIsInItsSource() {
        List<String> claims = CASES.stream()
                .flatMap(each -> each.covers().stream()
                        .filter(name -> !name.startsWith("__"))
                        .filter(name -> !each.source()
                                .contains(name.substring(name.lastIndexOf('.') + 1)
                                        .replace("file:", "")))
                        .map(name -> each.name() + ": " + name))
                .toList();

        assertThat(claims).as("claims that are not true").isEmpty();
    }

    @Test
    void namesOfCasesAreTheirOwn() {
        assertThat(CASES.stream().map(Case::name)).doesNotHaveDuplicates();
    }

    @Test
    void suiteIsLarge() {
        assertThat(CASES.stream().filter(each -> each.versions().contains(2))).hasSizeGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void eachCaseHasAnExpectedResultInEachOfItsVersions(int minor) {
        Expected expected = Expected.ofVersion(minor);
        List<Case> mine =
                CASES.stream().filter(each -> each.versions().contains(minor)).toList();

        assertThat(mine)
                .allSatisfy(
                        each -> assertThat(expected.of(each)).as(each.name()).isPresent());
        assertThat(expected.size()).isEqualTo(mine.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.1", "5.2", "5.3", "5.4"})
    void realInterpreterGivesWhatIsExpected(String version) throws Exception {
        List<String> recorded = Resources.lines(ConformanceDataTest.class, "expected/" + version + ".txt");
        String release = release(version);
        assumeTrue(
                recorded.get(0).contains(" " + release + " "),
                "the expected results are of another release: " + recorded.get(0) + "; here is " + release);

        List<String> now = List.of(output("lua" + version, "src/conformance/record.lua", DATA.toString())
                .split("\n"));

        assertThat(now)
                .as("what lua%s gives now; scripts/conformance records it", version)
                .isEqualTo(recorded);
    }

    private static String release(String version) throws IOException, InterruptedException {
        return output("lua" + version, "-v").lines().findFirst().orElse("").split("  ")[0];
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(command.length == 2)
                    .redirectError(command.length == 2 ? ProcessBuilder.Redirect.PIPE : ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            assumeTrue(
                    Boolean.getBoolean("bioxen.require.lua"), command[0] + " is not installed; it says what is right");
            throw missing;
        }
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
        return text;
    }
}
