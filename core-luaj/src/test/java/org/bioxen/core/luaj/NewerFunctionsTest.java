// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.InterruptReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions of Lua 5.3 and 5.4, where numbers of Lua 5.2 make a difference, and where they run long. */
@Timeout(60)
class NewerFunctionsTest {
    private final Bed bed = new Bed();

    @AfterEach
    void close() {
        bed.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "string.unpack('<j', '\\1\\0\\0\\0\\0\\0\\32\\0')",
                "string.unpack('>i8', '\\127\\255\\255\\255\\255\\255\\255\\255')",
                "string.unpack('<I8', '\\1\\0\\0\\0\\0\\0\\0\\128')",
                "string.unpack('<i16', ('\\1\\0\\0\\0\\0\\0\\32\\0'):rep(1) .. ('\\0'):rep(8))"
            })
    void anIntegerThatADoubleDoesNotHoldIsRefused(String expression) {
        assertThat(bed.message("return " + expression)).contains("is not exact as a number of Lua 5.2");
    }

    @ParameterizedTest
    @CsvSource({
        "'string.unpack(''<j'', string.pack(''<j'', 2^53))', 9007199254740992 9",
        "'string.unpack(''<j'', string.pack(''<j'', -2^63)) == -2^63', true",
        "'string.unpack(''<J'', string.pack(''<J'', 2^62)) == 2^62', true",
        "'math.type(3.0), math.type(2^53), math.type(2^53 + 2), math.type(0.5)', integer integer float float",
        "'math.tointeger(2^60) == 2^60, math.tointeger(''0x10'')', true 16",
        "'math.maxinteger, math.mininteger', nil nil"
    })
    void integersAreExactOrAbsent(String expression, String values) {
        assertThat(bed.value("return " + expression)).isEqualTo(values);
    }

    @Test
    void positionsThatNumbersCannotTellApartAreRefused() {
        assertThat(bed.message("table.move({}, 2^53, 2^53 + 4, 1)")).contains("positions beyond 2^53");
    }

    @Test
    void theLibrarySaysThatItIsLua52() {
        assertThat(bed.value("return _VERSION, package.loaded.utf8 == utf8")).isEqualTo("Lua 5.2 true");
    }

    @Test
    void tablesAreEachVmsOwn() {
        try (Bed other = new Bed()) {
            bed.run("utf8.char = nil table.move = nil string.pack = nil");

            assertThat(other.value("return utf8.char(65), table.move({1}, 1, 1, 2)[2], #string.pack('b', 1)"))
                    .isEqualTo("A 1 1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "table.move({}, 1, 2^52, 2)",
                "table.move(setmetatable({}, {__index = function() end}), 1, 2^52, 2)",
                "while true do local n = utf8.len(('x'):rep(1e6)) end",
                "local s = '\\xc3' .. ('\\x80'):rep(1e7) while true do utf8.offset(s, -1) pcall(utf8.offset, s, 2) end",
                "local f = ('b'):rep(1e6) while true do pcall(string.packsize, f) end"
            })
    void whatRunsLongEndsWhenAsked(String source) throws InterruptedException {
        CountDownLatch printed = new CountDownLatch(1);
        Bed.Run run =
                bed.start(Evaluation.builder(Script.of("print('on') " + source), (stream, bytes, offset, length) -> {
                            printed.countDown();
                            return true;
                        })
                        .build());
        assertThat(printed.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(run.interrupt(InterruptReason.DEADLINE).outcome()).isEqualTo(Outcome.TIMED_OUT);
    }
}
