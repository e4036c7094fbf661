// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;

/** Arguments reach the script as {@code ...} and, for a program, as {@code arg}. */
interface ArgumentContract extends BackendContract {
    @Test
    default void argumentsAreTheVarargOfTheChunk() throws InterruptedException {
        Script script = Script.of("return select('#', ...), ...").withArguments("a", "", "Ω");

        assertThat(bench().run(Trial.of(script)).values())
                .containsExactly(LuaValue.of(3), LuaValue.of("a"), LuaValue.of(""), LuaValue.of("Ω"));
    }

    @Test
    default void argumentsAreOfEveryTypeThatCanComeIn() throws InterruptedException {
        List<LuaValue> arguments = List.of(
                LuaValue.of(true),
                LuaValue.nil(),
                LuaValue.of(42),
                LuaValue.of(-9007199254740991L),
                LuaValue.of(0.1),
                LuaValue.of(Double.POSITIVE_INFINITY),
                LuaValue.of(Double.NaN),
                LuaValue.of(new byte[] {0, -1, -128, '\n'}),
                LuaValue.nil());

        assertThat(bench().run(Trial.of(Script.of("return ...").withArguments(arguments)))
                        .values())
                .isEqualTo(arguments);
    }

    @Test
    default void numbersKeepTheirSubtypeWhereThereAreSubtypes() throws InterruptedException {
        LuaEngine engine = bench().start();
        Script script = Script.of("return (math.type or type)(...), ...").withArguments(List.of(LuaValue.of(2.0)));

        List<LuaValue> values = bench().run(engine, Trial.of(script)).values();

        assertThat(values.get(1)).isEqualTo(LuaDialect.of(engine.luaVersion()).integralFloat(2));
    }

    @Test
    default void programHasItsNameAndArgumentsInArg() throws InterruptedException {
        Script script = Script.of("return arg[0], arg[1], arg[2], arg[3], #arg, ...")
                .withProgramName("report.lua")
                .withArguments("x.fa", "y.fa");

        assertThat(bench().run(Trial.of(script)).values())
                .containsExactly(
                        LuaValue.of("report.lua"),
                        LuaValue.of("x.fa"),
                        LuaValue.of("y.fa"),
                        LuaValue.nil(),
                        LuaValue.of(2),
                        LuaValue.of("x.fa"),
                        LuaValue.of("y.fa"));
    }

    @Test
    default void chunkThatIsNoProgramHasNoArg() throws InterruptedException {
        assertThat(bench().run(Trial.of(Script.of("return arg").withArguments("a")))
                        .value())
                .isEqualTo(LuaValue.nil());
    }

    @Test
    default void argumentsAreThoseOfTheirOwnEvaluation() throws InterruptedException {
        LuaEngine engine = bench().start();

        bench().run(engine, Trial.of(Script.of("return ...").withArguments("a", "b")))
                .values();

        assertThat(bench().run(engine, "return ...").values()).isEmpty();
    }

    @Test
    default void manyArgumentsAndLongOnesAreIntact() throws InterruptedException {
        String[] arguments = new String[150];
        java.util.Arrays.fill(arguments, "0123456789".repeat(1000));
        Script script = Script.of("""
                local n = 0
                for i = 1, select('#', ...) do n = n + #(select(i, ...)) end
                return n""").withArguments(arguments);

        assertThat(bench().run(Trial.of(script)).value()).isEqualTo(LuaValue.of(1_500_000));
    }
}
