// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.List;

/** No releases meet all requirements. */
public final class NoSolution extends Unresolved {
    /** The most lines that an explanation has. */
    public static final int MAX_LINES = 10;

    private static final long serialVersionUID = 1;

    private final transient Problem conflict;
    private final transient List<Remedy> remedies;

    NoSolution(List<String> lines, Problem conflict, List<Remedy> remedies) {
        super(String.join("\n", lines));
        this.conflict = conflict;
        this.remedies = List.copyOf(remedies);
    }

    /** Why, for people: the chains of requirements that meet in the conflict, and what helps; at most {@link #MAX_LINES} lines. */
    public String explanation() {
        return getMessage();
    }

    /** The lines of the {@link #explanation}: first what cannot be had, last what to do. */
    public List<String> lines() {
        return getMessage().lines().toList();
    }

    /** The part of the problem that has no solution by itself: as a rule each of its requirements is needed for that. */
    public Problem conflict() {
        return conflict;
    }

    /** Single changes after which there is a solution, each of them tried; none if none was found. */
    public List<Remedy> remedies() {
        return remedies;
    }

    /**
     * A change that helps.
     *
     * @param advice the change, for people, such as {@code leave out json}
     * @param problem the whole problem after the change
     */
    public record Remedy(String advice, Problem problem) {}
}
