// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a constraint compares. */
public enum VersionOperator {
    /** {@code ==}, or {@code =}, or nothing: the same version. */
    SAME("==", "=", ""),
    /** {@code ~=}, or {@code !=}: not the same version. */
    NOT_SAME("~=", "!="),
    /** {@code >}. */
    AFTER(">"),
    /** {@code <}. */
    BEFORE("<"),
    /** {@code >=}: not before. */
    NOT_BEFORE(">="),
    /** {@code <=}: not after. */
    NOT_AFTER("<="),
    /** {@code ~>}: the same in every part that is given. */
    WITHIN("~>");

    private final List<String> symbols;

    VersionOperator(String... symbols) {
        this.symbols = List.of(symbols);
    }

    /** The operator written so, if there is one. */
    static Optional<VersionOperator> of(String symbol) {
        return Arrays.stream(values())
                .filter(operator -> operator.symbols.contains(symbol))
                .findFirst();
    }

    /** How it is written. */
    public String symbol() {
        return symbols.get(0);
    }

    boolean holds(PackageVersion version, PackageVersion bound) {
        return switch (this) {
            case SAME -> version.isSame(bound);
            case NOT_SAME -> !version.isSame(bound);
            case AFTER -> bound.isBefore(version);
            case BEFORE -> version.isBefore(bound);
            case NOT_BEFORE -> !version.isBefore(bound);
            case NOT_AFTER -> !bound.isBefore(version);
            case WITHIN -> version.isWithin(bound);
        };
    }
}
