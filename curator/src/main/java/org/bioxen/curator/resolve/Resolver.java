// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.bioxen.curator.resolve.Budget.Exhausted;
import org.bioxen.curator.resolve.Search.Impossible;

/**
 * Finds releases that go together. It is complete: if there is a solution, it finds one, and where there is none it says why. No
 * package is in a solution that nothing in it needs, and none twice.
 *
 * <p><b>Which solution.</b> Packages are gone through breadth first: those that the problem's demands name, in their order, then
 * what each of these needs, in the order in which its release lists it. Each gets the best release that some solution has which
 * agrees with all choices before it; so the same problem in the same universe has the same solution always. Of two releases the
 * better one is
 * <ol>
 *   <li>what is locked, unless the package is to be upgraded; even then if a demand or a choice before it needs the package with an
 *       {@code @} constraint that is met;
 *   <li>one that was not withdrawn; withdrawn releases are chosen only where they are locked or pinned;
 *   <li>a release before a pre-release (one with alpha, beta, pre, rc, scm, dev or cvs in its version), unless a demand or a choice
 *       before it names a pre-release of the package in its constraints, or a pre-release is locked;
 *   <li>the newer one by {@link org.bioxen.api.curator.PackageVersion#compareTo}, or the older one if the problem prefers these.
 * </ol>
 * A locked release that the universe does not have is not chosen.
 *
 * <p>The method is conflict-driven search over sets of releases, with learned incompatibilities as in PubGrub (Natalie Weizenbaum,
 * "PubGrub: Next-Generation Version Solving", 2018); the sets are exact for any kind of constraint. Thread-safe.
 */
public final class Resolver {
    /** How many steps a resolution may take if nothing else is said: some seconds. */
    public static final long DEFAULT_STEPS = 300_000_000;

    private final long maxSteps;
    private final BooleanSupplier cancelled;

    /** One that takes up to {@link #DEFAULT_STEPS} steps. */
    public Resolver() {
        this(DEFAULT_STEPS, () -> false);
    }

    /**
     * One with bounds of its own.
     *
     * @param maxSteps how many steps a resolution may take; its explanation, if there is no solution, may take as many
     * @param cancelled asked now and then, on the resolving thread, whether to stop: a deadline, or a user who has had enough
     */
    public Resolver(long maxSteps, BooleanSupplier cancelled) {
        if (maxSteps < 1) {
            throw new IllegalArgumentException("a resolution needs at least one step, not " + maxSteps);
        }
        this.maxSteps = maxSteps;
        this.cancelled = Objects.requireNonNull(cancelled, "cancelled");
    }

    /**
     * Resolves a problem.
     *
     * @throws NoSolution if there is none
     * @throws GaveUp if the steps did not suffice or it was cancelled
     */
    public Solution resolve(Problem problem, Universe universe) throws NoSolution, GaveUp {
        Releases releases = new Releases(universe);
        Budget budget = new Budget(maxSteps, cancelled);
        try {
            return new Search(problem, releases, false, budget).run();
        } catch (Impossible impossible) {
            throw new Explanation(problem, releases, new Budget(maxSteps, cancelled)).of(impossible.facts());
        } catch (Exhausted exhausted) {
            throw gaveUp(problem, exhausted, budget.spent());
        }
    }

    private GaveUp gaveUp(Problem problem, Exhausted exhausted, long steps) {
        String wanted = Account.list(problem.demands(), "nothing");
        return new GaveUp(
                exhausted.cancelled()
                        ? "resolving " + wanted + " was stopped after " + steps + " steps"
                        : "gave up resolving " + wanted + " after " + maxSteps
                                + " steps; ask for fewer packages at once, or for versions of them",
                steps);
    }
}
