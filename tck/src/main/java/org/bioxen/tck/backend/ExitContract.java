// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code os.exit} completes the evaluation with an exit code, and the state is gone. */
interface ExitContract extends BackendContract {
    @ParameterizedTest
    @CsvSource({"os.exit(), 0", "os.exit(0), 0", "os.exit(3), 3", "os.exit(255), 255"})
    default void exitGivesItsCodeAndLosesTheState(String source, int code) throws InterruptedException {
        LuaEngine engine = bench().start();

        Finished finished = bench().run(engine, source);

        finished.assertOutcome(Outcome.COMPLETED);
        assertThat(finished.result().exitCode()).hasValue(code);
        assertThat(finished.result().stateAfter()).isEqualTo(StateAfter.LOST);
        bench().run(engine, "return 1").assertOutcome(Outcome.VM_LOST);
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 1"})
    default void exitTakesABooleanFrom52On(String argument, int code) throws InterruptedException {
        LuaEngine engine = bench().start();
        org.assertj.core.api.Assumptions.assumeThat(
                        LuaDialect.of(engine.luaVersion()).isAtLeast5(2))
                .as("os.exit takes a boolean")
                .isTrue();

        assertThat(bench().run(engine, "os.exit(" + argument + ")").result().exitCode())
                .hasValue(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pcall(os.exit, 7) print('reached')",
                "xpcall(function() os.exit(7) end, print) print('reached')",
                "coroutine.wrap(function() os.exit(7) end)() print('reached')",
                "coroutine.resume(coroutine.create(function() pcall(os.exit, 7) end)) print('reached')",
                "local f = (loadstring or load)('os.exit(7)') f() print('reached')",
                "table.sort({3, 2, 1}, function() os.exit(7) end) print('reached')",
                "('x'):gsub('.', function() os.exit(7) end) print('reached')"
            })
    default void exitCannotBeCaught(String source) throws InterruptedException {
        Finished finished = bench().run(source);

        assertThat(finished.result().exitCode()).hasValue(7);
        assertThat(finished.stdout()).isEmpty();
    }

    @Test
    default void outputBeforeTheExitIsThere() throws InterruptedException {
        Finished finished = bench().run("io.write(('x'):rep(100000)) io.stderr:write('err') os.exit(2)");

        assertThat(finished.stdout()).hasSize(100_000);
        assertThat(finished.stderr()).isEqualTo("err");
        assertThat(finished.result().exitCode()).hasValue(2);
    }

    @Test
    default void exitOfOneEngineLeavesTheOthers() throws InterruptedException {
        LuaEngine one = bench().start();
        LuaEngine other = bench().start();

        bench().run(one, "os.exit(1)").assertOutcome(Outcome.COMPLETED);

        assertThat(bench().run(other, "return 'well'").text()).isEqualTo("well");
    }

    @Test
    default void completionWithoutExitHasNoCode() throws InterruptedException {
        assertThat(bench().run("return 3").result().exitCode()).isEmpty();
    }
}
