// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.VersionConstraints;
import org.bioxen.curator.resolve.Incompatibility.Term;

/** A package in a search: the states it could be in (one of its releases, or not there), and how they became fewer. */
final class Variable {
    private final PackageName name;
    private final List<Candidate> releases;
    private final List<PackageVersion> versions;
    private final Map<VersionConstraints, ReleaseSet> allowed = new HashMap<>();
    private final ReleaseSet preReleases;
    private final Map<Variable, List<ReleaseSet>> neededOf = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Incompatibility> narrowings = new ArrayList<>();

    /** What is possible whatever is decided. */
    private ReleaseSet base;

    private ReleaseSet possible;

    /** Incompatibilities one of whose two watched terms is on this package. */
    List<Incompatibility> watchers = new ArrayList<>();

    /** The needs that the search knows already. */
    final Map<Variable, Set<ReleaseSet>> knownNeeds = new HashMap<>();

    /** Whether the search has to look at the watchers. */
    boolean isDirty;

    /** How many of the choices made so far ask for what is locked to be kept, and how many name a pre-release. */
    int keepers;

    int preReleaseNamers;

    Variable(PackageName name, List<Candidate> releases) {
        this(name, releases, releases.stream().map(Candidate::version).toList());
    }

    /** One that is there in that version, without being installed. */
    static Variable provided(PackageName name, PackageVersion version) {
        return new Variable(name, List.of(), List.of(version));
    }

    private Variable(PackageName name, List<Candidate> releases, List<PackageVersion> versions) {
        this.name = name;
        this.releases = releases;
        this.versions = versions;
        preReleases = releasesWhere(candidate -> Preference.isPreRelease(candidate.version()));
        base = ReleaseSet.all(size());
        possible = base;
    }

    PackageName name() {
        return name;
    }

    /** The releases, newest first. */
    List<Candidate> releases() {
        return releases;
    }

    /** The versions that the states stand for, newest first. */
    List<PackageVersion> versions() {
        return versions;
    }

    boolean isPreRelease(int state) {
        return preReleases.has(state);
    }

    boolean isProvided() {
        return releases.isEmpty() && !versions.isEmpty();
    }

    private int size() {
        return versions.size() + 1;
    }

    /** The state of not being there. */
    int absence() {
        return versions.size();
    }

    ReleaseSet none() {
        return ReleaseSet.of(size(), state -> false);
    }

    ReleaseSet absent() {
        return ReleaseSet.only(size(), absence());
    }

    /** The releases that the constraints allow. */
    ReleaseSet allowedBy(VersionConstraints constraints) {
        return allowed.computeIfAbsent(
                constraints,
                wanted -> ReleaseSet.of(size(), state -> state < absence() && wanted.allow(versions.get(state))));
    }

    /** The releases that need the other package in one of those states, or in fewer. */
    ReleaseSet needing(Variable other, ReleaseSet states) {
        List<ReleaseSet> needs = neededOf.computeIfAbsent(other, this::needsOf);
        return ReleaseSet.of(
                size(), state -> state < absence() && needs.get(state).isWithin(states));
    }

    /** For each release, in which states it needs the other package: any, if it does not need it. */
    private List<ReleaseSet> needsOf(Variable other) {
        ReleaseSet any = ReleaseSet.all(other.size());
        List<ReleaseSet> needs = new ArrayList<>(releases.size());
        for (Candidate release : releases) {
            ReleaseSet need = any;
            for (Dependency dependency : release.dependencies()) {
                if (dependency.name().equals(other.name)) {
                    ReleaseSet allowedByIt = other.allowedBy(dependency.constraints());
                    need = need == any ? allowedByIt : need.and(allowedByIt);
                }
            }
            needs.add(need);
        }
        return needs;
    }

    ReleaseSet release(int state) {
        return ReleaseSet.only(size(), state);
    }

    ReleaseSet releasesWhere(Predicate<Candidate> condition) {
        return ReleaseSet.of(size(), state -> state < releases.size() && condition.test(releases.get(state)));
    }

    /** What is possible after the decisions made so far. Never empty. */
    ReleaseSet possible() {
        return possible;
    }

    /** Whether a release is certain, after the decisions made so far. */
    boolean isSettled() {
        return !possible.has(absence()) && possible.count() == 1;
    }

    /** The release that is certain. */
    Candidate settled() {
        return releases.get(possible.next(0));
    }

    /** Whether the term holds whatever is decided. */
    boolean alwaysWithin(ReleaseSet states) {
        return base.isWithin(states);
    }

    /** Whether the term can hold at all. */
    boolean everMeets(ReleaseSet states) {
        return base.meets(states);
    }

    /** What the base lost its states outside of that set to. */
    List<Incompatibility> narrowingsOutside(ReleaseSet states) {
        return narrowings.stream()
                .filter(narrowing -> !narrowing.on(this).states().isWithin(states))
                .toList();
    }

    /** Takes the states of an incompatibility's only term away for good. Some of those possible must remain, or none of the base. */
    void narrow(Incompatibility reason) {
        Term term = reason.on(this);
        if (base.meets(term.states())) {
            narrowings.add(reason);
            base = base.without(term.states());
            possible = possible.without(term.states());
        }
    }

    boolean isImpossible() {
        return base.isEmpty();
    }

    void advance(Step step) {
        steps.add(step);
        possible = step.after;
    }

    /** Undoes the latest step. */
    void retreat() {
        possible = steps.remove(steps.size() - 1).before.and(base);
    }

    /** The step since which it is sure to be in one of those states; there must be one. */
    Step since(ReleaseSet states) {
        for (Step step : steps) {
            if (step.after.and(base).isWithin(states)) {
                return step;
            }
        }
        throw new IllegalStateException(name + " is not known to be in these states");
    }

    /**
     * A change of what is possible.
     *
     * @param index its place among all steps
     * @param level after how many decisions, itself included
     * @param cause what it follows from; {@code null} for a decision
     */
    record Step(Variable variable, ReleaseSet before, ReleaseSet after, int index, int level, Incompatibility cause) {}
}
