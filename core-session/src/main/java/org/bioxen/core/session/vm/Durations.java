// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.Optional;
import org.bioxen.spi.configuration.ConfigurationReader;

/** Times as people write them in configuration: {@code 500ms}, {@code 5s}, {@code 2m}. */
final class Durations {
    private static final Duration LONGEST_SETTING = Duration.ofHours(1);

    private Durations() {}

    /**
     * Reads a time of a configuration: nothing here is to take longer than an hour.
     *
     * @throws IllegalArgumentException if the text is none, or one that is longer
     */
    static Duration setting(String text) {
        Optional<Duration> time = read(text).filter(one -> one.compareTo(LONGEST_SETTING) <= 0);
        return time.orElseThrow(() -> new IllegalArgumentException("'" + ConfigurationReader.shown(text)
                + "' is no time; give a number with ms, s or m, as in 5s, of up to " + format(LONGEST_SETTING)));
    }

    /**
     * Reads a time.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static Duration parse(String text) {
        return read(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is no time; give a number with ms, s or m, as in 5s"));
    }

    private static Optional<Duration> read(String text) {
        String trimmed = text.trim();
        int digits = 0;
        while (digits < trimmed.length() && isDigit(trimmed.charAt(digits))) {
            digits++;
        }
        if (digits > 0 && digits <= 15) {
            long number = Long.parseLong(trimmed.substring(0, digits));
            switch (trimmed.substring(digits)) {
                case "ms":
                    return Optional.of(Duration.ofMillis(number));
                case "s":
                    return Optional.of(Duration.ofSeconds(number));
                case "m":
                    return Optional.of(Duration.ofMinutes(number));
                default:
                    break;
            }
        }
        return Optional.empty();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
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
