// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LuaErrorTest {
    @Test
    void tracebackReadsAsLuaPrintsIt() {
        LuaError error = new LuaError(
                "report.lua:3: boom",
                LuaValue.of("report.lua:3: boom"),
                Optional.of("report.lua"),
                OptionalInt.of(3),
                List.of(
                        new LuaFrame("[C]", OptionalInt.empty(), "function 'error'"),
                        new LuaFrame("report.lua", OptionalInt.of(3), "function 'compute'"),
                        new LuaFrame("report.lua", OptionalInt.of(9), "main chunk"),
                        new LuaFrame("[C]", OptionalInt.empty(), "?")));

        assertThat(error.tracebackText()).isEqualTo("""
                stack traceback:
                \t[C]: in function 'error'
                \treport.lua:3: in function 'compute'
                \treport.lua:9: in main chunk
                \t[C]: in ?
                """);
    }

    @Test
    void errorOfThePlatformIsAMessageAlone() {
        LuaError error = LuaError.of("the engine was closed");

        assertThat(error.message()).isEqualTo("the engine was closed");
        assertThat(error.value()).isEqualTo(LuaValue.nil());
        assertThat(error.chunk()).isEmpty();
        assertThat(error.line()).isEmpty();
        assertThat(error.tracebackText()).isEmpty();
    }
}
