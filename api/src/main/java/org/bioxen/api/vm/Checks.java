// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.time.Duration;
import java.util.Objects;

/** Argument checks of this package's builders. */
final class Checks {
    private Checks() {}

    static String notBlank(String text, String what) {
        Objects.requireNonNull(text, what);
        if (text.isBlank()) {
            throw new IllegalArgumentException("the " + what + " is blank; give at least one character");
        }
        return text;
    }

    static long positive(long number, String what) {
        if (number <= 0) {
            throw new IllegalArgumentException("the " + what + " is " + number + "; give a number above zero");
        }
        return number;
    }

    static Duration positive(Duration duration, String what) {
        Objects.requireNonNull(duration, what);
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("the " + what + " is " + duration + "; give a time above zero");
        }
        return duration;
    }
}
