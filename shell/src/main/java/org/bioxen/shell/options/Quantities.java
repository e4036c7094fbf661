// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.options;

import java.time.Duration;

/** Times and sizes as people type them. */
public final class Quantities {
    private Quantities() {}

    /** Whether a limit is taken away: {@code none} or {@code 0}. */
    static boolean isNone(String text) {
        return text.equals("none") || text.equals("0");
    }

    /**
     * A time above zero: a number, with at most one point, and {@code ms}, {@code s}, {@code m} or {@code h}.
     *
     * @throws UsageException if it is none
     */
    public static Duration time(Option option, String text) {
        int digits = digits(text);
        long unit;
        switch (text.substring(digits)) {
            case "ms":
                unit = 1_000_000L;
                break;
            case "s":
                unit = 1_000_000_000L;
                break;
            case "m":
                unit = 60_000_000_000L;
                break;
            case "h":
                unit = 3_600_000_000_000L;
                break;
            default:
                throw bad(option, text, "a time above zero with ms, s, m or h, for example 5s");
        }
        double nanos = number(text, digits) * unit;
        if (!(nanos >= 1 && nanos < Long.MAX_VALUE)) {
            throw bad(option, text, "a time above zero with ms, s, m or h, for example 5s");
        }
        return Duration.ofNanos((long) nanos);
    }

    /**
     * A number of bytes above zero: a whole number, alone or with {@code k}, {@code m} or {@code g}.
     *
     * @throws UsageException if it is none
     */
    public static long size(Option option, String text) {
        int digits = digits(text);
        int shift;
        switch (text.substring(digits)) {
            case "":
                shift = 0;
                break;
            case "k":
            case "K":
                shift = 10;
                break;
            case "m":
            case "M":
                shift = 20;
                break;
            case "g":
            case "G":
                shift = 30;
                break;
            default:
                throw bad(option, text, "a size above zero with k, m or g, for example 64m");
        }
        double bytes = number(text, digits) * (1L << shift);
        if (!(bytes >= 1 && bytes < Long.MAX_VALUE) || text.indexOf('.') >= 0) {
            throw bad(option, text, "a whole size above zero with k, m or g, for example 64m");
        }
        return (long) bytes;
    }

    /**
     * A whole number above zero.
     *
     * @param what the option or operand that it was given for
     * @throws UsageException if it is none
     */
    public static int count(String what, String text) {
        long number = longCount(what, text);
        if (number > Integer.MAX_VALUE) {
            throw new UsageException(what + " was given '" + text + "'; give at most " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    /**
     * A whole number above zero.
     *
     * @throws UsageException if it is none
     */
    public static long longCount(String what, String text) {
        try {
            long number = Long.parseLong(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // Told below.
        }
        throw new UsageException(what + " was given '" + text + "'; give a whole number above zero");
    }

    private static int digits(String text) {
        int at = 0;
        while (at < text.length() && (text.charAt(at) >= '0' && text.charAt(at) <= '9' || text.charAt(at) == '.')) {
            at++;
        }
        return at;
    }

    private static double number(String text, int digits) {
        try {
            return Double.parseDouble(text.substring(0, digits));
        } catch (NumberFormatException notOne) {
            return -1;
        }
    }

    private static UsageException bad(Option option, String text, String wanted) {
        return new UsageException(option.flag() + " was given '" + text + "'; give " + wanted);
    }
}
