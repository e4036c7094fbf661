// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.function.BooleanSupplier;

/** How much a search may still do. For one thread. */
final class Budget {
    private static final int STEPS_BETWEEN_LOOKS = 1024;

    private final long steps;
    private final BooleanSupplier cancelled;
    private long spent;
    private long nextLook;

    Budget(long steps, BooleanSupplier cancelled) {
        this.steps = steps;
        this.cancelled = cancelled;
    }

    void spend(int amount) throws Exhausted {
        spent += amount;
        if (spent > steps) {
            throw new Exhausted(false);
        }
        if (spent >= nextLook) {
            nextLook = spent + STEPS_BETWEEN_LOOKS;
            if (cancelled.getAsBoolean()) {
                throw new Exhausted(true);
            }
        }
    }

    long spent() {
        return spent;
    }

    /** The search must end, though it has not. */
    static final class Exhausted extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean cancelled;

        private Exhausted(boolean cancelled) {
            super(null, null, false, false);
            this.cancelled = cancelled;
        }

        boolean cancelled() {
            return cancelled;
        }
    }
}
