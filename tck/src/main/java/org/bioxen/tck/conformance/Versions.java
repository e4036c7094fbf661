// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.conformance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The minor versions of Lua 5 that a case or a function is for: {@code 5.2}, {@code 5.2+}, {@code 5.1-5.2}.
 *
 * @param first the first
 * @param last the last
 */
record Versions(int first, int last) {
    /** All that the suite knows. */
    static final Versions ALL = new Versions(1, 4);

    private static final Pattern FORM = Pattern.compile("5\\.(\\d)(?:(\\+)|-5\\.(\\d))?");

    static Versions of(String range) {
        Matcher form = FORM.matcher(range);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + range + "' is no range of versions like 5.2, 5.2+ or 5.1-5.2");
        }
        int first = Integer.parseInt(form.group(1));
        int last = form.group(2) != null ? ALL.last : form.group(3) != null ? Integer.parseInt(form.group(3)) : first;
        return new Versions(first, last);
    }

    boolean contains(int minor) {
        return first <= minor && minor <= last;
    }
}
