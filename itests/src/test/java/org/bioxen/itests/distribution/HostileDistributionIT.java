// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.itests.distribution.Bioxen.bioxen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A few scripts that mean harm, as a user would run them; the whole corpus is run on the backends. Two at a time, to be short. */
class HostileDistributionIT {
    private static final List<String> STOPPED = List.of("TIMED_OUT", "LIMIT_EXCEEDED");
    private static final List<String> REFUSED = List.of("LIMIT_EXCEEDED", "SCRIPT_ERROR");
    private static final List<String> EITHER = List.of("TIMED_OUT", "LIMIT_EXCEEDED", "SCRIPT_ERROR");

    /** A script and how it may end. */
    private record Attack(String script, List<String> outcomes) {
        @Override
        public String toString() {
            return script;
        }
    }

    static List<Arguments> pairs() {
        return List.of(
                Arguments.of(
                        new Attack("while true do pcall(function() while true do end end) end", List.of("TIMED_OUT")),
                        new Attack("return ('a'):rep(40):find(('a?'):rep(40) .. ('a'):rep(40) .. 'b')", STOPPED)),
                Arguments.of(
                        new Attack("local s = 'x' while true do s = s .. s end", REFUSED),
                        new Attack("return #string.rep('x', 2^31)", REFUSED)),
                Arguments.of(
                        new Attack(
                                "local s, t = ('x'):rep(1e6), {} for i = 1, 4000 do t[i] = s end return #table.concat(t)",
                                REFUSED),
                        new Attack("return select('#', table.unpack({}, 1, 1e8))", REFUSED)),
                Arguments.of(
                        new Attack(
                                "local t = {} while true do t[#t + 1] = coroutine.create(function() coroutine.yield() end)"
                                        + " coroutine.resume(t[#t]) end",
                                EITHER),
                        new Attack("while true do pcall(print, ('x'):rep(1e5)) end", STOPPED)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void hostileScriptsEndInTime(Attack first, Attack second) {
        try (Running one = start(first);
                Running other = start(second)) {
            assertEndsInTime(one, first);
            assertEndsInTime(other, second);
        }
    }

    private static Running start(Attack attack) {
        Running running = bioxen().start(
                        "exec",
                        "--json",
                        "--backend",
                        "luaj",
                        "--level",
                        "constrained",
                        "--timeout",
                        "2s",
                        "--memory",
                        "64m",
                        "--output",
                        "1m",
                        attack.script());
        running.endInput();
        return running;
    }

    private static void assertEndsInTime(Running running, Attack attack) {
        Completed completed = running.await().complainsNot();
        JsonNode json = completed.json();
        String outcome = json.get("outcome").asText();

        assertThat(outcome).as(attack.script()).isIn(attack.outcomes());
        assertThat(json.get("usage").get("wallMillis").asDouble())
                .as("time of " + attack)
                .isLessThan(3000);
        completed.exits(
                switch (outcome) {
                    case "TIMED_OUT" -> 124;
                    case "LIMIT_EXCEEDED" -> 137;
                    default -> 1;
                });
    }
}
