// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

/** The search took more steps than it was given, or was told to stop; whether there is a solution is not known. */
public final class GaveUp extends Unresolved {
    private static final long serialVersionUID = 1;

    private final long steps;

    GaveUp(String message, long steps) {
        super(message);
        this.steps = steps;
    }

    /** How many steps it took. */
    public long steps() {
        return steps;
    }
}
