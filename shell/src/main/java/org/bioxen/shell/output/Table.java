// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import java.util.ArrayList;
import java.util.List;

/** Text in columns: each as wide as its widest cell, two spaces between, nothing after the last. Not thread-safe. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows. */
    public Table(String... header) {
        rows.add(List.of(header));
    }

    /** Adds a row with as many cells as the header has. */
    public Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The table, without a line end after the last row. */
    @Override
    public String toString() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text.append(text.length() == 0 ? "" : "\n").append(line.toString().stripTrailing());
        }
        return text.toString();
    }
}
