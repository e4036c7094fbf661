// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

/** Lines of a name and a value, the values beneath each other. Not thread-safe. */
public final class Lines {
    private static final int COLUMN = 14;

    private final StringBuilder text = new StringBuilder();

    /** Adds a line. */
    public Lines line(String name, String value) {
        String printable = Letters.printable(value);
        text.append(text.length() == 0 ? "" : "\n");
        text.append(name).append(" ".repeat(Math.max(1, COLUMN - Letters.width(name))));
        text.append(Display.current().paint(Colour.of(name, printable), printable));
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
