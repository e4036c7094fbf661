// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

/** UTF-8 as Lua 5.4 has it: of up to six bytes, for codes up to 2^31 - 1. Source: Lua 5.4 manual, section 6.5. */
public final class Utf8 {
    /** The largest code. */
    public static final long MAX = 0x7fffffffL;

    /** The most bytes that a code has. */
    public static final int MAX_BYTES = 6;

    private static final long UNICODE_MAX = 0x10ffff;

    private Utf8() {}

    /** The number of bytes of a code. */
    public static int length(long code) {
        if (code < 0x80) {
            return 1;
        }
        int bits = 64 - Long.numberOfLeadingZeros(code);
        // Each byte but the first takes six bits; of the first is left what the length doesn't take.
        return bits <= 11 ? 2 : bits <= 16 ? 3 : bits <= 21 ? 4 : bits <= 26 ? 5 : 6;
    }

    /** Puts the bytes of a code there, and gives their number. */
    public static int encode(int code, byte[] to, int at) {
        int length = length(code);
        if (length == 1) {
            to[at] = (byte) code;
            return 1;
        }
        int rest = code;
        for (int i = length - 1; i > 0; i--) {
            to[at + i] = (byte) (0x80 | rest & 0x3f);
            rest >>>= 6;
        }
        to[at] = (byte) (0xff << (8 - length) | rest);
        return length;
    }

    /**
     * The code that begins at a place.
     *
     * @param lax whether surrogates and codes above those of Unicode are valid
     * @return the code, or -1 if none that is valid begins there
     */
    public static long decode(byte[] text, int start, int end, boolean lax) {
        int first = text[start] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = Integer.numberOfLeadingZeros(~(first << 24));
        if (length < 2 || length > MAX_BYTES || start + length > end) {
            return -1;
        }
        long code = first & (0x7f >> length);
        for (int i = 1; i < length; i++) {
            int next = text[start + i];
            if ((next & 0xc0) != 0x80) {
                return -1;
            }
            code = code << 6 | next & 0x3f;
        }
        boolean valid = length(code) == length && (lax || code <= UNICODE_MAX && (code < 0xd800 || code > 0xdfff));
        return valid ? code : -1;
    }
}
