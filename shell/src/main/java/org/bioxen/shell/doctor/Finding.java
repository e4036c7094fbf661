// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.doctor;

import java.util.Objects;
import java.util.Optional;

/**
 * What one check has found.
 *
 * @param name what was looked at, in a word
 * @param verdict how good that is
 * @param found what is there, or is not, in one line
 * @param advice what to do about it; empty where nothing needs to be done
 */
record Finding(String name, Verdict verdict, String found, Optional<String> advice) {
    /** How good it is. */
    enum Verdict {
        /** As it should be. */
        OK,
        /** Something will not be there, or not as well. */
        WARN,
        /** Nothing will work before that is mended. */
        FAIL
    }

    Finding {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(found, "found");
        Objects.requireNonNull(advice, "advice");
    }

    static Finding ok(String name, String found) {
        return new Finding(name, Verdict.OK, found, Optional.empty());
    }

    static Finding warn(String name, String found, String advice) {
        return new Finding(name, Verdict.WARN, found, Optional.of(advice));
    }

    static Finding fail(String name, String found, String advice) {
        return new Finding(name, Verdict.FAIL, found, Optional.of(advice));
    }

    /** As a line of the report. */
    String line() {
        return "%-4s  %-9s  %s%s"
                .formatted(verdict, name, found, advice.map(text -> "; " + text).orElse(""));
    }
}
