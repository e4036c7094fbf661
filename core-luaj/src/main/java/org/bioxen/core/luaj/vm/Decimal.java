// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The finite, non-negative doubles as C's {@code %e}, {@code %f}, {@code %g} and {@code %a} write them: correctly rounded
 * from the exact value.
 *
 * <p>Java's own shortest digits are used where they cannot lead to another result than the exact value would: at most 15
 * digits are asked for, and they don't lie at a tie. All else goes the exact way.
 */
public final class Decimal {
    /** Significant digits, the first one not zero unless the value is. */
    private final byte[] digits;
    /** The power of ten of the first digit. */
    private final int exponent;

    private Decimal(byte[] digits, int exponent) {
        this.digits = digits;
        this.exponent = exponent;
    }

    /** {@code %.<precision>e}. */
    public static String exponential(double value, int precision, boolean alternate) {
        Decimal d = significant(value, precision + 1);
        StringBuilder text = new StringBuilder(precision + 8);
        text.append((char) ('0' + d.digits[0]));
        if (precision > 0 || alternate) {
            text.append('.');
        }
        d.append(text, 1, precision + 1);
        return exponent(text, d.exponent);
    }

    private static String exponent(StringBuilder text, int exponent) {
        int size = Math.abs(exponent);
        text.append('e').append(exponent < 0 ? '-' : '+');
        return (size < 10 ? text.append('0') : text).append(size).toString();
    }

    /** {@code %.<precision>f}. */
    public static String fixed(double value, int precision, boolean alternate) {
        Decimal d = places(value, precision);
        StringBuilder text = new StringBuilder(precision + 24);
        if (d.exponent < 0) {
            text.append('0');
        }
        d.append(text, 0, d.exponent + 1);
        if (precision > 0 || alternate) {
            text.append('.');
        }
        for (int i = 0; i < precision; i++) {
            int at = d.exponent + 1 + i;
            text.append((char) ('0' + (at >= 0 && at < d.digits.length ? d.digits[at] : 0)));
        }
        return text.toString();
    }

    /** {@code %.<precision>g}. */
    public static String general(double value, int precision, boolean alternate) {
        int p = Math.max(precision, 1);
        Decimal d = significant(value, p);
        int last = p;
        if (!alternate) {
            while (last > 1 && (last > d.digits.length || d.digits[last - 1] == 0)) {
                last--;
            }
        }
        StringBuilder text = new StringBuilder(p + 8);
        if (d.exponent < -4 || d.exponent >= p) {
            text.append((char) ('0' + d.digits[0]));
            if (last > 1 || alternate) {
                text.append('.');
            }
            d.append(text, 1, last);
            return exponent(text, d.exponent);
        }
        if (d.exponent < 0) {
            text.append("0.");
            for (int i = d.exponent + 1; i < 0; i++) {
                text.append('0');
            }
            d.append(text, 0, last);
            return text.toString();
        }
        d.append(text, 0, d.exponent + 1);
        if (last > d.exponent + 1 || alternate) {
            text.append('.');
            d.append(text, d.exponent + 1, last);
        }
        return text.toString();
    }

    /** {@code %a}, or with a precision {@code %.<precision>a}; a negative precision is none. */
    public static String hexadecimal(double value, int precision) {
        long bits = Double.doubleToLongBits(value);
        int exponent = (int) (bits >>> 52) & 0x7ff;
        long fraction = bits & 0xfffffffffffffL;
        long lead = exponent == 0 ? 0 : 1;
        exponent = value == 0 ? 0 : exponent == 0 ? -1022 : exponent - 1023;
        if (precision >= 0 && precision < 13) {
            int drop = 52 - 4 * precision;
            long whole = lead << 52 | fraction;
            long half = 1L << (drop - 1);
            long rest = whole & (half * 2 - 1);
            whole >>>= drop;
            if (rest > half || rest == half && (whole & 1) == 1) {
                whole++;
            }
            lead = whole >>> (4 * precision);
            fraction = (whole << drop) & 0xfffffffffffffL;
        }
        StringBuilder text = new StringBuilder("0x").append(lead);
        String hex = Long.toHexString(fraction | 1L << 52).substring(1);
        int length = precision < 0 ? 13 : precision;
        if (precision < 0) {
            while (length > 0 && hex.charAt(length - 1) == '0') {
                length--;
            }
        }
        if (length > 0) {
            text.append('.').append(hex, 0, Math.min(length, 13));
            for (int i = 13; i < length; i++) {
                text.append('0');
            }
        }
        return text.append('p').append(exponent < 0 ? "" : "+").append(exponent).toString();
    }

    private void append(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            text.append((char) ('0' + (i < digits.length ? digits[i] : 0)));
        }
    }

    private static Decimal significant(double value, int count) {
        Decimal shortest = shortest(value);
        Decimal rounded = count <= 15 && isPrecise(value) ? shortest.round(count) : null;
        if (rounded != null) {
            return rounded;
        }
        return value == 0
                ? shortest
                : exact(new BigDecimal(value).round(new MathContext(count, RoundingMode.HALF_EVEN)));
    }

    private static Decimal places(double value, int places) {
        Decimal shortest = shortest(value);
        int count = shortest.exponent + 1 + places;
        if (count >= 0 && count <= 15 && isPrecise(value)) {
            Decimal rounded = shortest.round(count);
            if (rounded != null) {
                return rounded;
            }
        }
        return value == 0 ? shortest : exact(new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN));
    }

    /** Whether the value has all of a double's precision, so that its shortest digits are worth 15. */
    private static boolean isPrecise(double value) {
        return value >= Double.MIN_NORMAL || value == 0;
    }

    private static Decimal exact(BigDecimal number) {
        String text = number.unscaledValue().toString();
        byte[] digits = new byte[text.length()];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) (text.charAt(i) - '0');
        }
        return new Decimal(digits, digits.length - 1 - number.scale());
    }

    private static Decimal shortest(double value) {
        String text = Double.toString(value);
        byte[] digits = new byte[text.length()];
        int count = 0;
        int point = -1;
        int power = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                point = count;
            } else if (c == 'E') {
                power = Integer.parseInt(text.substring(i + 1));
                break;
            } else {
                digits[count++] = (byte) (c - '0');
            }
        }
        int zeros = 0;
        while (zeros < count - 1 && digits[zeros] == 0) {
            zeros++;
        }
        int end = count;
        while (end > zeros + 1 && digits[end - 1] == 0) {
            end--;
        }
        byte[] significant = new byte[end - zeros];
        System.arraycopy(digits, zeros, significant, 0, significant.length);
        return new Decimal(significant, significant[0] == 0 ? 0 : point - 1 - zeros + power);
    }

    /** Rounded to so many digits; {@code null} if these digits are too close to a tie to say. */
    private Decimal round(int count) {
        if (digits.length <= count) {
            return this;
        }
        int rest = 0;
        int unit = 1;
        for (int i = count; i < digits.length; i++) {
            if (unit >= 10_000) {
                break;
            }
            rest = rest * 10 + digits[i];
            unit *= 10;
        }
        if (Math.abs(2 * rest - unit) <= 4 && (unit < 10_000 || 2 * rest == unit || 2 * rest == unit - 2)) {
            return null;
        }
        boolean up = 2 * rest > unit;
        byte[] kept = new byte[Math.max(count, 1)];
        System.arraycopy(digits, 0, kept, 0, count);
        if (count == 0) {
            kept[0] = (byte) (up ? 1 : 0);
            return new Decimal(kept, exponent + 1);
        }
        if (up) {
            int at = count - 1;
            while (at >= 0 && kept[at] == 9) {
                kept[at--] = 0;
            }
            if (at < 0) {
                kept[0] = 1;
                return new Decimal(kept, exponent + 1);
            }
            kept[at]++;
        }
        return new Decimal(kept, exponent);
    }
}
