// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

/** Lines of a name and a value, the values beneath each other. Not thread-safe. */
public final class Lines {
    private final StringBuilder text = new StringBuilder();

    /** Adds a line. */
    public Lines line(String name, String value) {
        text.append(text.length() == 0 ? "" : "\n");
        text.append(name).append(" ".repeat(Math.max(1, 14 - name.length()))).append(value);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
