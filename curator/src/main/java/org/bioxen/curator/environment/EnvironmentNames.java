// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.util.regex.Pattern;

/** What an environment may be called; catalogs follow the same rule. */
public final class EnvironmentNames {
    private static final Pattern WHOLE = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?");

    private EnvironmentNames() {}

    /**
     * Returns the name.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static String check(String name) {
        if (!WHOLE.matcher(name).matches() || name.contains("..")) {
            throw new IllegalArgumentException("'" + name
                    + "' is no name for an environment or a catalog; give up to 64 letters, digits and . - _");
        }
        return name;
    }

    static boolean isName(String name) {
        return WHOLE.matcher(name).matches() && !name.contains("..");
    }
}
