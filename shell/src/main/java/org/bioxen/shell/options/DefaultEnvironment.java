// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.options;

import java.util.Optional;

/** The environment of packages that is meant where none is named. */
public final class DefaultEnvironment {
    /** The variable that names it. */
    public static final String VARIABLE = "BIOXEN_ENV";

    private DefaultEnvironment() {}

    /** What the variable says, unless it is blank. */
    public static Optional<String> ofProcess() {
        return Optional.ofNullable(System.getenv(VARIABLE)).filter(name -> !name.isBlank());
    }
}
