// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;

/** Times as people write them in configuration: {@code 500ms}, {@code 5s}, {@code 2m}. */
final class Durations {
    private Durations() {}

    /**
     * Reads a time.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static Duration parse(String text) {
        String trimmed = text.trim();
        int digits = 0;
        while (digits < trimmed.length() && Character.isDigit(trimmed.charAt(digits))) {
            digits++;
        }
        if (digits > 0 && digits <= 15) {
            long number = Long.parseLong(trimmed.substring(0, digits));
            switch (trimmed.substring(digits)) {
                case "ms":
                    return Duration.ofMillis(number);
                case "s":
                    return Duration.ofSeconds(number);
                case "m":
                    return Duration.ofMinutes(number);
                default:
                    break;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no time; give a number with ms, s or m, as in 5s");
    }

    /** The shortest such text. */
    static String format(Duration time) {
        long millis = time.toMillis();
        if (millis > 0 && millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
