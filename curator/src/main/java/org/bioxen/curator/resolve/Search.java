// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.curator.resolve.Budget.Exhausted;
import org.bioxen.curator.resolve.Incompatibility.Term;
import org.bioxen.curator.resolve.Variable.Step;

/**
 * One run of the conflict-driven search: decide, conclude, and at a conflict learn why and go back as far as the reason goes.
 *
 * <p>Packages are decided in the order in which a walk meets them, breadth first from the demands through the releases settled on.
 * A decision takes the best release that is still possible, and what is not possible any more was ruled out by conclusions from
 * earlier decisions alone. So the result is the first in that order: each package has the best release that any solution has
 * which agrees with it on all the packages before. For one thread, once.
 */
final class Search {
    private final Problem problem;
    private final Releases releases;
    private final boolean asksNothingNew;
    private final Budget budget;
    private final Preference preference;

    private final Map<PackageName, Variable> variables = new HashMap<>();
    private final List<Step> trail = new ArrayList<>();
    private final Deque<Variable> dirty = new ArrayDeque<>();
    private int level;

    private final Walk walk = new Walk();

    /**
     * Packages about which something was learned at a level where it could have been concluded before; after going back below that
     * level they are looked at again.
     */
    private final Map<Variable, Integer> late = new LinkedHashMap<>();

    /**
     * Prepares a search.
     *
     * @param asksNothingNew whether to take a package that the universe was not yet asked for as being there in any version; if
     *     there is no solution then, there is none with what the universe would say either
     */
    Search(Problem problem, Releases releases, boolean asksNothingNew, Budget budget) {
        this.problem = problem;
        this.releases = releases;
        this.asksNothingNew = asksNothingNew;
        this.budget = budget;
        this.preference = new Preference(problem);
    }

    /**
     * Searches.
     *
     * @throws Impossible if there is no solution
     * @throws Exhausted if the budget does not suffice
     */
    Solution run() throws Impossible, Exhausted {
        for (Demand demand : problem.demands()) {
            demand(demand);
        }
        while (true) {
            Optional<Incompatibility> conflict = propagate();
            if (conflict.isEmpty() && !walk.isOver()) {
                Variable next = walk.next();
                if (next.isSettled()) {
                    conflict = visit(next);
                } else {
                    decide(next);
                }
            } else if (conflict.isEmpty()) {
                return solution();
            }
            if (conflict.isPresent()) {
                learn(conflict.get());
            }
        }
    }

    private Solution solution() {
        Map<PackageName, Candidate> chosen = new LinkedHashMap<>();
        Map<PackageName, Demand> demanded = new HashMap<>();
        Map<PackageName, PackageName> neededBy = new HashMap<>();
        walk.packages().forEach(variable -> chosen.put(variable.name(), variable.settled()));
        problem.demands().forEach(demand -> demanded.putIfAbsent(demand.name(), demand));
        for (Candidate candidate : chosen.values()) {
            for (Dependency dependency : candidate.dependencies()) {
                neededBy.putIfAbsent(dependency.name(), candidate.name());
            }
        }
        demanded.keySet().retainAll(chosen.keySet());
        return new Solution(chosen, demanded, neededBy);
    }

    // What there is.

    /** The package, if anything is known about it. */
    private Optional<Variable> variable(PackageName name) throws Exhausted {
        Variable known = variables.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        PackageVersion provided = problem.provided().get(name);
        Optional<String> catalog = problem.catalogOf(name);
        if (provided == null && asksNothingNew && !releases.areKnown(name, catalog)) {
            return Optional.empty();
        }
        Variable variable =
                provided != null ? Variable.provided(name, provided) : new Variable(name, releases.of(name, catalog));
        budget.spend(1 + variable.releases().size());
        variables.put(name, variable);
        if (provided != null) {
            variable.narrow(Incompatibility.of(new Fact.Provided(variable), new Term(variable, variable.absent())));
        } else {
            ruleOut(variable);
        }
        return Optional.of(variable);
    }

    private void ruleOut(Variable variable) {
        PackageName name = variable.name();
        PackageVersion pin = problem.pins().get(name);
        PackageVersion lock = problem.locked().get(name);
        if (pin != null) {
            ruleOut(
                    variable,
                    variable.releasesWhere(candidate -> !candidate.version().isSame(pin)),
                    new Fact.Pinned(name, pin));
        }
        for (Dependency exclude : problem.excludes()) {
            if (exclude.name().equals(name)) {
                ruleOut(variable, variable.allowedBy(exclude.constraints()), new Fact.Excluded(exclude));
            }
        }
        ReleaseSet withdrawn = variable.releasesWhere(candidate -> candidate.yanked()
                && !(pin != null && candidate.version().isSame(pin))
                && !candidate.version().equals(lock));
        ruleOut(variable, withdrawn, new Fact.Withdrawn(variable, withdrawn));
    }

    private static void ruleOut(Variable variable, ReleaseSet states, Fact why) {
        if (!states.isEmpty()) {
            variable.narrow(Incompatibility.of(why, new Term(variable, states)));
        }
    }

    private void demand(Demand demand) throws Impossible, Exhausted {
        for (Demand other : problem.demands()) {
            if (other.name().equals(demand.name())
                    && other.requirement().catalog().isPresent()
                    && demand.requirement().catalog().isPresent()
                    && !other.requirement()
                            .catalog()
                            .equals(demand.requirement().catalog())) {
                throw new Impossible(Incompatibility.of(new Fact.Bound(demand, other)));
            }
        }
        Optional<Variable> known = variable(demand.name());
        if (known.isEmpty()) {
            return;
        }
        Variable variable = known.get();
        ReleaseSet allowed = variable.allowedBy(demand.requirement().constraints());
        narrow(
                variable,
                Incompatibility.of(
                        new Fact.Demanded(demand, variable, allowed), new Term(variable, allowed.complement())));
        walk.meet(variable, demand.requirement().constraints());
    }

    // Forward: settle what is certain, decide what is not.

    /** Adds what the release that a package was settled on needs. */
    private Optional<Incompatibility> visit(Variable variable) throws Impossible, Exhausted {
        Candidate release = variable.settled();
        walk.pass(level);
        for (Dependency dependency : release.dependencies()) {
            budget.spend(1);
            variable(dependency.name()).ifPresent(target -> walk.meet(target, dependency.constraints()));
        }
        for (Dependency dependency : release.dependencies()) {
            Variable target = variables.get(dependency.name());
            if (target == null) {
                continue;
            }
            ReleaseSet allowed = target.allowedBy(dependency.constraints());
            if (variable.knownNeeds
                    .computeIfAbsent(target, t -> new HashSet<>())
                    .add(allowed)) {
                budget.spend(1 + variable.releases().size());
                ReleaseSet needing = variable.needing(target, allowed);
                Fact.Needs need = new Fact.Needs(variable, needing, dependency, target, allowed);
                Incompatibility leaf = target == variable
                        ? Incompatibility.of(need, new Term(variable, needing.without(allowed)))
                        : Incompatibility.of(need, new Term(variable, needing), new Term(target, allowed.complement()));
                Optional<Incompatibility> conflict = add(leaf);
                if (conflict.isPresent()) {
                    return conflict;
                }
            }
        }
        return Optional.empty();
    }

    private void decide(Variable variable) throws Exhausted {
        budget.spend(1 + variable.releases().size());
        level++;
        advance(variable, variable.release(preference.best(variable)), null);
    }

    private void advance(Variable variable, ReleaseSet after, Incompatibility cause) {
        Step step = new Step(variable, variable.possible(), after, trail.size(), level, cause);
        trail.add(step);
        variable.advance(step);
        touch(variable);
    }

    private void touch(Variable variable) {
        if (!variable.isDirty) {
            variable.isDirty = true;
            dirty.add(variable);
        }
    }

    // Conclusions.

    /** Concludes all there is to conclude; the incompatibility that turns out to be violated, if one does. */
    private Optional<Incompatibility> propagate() throws Exhausted {
        Incompatibility conflict = null;
        while (conflict == null && !dirty.isEmpty()) {
            Variable variable = dirty.poll();
            variable.isDirty = false;
            List<Incompatibility> watchers = variable.watchers;
            List<Incompatibility> kept = new ArrayList<>(watchers.size());
            variable.watchers = kept;
            int i = 0;
            while (conflict == null && i < watchers.size()) {
                Incompatibility next = watchers.get(i++);
                budget.spend(next.terms.length);
                if (next.terms[0].variable() == variable) {
                    next.swap(0, 1);
                }
                if (!next.terms[1].holds() || !moveWatch(next)) {
                    kept.add(next);
                    if (next.terms[1].holds()) {
                        conflict = conclude(next, next.terms[0]);
                    }
                }
            }
            kept.addAll(watchers.subList(i, watchers.size()));
        }
        if (conflict != null) {
            clearDirty();
        }
        return Optional.ofNullable(conflict);
    }

    private static boolean moveWatch(Incompatibility incompatibility) {
        for (int i = 2; i < incompatibility.terms.length; i++) {
            if (!incompatibility.terms[i].holds()) {
                incompatibility.swap(1, i);
                incompatibility.terms[1].variable().watchers.add(incompatibility);
                return true;
            }
        }
        return false;
    }

    /** All other terms hold, so this one must not; the incompatibility itself if it does. */
    private Incompatibility conclude(Incompatibility incompatibility, Term open) {
        if (open.fails()) {
            return null;
        }
        if (open.holds()) {
            return incompatibility;
        }
        Variable variable = open.variable();
        advance(variable, variable.possible().without(open.states()), incompatibility);
        return null;
    }

    private void clearDirty() {
        dirty.forEach(variable -> variable.isDirty = false);
        dirty.clear();
    }

    /** Adds an incompatibility that may say something about where the search is already; itself if it is violated. */
    private Optional<Incompatibility> add(Incompatibility found) throws Impossible {
        Incompatibility added = withoutCertain(found);
        for (Term term : added.terms) {
            if (!term.variable().everMeets(term.states())) {
                return Optional.empty();
            }
        }
        if (added.terms.length == 0) {
            throw new Impossible(added);
        }
        if (added.terms.length == 1) {
            if (added.terms[0].holds()) {
                return Optional.of(added);
            }
            narrow(added.terms[0].variable(), added);
            return Optional.empty();
        }
        // A new need has two terms, and the first holds: the package was settled on a release that has it.
        watch(added);
        int since = added.terms[0].variable().since(added.terms[0].states()).level();
        if (since < level) {
            late.put(added.terms[0].variable(), level);
        }
        return Optional.ofNullable(conclude(added, added.terms[1]));
    }

    private static void watch(Incompatibility incompatibility) {
        incompatibility.terms[0].variable().watchers.add(incompatibility);
        incompatibility.terms[1].variable().watchers.add(incompatibility);
    }

    /** The same without the terms that hold whatever is decided. */
    private static Incompatibility withoutCertain(Incompatibility incompatibility) {
        List<Term> terms = new ArrayList<>();
        List<Incompatibility> sources = new ArrayList<>(List.of(incompatibility));
        for (Term term : incompatibility.terms) {
            if (term.variable().alwaysWithin(term.states())) {
                sources.addAll(term.variable().narrowingsOutside(term.states()));
            } else {
                terms.add(term);
            }
        }
        return sources.size() == 1 && terms.size() == incompatibility.terms.length
                ? incompatibility
                : Incompatibility.derived(terms, sources);
    }

    /** Takes states away for good; the package must have others that are possible now, or none at all. */
    private void narrow(Variable variable, Incompatibility reason) throws Impossible {
        variable.narrow(reason);
        if (variable.isImpossible()) {
            throw new Impossible(Incompatibility.derived(List.of(), variable.narrowingsOutside(variable.none())));
        }
        if (level > 0) {
            late.put(variable, level);
        }
        touch(variable);
    }

    // Backward.

    /** Finds what the conflict rests on, remembers that, and goes back to where it says something new. */
    private void learn(Incompatibility conflict) throws Impossible, Exhausted {
        Analysis analysis = new Analysis(conflict);
        while (true) {
            budget.spend(1 + analysis.size());
            if (analysis.isEmpty()) {
                throw new Impossible(analysis.result());
            }
            Step latest = analysis.latest();
            int before = analysis.levelBefore(latest);
            if (latest.level() > 0 && before < latest.level()) {
                Incompatibility learned = analysis.result();
                if (learned.terms.length == 1) {
                    // It holds always: going back just so far that it is not violated keeps the other decisions.
                    backTo(latest.level() - 1);
                    narrow(latest.variable(), learned);
                } else {
                    backTo(before);
                    watch(learned);
                    conclude(learned, learned.terms[0]);
                }
                return;
            }
            analysis.replace(latest);
        }
    }

    private void backTo(int target) {
        clearDirty();
        while (!trail.isEmpty() && trail.get(trail.size() - 1).level() > target) {
            trail.remove(trail.size() - 1).variable().retreat();
        }
        walk.backTo(target);
        level = target;
        for (Map.Entry<Variable, Integer> entry : late.entrySet()) {
            if (entry.getValue() > target) {
                entry.setValue(target);
                touch(entry.getKey());
            }
        }
        late.values().removeIf(since -> since == 0);
    }

    /** There is no solution. */
    static final class Impossible extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Incompatibility proof;

        private Impossible(Incompatibility proof) {
            super(null, null, false, false);
            this.proof = proof;
        }

        /** All that the impossibility rests on. */
        Set<Fact> facts() {
            return proof.facts();
        }
    }
}
