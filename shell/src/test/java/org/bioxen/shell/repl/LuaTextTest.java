// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuaTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "function f()",
                "function f() return function() end",
                "if x",
                "if x then",
                "if x then y() else",
                "if x then y() elseif z then",
                "for i = 1, 3",
                "for i = 1, 3 do",
                "for k in pairs(t) do while true do end",
                "while true do",
                "do",
                "repeat",
                "repeat x()\nuntil",
                "print(",
                "f{",
                "t[",
                "t = {1, 2,",
                "x =",
                "x = 1 +",
                "x = a ..",
                "x = a and",
                "x = not",
                "x = #",
                "return a ==",
                "return a ~=",
                "return a //",
                "return a <<",
                "local",
                "t.",
                "t:",
                "s = [[one",
                "s = [==[one]]",
                "--[[ remark",
                "--[=[ remark ]]",
                "x = 1 --[[ and",
                "s = 'a\\",
                "s = 'a\\\n",
                "s = 'a\\z",
                "s = 'a\\z\n  ",
                "f(function()\n  x = 1\nend",
            })
    void moreMustFollow(String source) {
        assertThat(LuaText.incomplete(source)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "\n",
                "1 + 1",
                "x = 42",
                "return",
                "break",
                "return ...",
                "::label::",
                "function f() end",
                "if x then y() else z() end",
                "if x then y() elseif z then end",
                "for i = 1, 3 do print(i) end",
                "for k in pairs(t) do while true do end end",
                "while (function() do end return true end)() do end",
                "repeat x() until y",
                "do do end end",
                "t = {1, {2}, [3] = 4}",
                "s = [[one\ntwo]]",
                "s = [==[one]]\n]==]",
                "--[[ remark ]]",
                "-- remark (",
                "x = 1 -- [[ no long one",
                "--[==",
                "s = '(' .. \"end\" .. 'it\\'s'",
                "s = 'a\\\nb'",
                "s = 'a\\z\n  b'",
                "s = '\\\\'",
                "endless = functional",
                "x = t[[[a]]]",
                "x = 0x1p4 .. 3.",
                "f 'x'",
                "f{}",
            })
    void itIsWhole(String source) {
        assertThat(LuaText.incomplete(source)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"end", "x = )", "s = 'a", "s = \"a\nb", "until", "} function(", "s = 'a\\x"})
    void whatIsWrongIsTheEnginesToSay(String source) {
        assertThat(LuaText.incomplete(source)).isFalse();
    }
}
