// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bioxen.curator.resolve.Incompatibility.Term;
import org.bioxen.curator.resolve.Variable.Step;

/**
 * Traces a conflict back: terms that all hold although they must not, in which what a step concluded is replaced by what it was
 * concluded from, time and again.
 */
final class Analysis {
    private final Map<Variable, Held> terms = new LinkedHashMap<>();
    private final List<Incompatibility> sources = new ArrayList<>();

    Analysis(Incompatibility conflict) {
        sources.add(conflict);
        for (Term term : conflict.terms) {
            hold(term.variable(), term.states());
        }
    }

    int size() {
        return terms.size();
    }

    boolean isEmpty() {
        return terms.isEmpty();
    }

    private void hold(Variable variable, ReleaseSet states) {
        if (variable.alwaysWithin(states)) {
            terms.remove(variable);
            sources.addAll(variable.narrowingsOutside(states));
        } else {
            terms.put(variable, new Held(states, variable.since(states)));
        }
    }

    /** The last of the steps that made a term hold. */
    Step latest() {
        Step latest = null;
        for (Held held : terms.values()) {
            if (latest == null || held.since.index() > latest.index()) {
                latest = held.since;
            }
        }
        return latest;
    }

    /** The level at which all terms but the latest held. */
    int levelBefore(Step latest) {
        int level = 0;
        for (Held held : terms.values()) {
            if (held.since != latest) {
                level = Math.max(level, held.since.level());
            }
        }
        return level;
    }

    /** Puts what the step was concluded from in place of what it concluded. */
    void replace(Step step) {
        Incompatibility cause = step.cause();
        sources.add(cause);
        for (Term term : cause.terms) {
            Held held = terms.get(term.variable());
            if (term.variable() == step.variable()) {
                hold(term.variable(), held.states.or(term.states()));
            } else {
                hold(term.variable(), held == null ? term.states() : held.states.and(term.states()));
            }
        }
    }

    /** The terms as they are now: the one that held last first, then the one that held last before. */
    Incompatibility result() {
        List<Term> ordered = terms.entrySet().stream()
                .sorted((a, b) -> Integer.compare(
                        b.getValue().since.index(), a.getValue().since.index()))
                .map(entry -> new Term(entry.getKey(), entry.getValue().states))
                .toList();
        return Incompatibility.derived(ordered, sources);
    }

    private record Held(ReleaseSet states, Step since) {}
}
