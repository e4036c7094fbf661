// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;

/** Releases that go together and meet each requirement, none of which could be left out. Immutable. */
public final class Solution {
    private final Map<PackageName, Candidate> chosen;
    private final Map<PackageName, Demand> demanded;
    private final Map<PackageName, PackageName> neededBy;

    /**
     * Orders what was chosen.
     *
     * @param chosen in the order in which it was found, which is breadth first from the demands
     * @param demanded for each package that a demand names, the first such
     * @param neededBy for each other package, the first that needs it
     */
    Solution(
            Map<PackageName, Candidate> chosen,
            Map<PackageName, Demand> demanded,
            Map<PackageName, PackageName> neededBy) {
        this.chosen = Collections.unmodifiableMap(dependenciesFirst(chosen));
        this.demanded = Map.copyOf(demanded);
        this.neededBy = Map.copyOf(neededBy);
    }

    /**
     * What to install: each package after those that it needs. Where packages need each other in a circle, the one that was found
     * first comes last.
     */
    public Map<PackageName, Candidate> chosen() {
        return chosen;
    }

    /**
     * Why the package is in: the shortest way from a requirement to it.
     *
     * @throws NoSuchElementException if it is not in
     */
    public Reason why(PackageName name) {
        if (!chosen.containsKey(name)) {
            throw new NoSuchElementException(name + " is not part of the solution");
        }
        Deque<PackageId> chain = new ArrayDeque<>();
        PackageName at = name;
        while (!demanded.containsKey(at)) {
            chain.addFirst(chosen.get(at).id());
            at = neededBy.get(at);
        }
        chain.addFirst(chosen.get(at).id());
        return new Reason(demanded.get(at), List.copyOf(chain));
    }

    private static Map<PackageName, Candidate> dependenciesFirst(Map<PackageName, Candidate> found) {
        Map<PackageName, Candidate> ordered = new LinkedHashMap<>();
        Set<PackageName> entered = new HashSet<>();
        Deque<Open> open = new ArrayDeque<>();
        for (Candidate start : found.values()) {
            if (entered.add(start.name())) {
                open.push(new Open(start));
            }
            while (!open.isEmpty()) {
                Open top = open.peek();
                if (!top.rest.hasNext()) {
                    open.pop();
                    ordered.put(top.candidate.name(), top.candidate);
                    continue;
                }
                Candidate needed = found.get(top.rest.next().name());
                if (needed != null && entered.add(needed.name())) {
                    open.push(new Open(needed));
                }
            }
        }
        return ordered;
    }

    /**
     * Why a package is part of a solution.
     *
     * @param demand the requirement that the chain begins with
     * @param chain from the release that meets the requirement to the release in question; each needs the next
     */
    public record Reason(Demand demand, List<PackageId> chain) {
        /** Copies the list. */
        public Reason {
            chain = List.copyOf(chain);
        }

        /** The chain on one line. */
        @Override
        public String toString() {
            List<String> parts = new ArrayList<>();
            parts.add(demand.toString());
            chain.forEach(id -> parts.add(id.toString()));
            return String.join(" -> ", parts);
        }
    }

    /** A release whose dependencies are being put in order. */
    private static final class Open {
        private final Candidate candidate;
        private final Iterator<Dependency> rest;

        private Open(Candidate candidate) {
            this.candidate = candidate;
            this.rest = candidate.dependencies().iterator();
        }
    }
}
