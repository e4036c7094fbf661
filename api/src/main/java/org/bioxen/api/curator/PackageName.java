// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a package: lower-case letters, digits and {@code . - _}, a letter or digit first, at most {@value #MAX_LENGTH}. It
 * is made into a file's name in many places, so names that a file system reads in its own way ({@code ..}, {@code con}) are
 * refused. Immutable.
 *
 * @param value the name
 */
public record PackageName(String value) implements Comparable<PackageName> {
    /** The longest name. */
    public static final int MAX_LENGTH = 100;

    private static final Pattern WHOLE = Pattern.compile("[a-z0-9]([a-z0-9._-]*[a-z0-9_-])?");
    private static final Pattern RESERVED = Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
    private static final Set<String> LAYOUT = Set.of("manifest");

    /** The name under which the Lua version takes part in dependencies, as in LuaRocks. */
    public static final PackageName LUA = new PackageName("lua");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is none
     */
    public PackageName {
        Objects.requireNonNull(value, "value");
        if (value.length() > MAX_LENGTH
                || !WHOLE.matcher(value).matches()
                || value.contains("..")
                || RESERVED.matcher(value).matches()
                || LAYOUT.contains(value)) {
            throw new IllegalArgumentException(
                    "'" + (value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) + "…" : value)
                            + "' is no package name; give lower-case letters, digits and . - _ such as bio_compute");
        }
    }

    /**
     * Reads a name as people write it: capitals are taken for small letters, as LuaRocks does.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static PackageName parse(String text) {
        return new PackageName(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public int compareTo(PackageName other) {
        return value.compareTo(other.value);
    }

    /** The name itself. */
    @Override
    public String toString() {
        return value;
    }
}
