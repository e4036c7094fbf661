// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Comparisons that must all hold, such as {@code >= 1.0, < 2.0}; none of them allows every version. Immutable.
 *
 * @param all the comparisons, as they were written
 */
public record VersionConstraints(List<VersionConstraint> all) {
    private static final Pattern CONSTRAINT =
            Pattern.compile("(@?)([=~<>!]*)\\s*([A-Za-z0-9][A-Za-z0-9._-]*)(?=$|[\\s,])[\\s,]*");

    /** Copies the list. */
    public VersionConstraints {
        all = List.copyOf(all);
    }

    /**
     * Reads constraints in the form that rockspecs have: comparisons with {@code == ~= > < >= <= ~>} (also {@code =}, {@code
     * !=} and no operator for {@code ==}), with commas or white space between, each with an {@code @} before it if it shall
     * not cause an upgrade.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static VersionConstraints parse(String text) {
        String rest = Objects.requireNonNull(text, "text").strip();
        List<VersionConstraint> read = new ArrayList<>();
        Matcher next = CONSTRAINT.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (!next.find(at) || next.start() != at) {
                throw notConstraints(text, rest.substring(at));
            }
            VersionOperator operator =
                    VersionOperator.of(next.group(2)).orElseThrow(() -> notConstraints(text, next.group(2)));
            read.add(new VersionConstraint(
                    operator,
                    PackageVersion.parse(next.group(3)),
                    !next.group(1).isEmpty()));
            at = next.end();
        }
        return new VersionConstraints(read);
    }

    private static IllegalArgumentException notConstraints(String text, String where) {
        return new IllegalArgumentException("'" + text + "' is no list of version constraints (at '" + where
                + "'); give comparisons with == ~= > < >= <= ~> such as >= 1.0, < 2.0");
    }

    /** Whether the version satisfies each of them. */
    public boolean allow(PackageVersion version) {
        return all.stream().allMatch(constraint -> constraint.allows(version));
    }

    /** The constraints as {@link #parse} reads them. */
    @Override
    public String toString() {
        return all.stream().map(VersionConstraint::toString).collect(Collectors.joining(", "));
    }
}
