// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

/** Checks text that strangers wrote and people are shown. */
final class Texts {
    private static final int SHOWN = 80;

    private Texts() {}

    /**
     * Returns it if it is one line that a terminal shows as it is.
     *
     * @throws IllegalArgumentException if it is too long or has control characters
     */
    static String line(String text, int longest, String what) {
        return check(text, longest, what, false);
    }

    /**
     * Returns it if it is text that a terminal shows as it is; lines may end.
     *
     * @throws IllegalArgumentException if it is too long or has other control characters
     */
    static String lines(String text, int longest, String what) {
        return check(text, longest, what, true);
    }

    private static String check(String text, int longest, String what, boolean severalLines) {
        if (text == null) {
            throw new IllegalArgumentException(what + " is null");
        }
        if (text.length() > longest) {
            throw new IllegalArgumentException(
                    what + " has " + text.length() + " characters; at most " + longest + " are taken");
        }
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isHidden(c) && !(severalLines && (c == '\n' || c == '\t' || c == '\r'))) {
                throw new IllegalArgumentException(
                        what + " has the control character U+" + String.format("%04X", (int) c));
            }
        }
        return text;
    }

    /** Text for a message: one line, not long, whatever it was. */
    static String shown(String text) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < text.length() && at < SHOWN; at++) {
            line.append(isHidden(text.charAt(at)) ? '?' : text.charAt(at));
        }
        return text.length() > SHOWN ? line + "…" : line.toString();
    }

    /** A stranger's message as one line. */
    static String message(Throwable thrown) {
        String text = thrown.getMessage();
        return text == null || text.isBlank() ? thrown.getClass().getSimpleName() : oneLine(text);
    }

    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < text.length() && at < 4 * SHOWN; at++) {
            line.append(isHidden(text.charAt(at)) ? ' ' : text.charAt(at));
        }
        return line.toString();
    }

    private static boolean isHidden(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
