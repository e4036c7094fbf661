// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.regex.Pattern;

/** What a catalog and an environment may be called. */
final class CatalogIds {
    private static final Pattern WHOLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private CatalogIds() {}

    static String check(String id) {
        if (!WHOLE.matcher(id).matches() || id.endsWith(".") || id.contains("..")) {
            throw new IllegalArgumentException(
                    "'" + id + "' is no name for a catalog or an environment; give up to 64 letters, digits and . - _");
        }
        return id;
    }
}
