// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.List;
import java.util.Optional;

/**
 * How an environment is.
 *
 * @param environment its name
 * @param problems what is wrong; empty if all is well
 * @param files how many files were looked at
 */
public record HealthReport(String environment, List<Problem> problems, int files) {
    /** Copies the list. */
    public HealthReport {
        problems = List.copyOf(problems);
    }

    /** Whether nothing is wrong. */
    public boolean healthy() {
        return problems.isEmpty();
    }

    /** What can be wrong. */
    public enum Kind {
        /** A file of a package is not there. */
        MISSING_FILE,
        /** A file of a package has other content. */
        CHANGED_FILE,
        /** A file belongs to no package. */
        FOREIGN_FILE,
        /** A package lacks something that it needs. */
        BROKEN_DEPENDENCY,
        /** A package was installed for others, and none of them is left. */
        ORPHAN,
        /** Something was begun and not ended: an operation of a process that is gone. */
        STALE_WORK,
        /** A file of the store has other content than its name says. */
        CORRUPT_STORE,
        /** The catalog that a package came from is not there. */
        CATALOG_GONE,
        /** A package has been yanked by its catalog. */
        YANKED
    }

    /**
     * One thing that is wrong.
     *
     * @param kind what kind of thing
     * @param subject the file or package
     * @param detail what was found, in one line
     * @param repairable whether {@link EnvironmentManager#repair} mends it
     * @param advice the command that helps, if there is one
     */
    public record Problem(Kind kind, String subject, String detail, boolean repairable, Optional<String> advice) {}
}
