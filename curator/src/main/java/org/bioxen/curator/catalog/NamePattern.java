// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.util.regex.Pattern;

/**
 * Names of packages, with {@code *} for anything. Matched in time that grows with the lengths alone, whatever the pattern.
 *
 * @param text the pattern
 */
public record NamePattern(String text) {
    private static final Pattern WHOLE = Pattern.compile("[a-z0-9._*-]{1,100}");

    /**
     * Reads a pattern.
     *
     * @param where what it is read from, for the message
     * @throws IllegalArgumentException if it is none
     */
    static NamePattern of(String where, String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    where + " has '" + Texts.shown(text) + "'; give names of packages, with * for anything");
        }
        return new NamePattern(text);
    }

    /** Whether the name is one of those. */
    boolean matches(String name) {
        int at = 0;
        int inName = 0;
        int star = -1;
        int tried = 0;
        while (inName < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                tried = inName;
            } else if (at < text.length() && text.charAt(at) == name.charAt(inName)) {
                at++;
                inName++;
            } else if (star >= 0) {
                at = star + 1;
                inName = ++tried;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }
}
