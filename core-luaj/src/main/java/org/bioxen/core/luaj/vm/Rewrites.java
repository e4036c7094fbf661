// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Places of the source that the compiler gets in other words, because it would misread them as they are. */
final class Rewrites {
    private record Rewrite(int from, int to, byte[] text, int lines) {}

    private final List<Rewrite> rewrites = new ArrayList<>(0);

    /** A constant expression of this value, over so many line ends. */
    void number(int from, int to, double value, int lines) {
        String text;
        if (value != value) {
            text = "(0/0)";
        } else if (value == 0 && 1 / value < 0) {
            // The compiler folds the sign of a literal away, that of a string's number not.
            text = "(-\"0\")";
        } else {
            String magnitude = Double.isInfinite(value) ? "1e999" : literal(Math.abs(value));
            text = value < 0 ? "(-" + magnitude + ")" : " " + magnitude + " ";
        }
        add(from, to, text, lines);
    }

    private static String literal(double value) {
        return value < 1e15 && value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }

    /** An escape sequence for this code. */
    void unicode(int from, int to, int code) {
        byte[] bytes = new byte[Utf8.MAX_BYTES];
        int n = Utf8.encode(code, bytes, 0);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < n; i++) {
            int b = bytes[i] & 0xff;
            text.append(b < 10 ? "\\00" : b < 100 ? "\\0" : "\\").append(b);
        }
        add(from, to, text.toString(), 0);
    }

    private void add(int from, int to, String text, int lines) {
        // What encloses others comes after them, and replaces them.
        int last = rewrites.size() - 1;
        while (last >= 0 && rewrites.get(last).from >= from && rewrites.get(last).from < to) {
            rewrites.remove(last--);
        }
        rewrites.add(new Rewrite(from, to, text.getBytes(StandardCharsets.US_ASCII), lines));
    }

    /** The source as the compiler gets it; each token is in the line in which it was. */
    byte[] apply(byte[] source) {
        if (rewrites.isEmpty()) {
            return source;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(source.length + 16 * rewrites.size());
        int at = 0;
        for (Rewrite rewrite : rewrites) {
            out.write(source, at, rewrite.from - at);
            out.write(rewrite.text, 0, rewrite.text.length);
            for (int i = 0; i < rewrite.lines; i++) {
                out.write('\n');
            }
            at = rewrite.to;
        }
        out.write(source, at, source.length - at);
        return out.toByteArray();
    }
}
