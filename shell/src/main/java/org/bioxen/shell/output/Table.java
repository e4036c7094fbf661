// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Text in columns: each as wide as its widest cell, two spaces between, nothing after the last. A table that is wider than the {@link
 * Display} that it is rendered for has its widest columns shortened, but never the first, which holds the names; where that is not
 * enough, each row becomes lines of name and value. Not thread-safe.
 */
public final class Table {
    private static final int GAP = 2;
    /** What is no wider than this is not shortened: a number, a version, a state. */
    private static final int SHORT = 12;

    private final String[] header;
    private final List<String[]> rows = new ArrayList<>();

    /** A table without rows. */
    public Table(String... header) {
        this.header = header.clone();
    }

    /** Adds a row with as many cells as the header has. The last may have more than one line, whose place on the left is its own. */
    public Table row(String... cells) {
        String[] row = new String[header.length];
        Arrays.setAll(row, i -> i == header.length - 1 ? Letters.printable(cells[i]) : Letters.line(cells[i]));
        rows.add(row);
        return this;
    }

    /** The table, without a line end after the last row. */
    @Override
    public String toString() {
        Display display = Display.current();
        int[] widths = new int[header.length];
        int[] least = new int[header.length];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Letters.width(header[i]);
            for (String[] row : rows) {
                widths[i] = Math.max(widths[i], Letters.width(firstLine(row[i])));
            }
            least[i] = i == 0 ? widths[i] : Math.min(widths[i], Math.max(Letters.width(header[i]), SHORT));
        }
        if (display.columns() > 0) {
            int room = display.columns() - GAP * (widths.length - 1);
            if (Arrays.stream(least).sum() > room) {
                return byRow(display);
            }
            fit(widths, least, room);
        }
        StringBuilder text = new StringBuilder();
        line(text, header, widths, display, true);
        for (String[] row : rows) {
            line(text.append('\n'), row, widths, display, false);
        }
        return text.toString();
    }

    /** Takes from the widest that can give until all fits. */
    private static void fit(int[] widths, int[] least, int room) {
        for (int excess = Arrays.stream(widths).sum() - room; excess > 0; excess--) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            widths[widest]--;
        }
    }

    private static String firstLine(String cell) {
        int end = cell.indexOf('\n');
        return end < 0 ? cell : cell.substring(0, end);
    }

    private static void line(StringBuilder text, String[] cells, int[] widths, Display display, boolean head) {
        int last = cells.length - 1;
        while (last > 0 && cells[last].isBlank()) {
            last--;
        }
        for (int i = 0; i <= last; i++) {
            String cell = Letters.shortened(firstLine(cells[i]), widths[i]);
            text.append(display.paint(head ? Colour.HEADER : Colour.of(cell), cell));
            if (i < last) {
                text.append(" ".repeat(widths[i] - Letters.width(cell) + GAP));
            }
        }
        cells[last].lines().skip(1).forEach(line -> text.append('\n')
                .append(display.columns() == 0 ? line : Letters.shortened(line, display.columns())));
    }

    private String byRow(Display display) {
        int width = Arrays.stream(header).mapToInt(Letters::width).max().orElse(0) + GAP;
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            for (int i = 0; i < header.length; i++) {
                text.append(text.isEmpty() ? "" : i == 0 ? "\n\n" : "\n");
                text.append(display.paint(Colour.HEADER, header[i]));
                text.append(" ".repeat(width - Letters.width(header[i])));
                text.append(display.paint(Colour.of(row[i]), row[i]));
            }
        }
        return text.toString();
    }
}
