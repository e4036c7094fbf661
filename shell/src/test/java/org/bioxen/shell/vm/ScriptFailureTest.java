// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaFrame;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.shell.verb.CommandFailure;
import org.junit.jupiter.api.Test;

class ScriptFailureTest {
    @Test
    void itReadsAsInLua() {
        LuaError error = new LuaError(
                "exec:1: boom",
                LuaValue.of("exec:1: boom"),
                Optional.of("exec"),
                OptionalInt.of(1),
                List.of(new LuaFrame("exec", OptionalInt.of(1), "main chunk")));
        ExecutionResult result =
                ExecutionResult.builder(Outcome.SCRIPT_ERROR).error(error).build();

        ScriptFailure failure = new ScriptFailure(result, true);

        assertThat(failure).hasToString("exec:1: boom\nstack traceback:\n\texec:1: in main chunk");
        assertThat(failure.result()).isSameAs(result);
    }

    @Test
    void anExitIsSaid() {
        ExecutionResult result =
                ExecutionResult.builder(Outcome.COMPLETED).exitCode(7).build();

        assertThat(new ScriptFailure(result, true)).hasMessage("the script exited with 7");
    }

    @Test
    void aCommandsFailureIsItsLine() {
        assertThat(new CommandFailure("there is no VM 'a'")).hasToString("there is no VM 'a'");
    }
}
