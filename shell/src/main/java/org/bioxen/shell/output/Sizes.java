// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import java.util.Locale;

/** Numbers of bytes for people. */
public final class Sizes {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

    private Sizes() {}

    /** So many bytes, with three or four digits: {@code 512 B}, {@code 12.3 KiB}. */
    public static String text(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        // What would be shown as 1024.0 is one of the next unit.
        while (size >= 1023.95 && unit + 1 < UNITS.length) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
