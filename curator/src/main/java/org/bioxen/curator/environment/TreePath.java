// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Pattern;

/** Paths of files in an environment: relative, and the same file on every system. */
final class TreePath {
    private static final int LONGEST = 512;
    private static final int LONGEST_PART = 255;
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}<>:\"|?*\\\\]");
    private static final Pattern RESERVED = Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])( *\\..*)?");

    private TreePath() {}

    /**
     * Returns the path.
     *
     * @throws IllegalArgumentException if it could lead elsewhere, or means different files on different systems
     */
    static String check(String path) {
        if (path.length() > LONGEST || !Normalizer.isNormalized(path, Form.NFC)) {
            throw refused(path);
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty()
                    || part.endsWith(".")
                    || part.endsWith(" ")
                    || FORBIDDEN.matcher(part).find()
                    || RESERVED.matcher(part.toLowerCase(Locale.ROOT)).matches()
                    || part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
                throw refused(path);
            }
        }
        return path;
    }

    /** What is equal for paths that some file system takes for one. */
    static String folded(String path) {
        return Normalizer.normalize(path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Form.NFC);
    }

    private static IllegalArgumentException refused(String path) {
        String shown = FORBIDDEN.matcher(path).replaceAll("?");
        return new IllegalArgumentException("'" + (shown.length() > 80 ? shown.substring(0, 80) + "…" : shown)
                + "' is no path within an environment that is safe on every system");
    }
}
