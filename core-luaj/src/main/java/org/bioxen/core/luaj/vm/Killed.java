// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.util.OptionalInt;
import org.bioxen.api.vm.Outcome;

/** The end of an evaluation that its script cannot catch: an {@link Error}, and sticky until the evaluation has ended. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final transient OptionalInt exitCode;

    private Killed(Outcome outcome, OptionalInt exitCode, String message) {
        super(message, null, false, false);
        this.outcome = outcome;
        this.exitCode = exitCode;
    }

    /** For this outcome, with one line that says why. */
    public static Killed because(Outcome outcome, String message) {
        return new Killed(outcome, OptionalInt.empty(), message);
    }

    /** By {@code os.exit}. */
    public static Killed exit(int code) {
        return new Killed(Outcome.COMPLETED, OptionalInt.of(code), "exit " + code);
    }

    /** What the evaluation's outcome is. */
    public Outcome outcome() {
        return outcome;
    }

    /** What was given to {@code os.exit}. */
    public OptionalInt exitCode() {
        return exitCode;
    }
}
