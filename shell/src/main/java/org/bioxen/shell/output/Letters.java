// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

/** Text as a terminal shows it: how many columns it takes, and nothing in it that a terminal would obey. */
public final class Letters {
    private static final String MORE = "…";

    /** First and last letters that take two columns, in order. Source: Unicode Standard Annex 11, categories W and F. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x231a, 0x231b, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff,
        0xfe30, 0xfe6f, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18aff, 0x1b000, 0x1b2ff, 0x1f300, 0x1f64f, 0x1f680,
        0x1f6ff, 0x1f900, 0x1f9ff, 0x20000, 0x3fffd
    };

    private Letters() {}

    /** How many columns a line of printable text takes. */
    public static int width(String text) {
        return text.codePoints().map(Letters::width).sum();
    }

    private static int width(int point) {
        if (point < 0x300) {
            return 1;
        }
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int i = 0; i < WIDE.length && point >= WIDE[i]; i += 2) {
            if (point <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    /** The text, or as much of its beginning as goes into so many columns, at least one, with a mark that there is more. */
    public static String shortened(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder beginning = new StringBuilder();
        int room = columns - 1;
        for (int point : text.codePoints().toArray()) {
            room -= width(point);
            if (room < 0) {
                break;
            }
            beginning.appendCodePoint(point);
        }
        return beginning.toString().stripTrailing() + MORE;
    }

    /** The text, with spaces behind it up to so many columns. */
    public static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /** The text on one line. */
    public static String line(String text) {
        return printable(text).replace('\n', ' ').replace('\t', ' ');
    }

    /** The text, with a replacement for all that is neither a letter nor the end of a line nor a tab. */
    public static String printable(String text) {
        return text.codePoints().anyMatch(Letters::unprintable)
                ? text.codePoints()
                        .map(point -> unprintable(point) ? '\ufffd' : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }

    private static boolean unprintable(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL && point != '\n' && point != '\t'
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
