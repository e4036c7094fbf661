// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Things that cannot all be so: for each of some packages that it is in one of the states of a set. That {@code a 1.2} needs
 * {@code b >= 2} is an incompatibility of {@code a} in {1.2} and {@code b} in {older than 2, absent}. With no terms at all it says
 * that nothing is possible.
 */
final class Incompatibility {
    /** The first two are watched: while neither holds wholly, there is nothing to conclude. Their order may change. */
    final Term[] terms;

    private final Optional<Fact> fact;
    private final List<Incompatibility> sources;

    private Incompatibility(List<Term> terms, Optional<Fact> fact, List<Incompatibility> sources) {
        this.terms = terms.toArray(Term[]::new);
        this.fact = fact;
        this.sources = List.copyOf(sources);
    }

    static Incompatibility of(Fact fact, Term... terms) {
        return new Incompatibility(List.of(terms), Optional.of(fact), List.of());
    }

    /** One that follows from others. */
    static Incompatibility derived(List<Term> terms, List<Incompatibility> sources) {
        return new Incompatibility(terms, Optional.empty(), sources);
    }

    void swap(int a, int b) {
        Term term = terms[a];
        terms[a] = terms[b];
        terms[b] = term;
    }

    /** Which of the terms is about that package. */
    Term on(Variable variable) {
        for (Term term : terms) {
            if (term.variable() == variable) {
                return term;
            }
        }
        throw new IllegalArgumentException("no term on " + variable.name());
    }

    /** All the facts that it rests on, in the order in which they come up when it is traced back. */
    Set<Fact> facts() {
        Set<Fact> facts = new LinkedHashSet<>();
        Set<Incompatibility> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Incompatibility> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            Incompatibility next = open.poll();
            if (seen.add(next)) {
                next.fact.ifPresent(facts::add);
                open.addAll(next.sources);
            }
        }
        return facts;
    }

    /** That a package is in one of those states. */
    record Term(Variable variable, ReleaseSet states) {
        /** Whether it holds, whatever is decided from here. */
        boolean holds() {
            return variable.possible().isWithin(states);
        }

        /** Whether it can no longer hold. */
        boolean fails() {
            return !variable.possible().meets(states);
        }
    }
}
