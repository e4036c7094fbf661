// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.bioxen.api.vm.LuaValue;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;

/** With echo, returned values are printed as {@code print} prints them. */
interface EchoContract extends BackendContract {
    @Test
    default void withoutEchoNothingIsPrinted() throws InterruptedException {
        assertThat(bench().run("return 1, 2").stdout()).isEmpty();
    }

    @Test
    default void withEchoValuesArePrintedWithTabs() throws InterruptedException {
        Finished finished =
                bench().run(Trial.of("return 1, 'a', nil, true, nil").echo());

        assertThat(finished.values()).hasSize(5);
        assertThat(finished.stdout()).isEqualTo("1\ta\tnil\ttrue\tnil\n");
        assertThat(finished.stderr()).isEmpty();
    }

    @Test
    default void chunkThatReturnsNothingPrintsNothing() throws InterruptedException {
        LuaEngine engine = bench().start();

        assertThat(bench().run(engine, Trial.of("local x = 1").echo()).stdout()).isEmpty();
        assertThat(bench().run(engine, Trial.of("return").echo()).stdout()).isEmpty();
        assertThat(bench().run(engine, Trial.of("return nil").echo()).stdout()).isEqualTo("nil\n");
    }

    @Test
    default void echoComesAfterWhatTheScriptWrote() throws InterruptedException {
        assertThat(bench().run(Trial.of("io.write('a'); print('b'); return 'c'").echo())
                        .stdout())
                .isEqualTo("ab\nc\n");
    }

    @Test
    default void echoAsksTostringOfAnObject() throws InterruptedException {
        Finished finished = bench().run(Trial.of("""
                return setmetatable({}, {__tostring = function() return 'a point' end}), 'next'""").echo());

        assertThat(finished.stdout()).isEqualTo("a point\tnext\n");
        assertThat(finished.values().get(0)).isInstanceOf(LuaValue.Table.class);
    }

    @Test
    default void tostringThatFailsIsAnErrorOfTheScript() throws InterruptedException {
        LuaEngine engine = bench().start();

        Finished failed = bench().run(engine, Trial.of("""
                return setmetatable({}, {__tostring = function() error('no text', 0) end})""").echo());

        assertThat(failed.scriptError().message()).contains("no text");
        assertThat(bench().run(engine, "return 'well'").text()).isEqualTo("well");
    }

    @Test
    default void echoKeepsTheBytesOfAString() throws InterruptedException {
        assertThat(bench().run(Trial.of("return '\\255\\0\\128'").echo()).stdoutBytes())
                .containsExactly(0xff, 0, 0x80, '\n');
    }

    @Test
    default void numbersArePrintedAsTheVersionPrintsThem() throws InterruptedException {
        LuaEngine engine = bench().start();
        LuaDialect dialect = LuaDialect.of(engine.luaVersion());

        Finished finished = bench().run(engine, Trial.of("""
                print(100/3, 0.1, 1e15, 1e100, 2^53, -7, 4/2, 123456789012)
                print(math.huge, -math.huge, 1e-5, 3 % 2)"""));

        assertThat(finished.values()).isEmpty();
        assertThat(finished.stdout())
                .isEqualTo(String.join(
                                "\t",
                                dialect.thirdOfHundredText(),
                                "0.1",
                                "1e+15",
                                "1e+100",
                                dialect.isAtLeast5(5) ? "9007199254740992.0" : "9.007199254741e+15",
                                "-7",
                                dialect.integralFloatText(2),
                                "123456789012")
                        + "\ninf\t-inf\t1e-05\t1\n");
    }

    @Test
    default void echoPrintsNumbersAsPrintDoes() throws InterruptedException {
        String numbers = "100/3, 1e15, 2^63, 4/2, 0.1, 1e100, -0.5, 10, 3 % 2, 1e-7";
        LuaEngine engine = bench().start();

        String printed = bench().run(engine, "print(" + numbers + ")").stdout();

        assertThat(bench().run(engine, Trial.of("return " + numbers).echo()).stdout())
                .isEqualTo(printed);
    }
}
