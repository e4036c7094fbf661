// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.remote;

import java.util.List;

/**
 * How a terminal treats what passes through it, in numbers: bit n of a set stands for the nth flag that JLine knows, and a control
 * character stands at its own number, -1 where it has none. Both ends run the same release, so their numbers mean the same. Immutable.
 *
 * @param input flags of the input
 * @param output flags of the output
 * @param control flags of the line
 * @param local echo, lines and signals
 * @param characters control characters, at most {@value #CHARACTERS}
 */
public record TerminalMode(long input, long output, long control, long local, List<Integer> characters) {
    /** How many control characters there are at most. */
    public static final int CHARACTERS = 64;

    /** Copies the list. */
    public TerminalMode {
        characters = List.copyOf(characters);
        if (characters.size() > CHARACTERS) {
            throw new IllegalArgumentException("a terminal has at most " + CHARACTERS + " control characters");
        }
    }
}
