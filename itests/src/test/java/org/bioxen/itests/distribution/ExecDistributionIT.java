// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.itests.distribution.Bioxen.bioxen;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code bioxen exec}. */
class ExecDistributionIT {
    @Test
    void aChunkPrintsWhatItReturns() {
        bioxen().run("exec", "return 2 + 2").exits(0).prints("4\n").complainsNot();
    }

    @OnEachBackend
    void anExpressionNeedsNoReturn(Engine engine) {
        bioxen().run(engine.arguments("exec", "2 + 2, 'a'"))
                .exits(0)
                .prints("4\ta\n")
                .complainsNot();
    }

    @ParameterizedTest
    @EnumSource
    void theChosenEngineRunsIt(Engine engine) {
        bioxen().run(engine.arguments("exec", "_VERSION")).exits(0).prints("Lua " + engine.version() + "\n");
    }

    @OnEachBackend
    void numbersReadAsInLua(Engine engine) {
        bioxen().run(engine.arguments("exec", "print(100/3, string.format('%.2f', 2/3))"))
                .exits(0)
                .prints("33.333333333333\t0.67\n");
    }

    @OnEachBackend
    void bytesPassThroughAsTheyAre(Engine engine) {
        byte[] out = bioxen().run(engine.arguments("exec", "io.write('\\255\\0\\128\\r\\n') return"))
                .exits(0)
                .out();

        assertThat(out).containsExactly(255, 0, 128, '\r', '\n');
    }

    @OnEachBackend
    void anErrorSaysWhatAndWhere(Engine engine) {
        Completed failed = bioxen().run(engine.arguments("exec", "print('before') error('boom')"));

        failed.exits(1).prints("before\n");
        assertThat(failed.stderr())
                .startsWith("bioxen: exec:1: boom\nstack traceback:\n\t")
                .doesNotContain("\tat ");
    }

    @OnEachBackend
    void codeThatDoesNotCompileIsAScriptError(Engine engine) {
        Completed failed = bioxen().run(engine.arguments("exec", "return +"));

        failed.exits(1).prints("");
        assertThat(failed.stderr()).startsWith("bioxen: exec:1: ");
    }

    @OnEachBackend
    void whatAScriptGivesToExitPassesThrough(Engine engine) {
        bioxen().run(engine.arguments("exec", "io.write('bye') os.exit(7)"))
                .exits(7)
                .prints("bye")
                .complainsNot();
    }

    @ParameterizedTest
    @EnumSource
    void aLoopWithoutEndStopsAtItsTimeout(Engine engine) {
        JsonNode json = bioxen().run(engine.arguments("exec", "--json", "--timeout", "1s", "while true do end"))
                .exits(124)
                .json();

        assertThat(json.get("outcome").asText()).isEqualTo("TIMED_OUT");
        assertThat(json.get("usage").get("wallMillis").asDouble()).isBetween(900.0, 2000.0);
    }

    @OnEachBackend
    void aTimeoutIsSaidInOneLine(Engine engine) {
        Completed failed = bioxen().run(engine.arguments("exec", "--quiet", "--timeout", "1s", "while true do end"));

        failed.exits(124).prints("").complainsInOneLine();
    }

    @OnEachBackend
    void tooMuchOutputStopsAtItsLimit(Engine engine) {
        Completed failed =
                bioxen().run(engine.arguments("exec", "--quiet", "--output", "1k", "while true do print('x') end"));

        failed.exits(137).complainsInOneLine();
        assertThat(failed.out()).hasSizeLessThanOrEqualTo(1024);
    }

    @OnEachBackend
    void standardInputIsTheScripts(Engine engine) {
        bioxen().reading("one\ntwo\n")
                .run(engine.arguments("exec", "local a = io.read() print(a, io.read('*a'))"))
                .exits(0)
                .prints("one\ttwo\n\n");
    }

    @OnEachBackend
    void aJsonObjectHasTheResult(Engine engine) {
        JsonNode json = bioxen().run(engine.arguments("exec", "--json", "return 2 + 2"))
                .exits(0)
                .complainsNot()
                .json();

        assertThat(json.get("outcome").asText()).isEqualTo("COMPLETED");
        assertThat(json.get("stdout").asText()).isEqualTo("4\n");
        assertThat(json.get("stderr").asText()).isEmpty();
        assertThat(json.get("values")).hasSize(1);
        assertThat(json.get("values").get(0).isIntegralNumber()).isTrue();
        assertThat(json.get("values").get(0).asInt()).isEqualTo(4);
        assertThat(json.get("error").isNull()).isTrue();
        assertThat(json.get("backend").asText()).isEqualTo(engine.backend());
        assertThat(json.get("vm").asText()).isNotEmpty();
        assertThat(json.get("exitCode").asInt()).isZero();
        assertThat(json.get("usage").get("outputBytes").asInt()).isEqualTo(2);
    }

    @OnEachBackend
    void aJsonObjectHasValuesOfEveryKind(Engine engine) {
        JsonNode values = bioxen().run(engine.arguments(
                        "exec",
                        "--json",
                        "return nil, true, 0.5, 'é', '\\255', {1, {2}}, {gc = 0.5}, {1, n = 1}, print"))
                .exits(0)
                .json()
                .get("values");

        assertThat(values.get(0).isNull()).isTrue();
        assertThat(values.get(1).asBoolean()).isTrue();
        assertThat(values.get(2).asDouble()).isEqualTo(0.5);
        assertThat(values.get(3).asText()).isEqualTo("é");
        assertThat(values.get(4).get("$bytes").asText()).isEqualTo("/w==");
        assertThat(values.get(5)).hasToString("[1,[2]]");
        assertThat(values.get(6)).hasToString("{\"gc\":0.5}");
        assertThat(values.get(7).get("entries")).hasToString("[[1,1],[\"n\",1]]");
        assertThat(values.get(8).get("$opaque").asText()).isEqualTo("function");
    }

    @OnEachBackend
    void aJsonObjectHasTheError(Engine engine) {
        JsonNode json = bioxen().run(engine.arguments("exec", "--json", "\nio.stderr:write('oh') error('boom')"))
                .exits(1)
                .complainsNot()
                .json();

        assertThat(json.get("outcome").asText()).isEqualTo("SCRIPT_ERROR");
        assertThat(json.get("stderr").asText()).isEqualTo("oh");
        assertThat(json.get("error").get("message").asText()).isEqualTo("exec:2: boom");
        assertThat(json.get("error").get("chunk").asText()).isEqualTo("exec");
        assertThat(json.get("error").get("line").asInt()).isEqualTo(2);
        assertThat(json.get("error").get("traceback")).isNotEmpty();
        assertThat(json.get("exitCode").asInt()).isEqualTo(1);
    }

    @Test
    void quietMeansThatOnlyTheScriptSpeaks() {
        bioxen().run("exec", "--quiet", "print('said') return 'returned'")
                .exits(0)
                .prints("said\n");
        bioxen().run("exec", "--quiet", "error('boom')").exits(1).complains("bioxen: exec:1: boom\n");
    }

    @Test
    void optionsMayFollowTheCode() {
        assertThat(bioxen().run("exec", "return 1", "--json")
                        .exits(0)
                        .json()
                        .get("values")
                        .get(0)
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void codeMayStartWithADash() {
        bioxen().run("exec", "--", "-- a comment\nreturn 1").exits(0).prints("1\n");
    }

    @Test
    void emptyCodeIsAScript() {
        bioxen().run("exec", "").exits(0).prints("").complainsNot();
    }

    @Test
    void textBeyondAsciiSurvivesTheJourney() {
        bioxen().with("LC_ALL", "C").run("exec", "return '·é😀'").exits(0).prints("·é😀\n");
    }
}
