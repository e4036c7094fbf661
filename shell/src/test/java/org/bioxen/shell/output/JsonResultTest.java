// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaFrame;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.LuaValue.Entry;
import org.bioxen.api.vm.LuaValue.Table;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.Usage;
import org.junit.jupiter.api.Test;

class JsonResultTest {
    private static final byte[] NOT_UTF8 = {'a', (byte) 0xff, 'b'};

    private static String values(LuaValue... values) {
        ExecutionResult result = ExecutionResult.builder(Outcome.COMPLETED)
                .values(List.of(values))
                .build();
        String json = JsonResult.of(result, 0, Optional.empty(), Optional.empty());
        return json.substring(json.indexOf("\"values\":") + 9, json.indexOf(",\"error\":"));
    }

    private static Entry entry(Object key, LuaValue value) {
        return new Entry(key instanceof Integer n ? LuaValue.of((long) n) : LuaValue.of((String) key), value);
    }

    @Test
    void aCompletedScriptIsOneObjectOnOneLine() {
        ExecutionResult result = ExecutionResult.builder(Outcome.COMPLETED)
                .stdout("4\n".getBytes(StandardCharsets.UTF_8))
                .values(List.of(LuaValue.of(4)))
                .usage(Usage.builder()
                        .wallTime(Duration.ofNanos(1_234_567))
                        .cpuTime(Duration.ofMillis(1))
                        .instructions(12)
                        .outputBytes(2)
                        .build())
                .build();

        assertThat(JsonResult.of(result, 0, Optional.of("luaj"), Optional.of("vm-1")))
                .isEqualTo("{\"outcome\":\"COMPLETED\",\"stdout\":\"4\\n\",\"stderr\":\"\",\"truncated\":false,"
                        + "\"values\":[4],\"error\":null,"
                        + "\"usage\":{\"wallMillis\":1.234,\"cpuMillis\":1.0,\"instructions\":12,\"memoryBytes\":null,\"outputBytes\":2},"
                        + "\"stateAfter\":\"KEPT\",\"exitCode\":0,\"backend\":\"luaj\",\"vm\":\"vm-1\"}");
    }

    @Test
    void anErrorHasItsPlaceAndTraceback() {
        LuaError error = new LuaError(
                "exec:1: boom",
                LuaValue.of("exec:1: boom"),
                Optional.of("exec"),
                OptionalInt.of(1),
                List.of(
                        new LuaFrame("[C]", OptionalInt.empty(), "function 'error'"),
                        new LuaFrame("exec", OptionalInt.of(1), "main chunk")));
        ExecutionResult result =
                ExecutionResult.builder(Outcome.SCRIPT_ERROR).error(error).build();

        assertThat(JsonResult.of(result, 1, Optional.empty(), Optional.empty()))
                .contains(
                        "\"error\":{\"message\":\"exec:1: boom\",\"value\":\"exec:1: boom\",\"chunk\":\"exec\",\"line\":1,"
                                + "\"traceback\":[{\"source\":\"[C]\",\"line\":null,\"function\":\"function 'error'\"},"
                                + "{\"source\":\"exec\",\"line\":1,\"function\":\"main chunk\"}]}")
                .contains("\"exitCode\":1,\"backend\":null,\"vm\":null}");
    }

    @Test
    void outputThatIsNotTextIsThereWhole() {
        ExecutionResult result = ExecutionResult.builder(Outcome.COMPLETED)
                .stdout(NOT_UTF8)
                .stderr("\ufffd".getBytes(StandardCharsets.UTF_8))
                .truncated(true)
                .stateAfter(StateAfter.RESET)
                .build();

        assertThat(JsonResult.of(result, 0, Optional.empty(), Optional.empty()))
                .contains("\"stdout\":\"a\ufffdb\",\"stdoutBytes\":\"Yf9i\",\"stderr\":\"\ufffd\",\"truncated\":true")
                .contains("\"stateAfter\":\"RESET\"");
    }

    @Test
    void simpleValuesAreWhatJsonHas() {
        assertThat(values(
                        LuaValue.nil(),
                        LuaValue.of(true),
                        LuaValue.of(Long.MAX_VALUE),
                        LuaValue.of(0.5),
                        LuaValue.of("\"é\"")))
                .isEqualTo("[null,true,9223372036854775807,0.5,\"\\\"é\\\"\"]");
    }

    @Test
    void numbersThatJsonLacksAreNamed() {
        assertThat(values(
                        LuaValue.of(Double.NaN),
                        LuaValue.of(Double.POSITIVE_INFINITY),
                        LuaValue.of(Double.NEGATIVE_INFINITY)))
                .isEqualTo("[{\"$number\":\"nan\"},{\"$number\":\"inf\"},{\"$number\":\"-inf\"}]");
    }

    @Test
    void bytesThatAreNotTextAreBase64() {
        assertThat(values(LuaValue.of(NOT_UTF8))).isEqualTo("[{\"$bytes\":\"Yf9i\"}]");
    }

    @Test
    void aSequenceIsAnArray() {
        Table inner = new Table(2, List.of(entry(1, LuaValue.of("x"))));

        assertThat(values(new Table(1, List.of(entry(1, LuaValue.of(7)), entry(2, inner)))))
                .isEqualTo("[[7,[\"x\"]]]");
    }

    @Test
    void aTableOfNamesIsAnObjectAndSoIsTheEmptyOne() {
        assertThat(values(new Table(1, List.of(entry("gc", LuaValue.of(0.5)))), new Table(2, List.of())))
                .isEqualTo("[{\"gc\":0.5},{}]");
    }

    @Test
    void aTableThatJsonLacksIsAListOfPairs() {
        Table mixed = new Table(3, List.of(entry(1, LuaValue.of("a")), entry("n", LuaValue.of(1))));
        Table sparse = new Table(4, List.of(entry(2, LuaValue.of("b"))));
        Table dollar = new Table(5, List.of(entry("$ref", LuaValue.of(1))));

        assertThat(values(mixed, sparse, dollar))
                .isEqualTo("[{\"$table\":3,\"entries\":[[1,\"a\"],[\"n\",1]]},"
                        + "{\"$table\":4,\"entries\":[[2,\"b\"]]},"
                        + "{\"$table\":5,\"entries\":[[\"$ref\",1]]}]");
    }

    @Test
    void aTableThatOccursAgainHasAnIdToPointTo() {
        Table cyclic = new Table(1, List.of(entry("self", new LuaValue.Reference(1))));

        assertThat(values(cyclic, new LuaValue.Reference(1)))
                .isEqualTo("[{\"$table\":1,\"entries\":[[\"self\",{\"$ref\":1}]]},{\"$ref\":1}]");
    }

    @Test
    void whatCannotLeaveItsVmIsNamed() {
        assertThat(values(new LuaValue.Opaque("function", "function: 0x1")))
                .isEqualTo("[{\"$opaque\":\"function\",\"text\":\"function: 0x1\"}]");
    }
}
