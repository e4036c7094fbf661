// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a package needs beside itself, such as {@code json >= 1.0, < 2}. A dependency on {@link PackageName#LUA} is one on the Lua
 * version. Immutable.
 *
 * @param name the package that is needed
 * @param constraints which of its versions will do
 */
public record Dependency(PackageName name, VersionConstraints constraints) {
    private static final Pattern NAME = Pattern.compile("\\s*([A-Za-z0-9._-]+)(.*)", Pattern.DOTALL);

    /** Refuses {@code null}. */
    public Dependency {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(constraints, "constraints");
    }

    /**
     * Reads a dependency as rockspecs have it: a name, then constraints or nothing.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Dependency parse(String text) {
        Matcher parts = NAME.matcher(Objects.requireNonNull(text, "text"));
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' names no package; give a name and constraints such as json >= 1.0");
        }
        return new Dependency(PackageName.parse(parts.group(1)), VersionConstraints.parse(parts.group(2)));
    }

    /** Whether that release satisfies it. */
    public boolean allows(PackageId release) {
        return name.equals(release.name()) && constraints.allow(release.version());
    }

    /** The dependency as {@link #parse} reads it. */
    @Override
    public String toString() {
        return constraints.all().isEmpty() ? name.toString() : name + " " + constraints;
    }
}
