// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A script of the corpus.
 *
 * @param name unique in the corpus
 * @param ids what it is about, as the catalogue counts it; none if it is a control
 * @param about what it does, in a line
 * @param expected the ends that it may come to; at least one
 * @param wallTime after which it is told to stop
 * @param instructions its budget, if it has one
 * @param inputNeverComes whether a read of standard input waits for ever; else there is none
 * @param minor the first Lua 5 that takes its syntax, for example 2 for 5.2
 * @param source the script
 */
record Attack(
        String name,
        List<String> ids,
        String about,
        List<Expectation> expected,
        Duration wallTime,
        OptionalLong instructions,
        boolean inputNeverComes,
        int minor,
        String source) {
    Attack {
        ids = List.copyOf(ids);
        expected = List.copyOf(expected);
    }

    /** Whether this Lua, like {@code 5.4}, takes the script. */
    boolean runsOn(String luaVersion) {
        return Integer.parseInt(luaVersion.substring(luaVersion.indexOf('.') + 1)) >= minor;
    }

    /** The same with more time. */
    Attack withWallTime(Duration longer) {
        return new Attack(name, ids, about, expected, longer, instructions, inputNeverComes, minor, source);
    }

    /** The same, with one more end that it may come to. */
    Attack orEnding(Expectation further) {
        List<Expectation> ends = new ArrayList<>(expected);
        ends.add(further);
        return new Attack(name, ids, about, ends, wallTime, instructions, inputNeverComes, minor, source);
    }

    @Override
    public String toString() {
        return (ids.isEmpty() ? "control" : String.join(" ", ids)) + ", " + name + ": " + about;
    }
}
