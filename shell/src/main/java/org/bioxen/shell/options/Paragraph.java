// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.options;

/** Help as paragraphs that fit the narrowest usual terminal, also where nobody knows how wide it is. */
public final class Paragraph {
    private static final int WIDTH = 79;
    private static final char GLUE = '\u00a0';

    private Paragraph() {}

    /** Breaks a line between words; the lines that follow begin so many columns further in. */
    public static String wrapped(String text, int indent) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : text.strip().split(" ")) {
            if (column > indent && column + 1 + word.length() > WIDTH) {
                lines.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (column > 0) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }

    /** The usage of a command: what is in brackets stays together. */
    public static String usage(String text) {
        StringBuilder glued = new StringBuilder(text);
        int depth = 0;
        for (int i = 0; i < glued.length(); i++) {
            char letter = glued.charAt(i);
            depth += letter == '[' ? 1 : letter == ']' ? -1 : 0;
            if (letter == ' ' && depth > 0) {
                glued.setCharAt(i, GLUE);
            }
        }
        return wrapped(glued.toString(), 5).replace(GLUE, ' ');
    }

    /** A name and, from a column on, what it means. */
    public static String entry(String name, int column, String meaning) {
        // What it is broken to must not depend on the spaces between the two.
        String broken = wrapped("x".repeat(column - 1) + " " + meaning, column);
        return name + " ".repeat(Math.max(1, column - name.length())) + broken.substring(column);
    }
}
