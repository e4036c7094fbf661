// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

/** What {@link PlainLuaj} does wrong. */
enum Flaw {
    /** Nothing that the tests here ask for. */
    NONE,
    /** Takes whatever spec it is given. */
    REFUSES_NOTHING,
    /** Returns values without the nils at the end. */
    LOSES_NILS,
    /** Forgets every hundredth piece of output. */
    DROPS_OUTPUT,
    /** Gathers output until the script has ended. */
    HOLDS_OUTPUT_BACK,
    /** Goes on when output is refused. */
    IGNORES_REFUSALS,
    /** Forgets where an error was. */
    FORGETS_THE_LINE,
    /** Throws what the script throws. */
    THROWS_SCRIPT_ERRORS,
    /** Stops whatever runs, or runs next, not what the interrupt names. */
    INTERRUPTS_ANYTHING,
    /** Keeps its state when the state has been closed. */
    LIVES_AFTER_CLOSE,
    /** Prefers the last reason of an interrupt. */
    TAKES_THE_LAST_REASON,
    /** Has one set of globals for all engines. */
    SHARES_GLOBALS,
    /** Claims a level and limits and does nothing for them. */
    PROMISES_TOO_MUCH,
    /** Leaves a thread for each engine. */
    LEAVES_A_THREAD,
    /** Leaves a child process for each engine. */
    LEAVES_A_PROCESS
}
