// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.curator.resolve.NoSolution.Remedy;

/** Words for a conflict: the chains from the requirements to where they meet, and what stands in the way there. */
final class Account {
    private static final int MAX_LISTED = 4;
    private static final int MAX_LINKS = 6;
    private static final int MAX_OBSTACLES = 3;
    private static final int MAX_WAYS = 3;

    private final Problem conflict;
    private final Set<Fact> facts;
    private final Releases releases;
    private final Map<Fact.Needs, Fact> because = new LinkedHashMap<>();

    Account(Problem conflict, Set<Fact> facts, Releases releases) {
        this.conflict = conflict;
        this.facts = facts;
        this.releases = releases;
    }

    List<String> lines(List<Remedy> remedies, boolean allTried) {
        List<String> lines = new ArrayList<>();
        lines.add(
                conflict.demands().size() == 1
                        ? conflict.demands().get(0) + " cannot be had:"
                        : "these cannot be had together: " + list(conflict.demands(), "nothing"));
        List<String> obstacles = List.copyOf(obstacles());
        List<String> chains = List.copyOf(chains());
        int room = NoSolution.MAX_LINES - 2;
        int left = chains.size() + obstacles.size() - room;
        if (left > 0) {
            // One more has to go, for the line that says so.
            int shownObstacles = Math.min(obstacles.size(), Math.max(MAX_OBSTACLES, room - 1 - chains.size()));
            obstacles = obstacles.subList(0, shownObstacles);
            chains = chains.subList(0, room - 1 - shownObstacles);
        }
        chains.forEach(chain -> lines.add("  " + chain));
        obstacles.forEach(obstacle -> lines.add("  " + obstacle));
        if (left > 0) {
            lines.add("  and " + (left + 1) + " more of this kind");
        }
        lines.add(advice(remedies, allTried));
        return lines;
    }

    private String advice(List<Remedy> remedies, boolean allTried) {
        if (remedies.isEmpty()) {
            Set<PackageName> missing = facts.stream()
                    .filter(fact -> fact instanceof Fact.Demanded || fact instanceof Fact.Needs)
                    .map(Account::targetOf)
                    .map(Variable::name)
                    .filter(this::isMissing)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!missing.isEmpty()) {
                return "try to add a catalog that has " + list(missing, "");
            }
            if (!allTried) {
                return "try other versions, or fewer packages at once";
            }
            boolean several = conflict.demands().size()
                            + conflict.pins().size()
                            + conflict.excludes().size()
                    > 1;
            return several
                    ? "no single change to these helps; change two of them, or add a catalog that has other releases"
                    : "try to add a catalog that has other releases";
        }
        return "what helps: " + remedies.stream().map(Remedy::advice).collect(Collectors.joining("; or "));
    }

    /** Some of them, and how many more there are. */
    static String list(Collection<?> things, String none) {
        if (things.isEmpty()) {
            return none;
        }
        String some = things.stream().limit(MAX_LISTED).map(Object::toString).collect(Collectors.joining(", "));
        return things.size() > MAX_LISTED ? some + " and " + (things.size() - MAX_LISTED) + " more" : some;
    }

    // Chains.

    private Set<String> chains() {
        followNeeds();
        List<Fact.Needs> deepestFirst = new ArrayList<>(because.keySet());
        Collections.reverse(deepestFirst);
        Set<Fact> told = new HashSet<>();
        List<List<Fact>> chains = new ArrayList<>();
        for (Fact.Needs needs : deepestFirst) {
            if (!told.contains(needs)) {
                chains.add(chainTo(needs));
                told.addAll(chains.get(chains.size() - 1));
            }
        }
        for (Fact fact : facts) {
            if (fact instanceof Fact.Demanded && !told.contains(fact)) {
                chains.add(List.of(fact));
            }
        }
        chains.sort(Comparator.comparing((List<Fact> chain) ->
                        targetOf(chain.get(chain.size() - 1)).name())
                .thenComparing(chain -> conflict.demands().indexOf(((Fact.Demanded) chain.get(0)).demand())));
        Set<String> lines = new LinkedHashSet<>();
        for (Fact fact : facts) {
            if (fact instanceof Fact.Bound bound) {
                lines.add(bound.one().toString());
                lines.add(bound.other().toString());
            }
        }
        chains.forEach(chain -> lines.addAll(tell(chain)));
        return lines;
    }

    /** Notes for each need that was used what brings it up: breadth first, so that the chains are short. */
    private void followNeeds() {
        Map<Variable, List<Fact.Needs>> needs = new LinkedHashMap<>();
        Deque<Fact> open = new ArrayDeque<>();
        for (Fact fact : facts) {
            if (fact instanceof Fact.Needs need) {
                needs.computeIfAbsent(need.from(), variable -> new ArrayList<>())
                        .add(need);
            } else if (fact instanceof Fact.Demanded) {
                open.add(fact);
            }
        }
        while (!open.isEmpty()) {
            Fact next = open.poll();
            for (Fact.Needs need : needs.getOrDefault(targetOf(next), List.of())) {
                if (!because.containsKey(need) && need.releases().meets(allowedBy(next))) {
                    because.put(need, next);
                    open.add(need);
                }
            }
        }
    }

    private static Variable targetOf(Fact fact) {
        return fact instanceof Fact.Needs needs ? needs.on() : ((Fact.Demanded) fact).on();
    }

    private static ReleaseSet allowedBy(Fact fact) {
        return fact instanceof Fact.Needs needs ? needs.allowed() : ((Fact.Demanded) fact).allowed();
    }

    private List<Fact> chainTo(Fact.Needs last) {
        Deque<Fact> chain = new ArrayDeque<>();
        Fact at = last;
        chain.addFirst(at);
        while (at instanceof Fact.Needs needs) {
            at = because.get(needs);
            chain.addFirst(at);
        }
        return List.copyOf(chain);
    }

    /** The chain on a line, or on several where its last releases write differently what they need. */
    private static List<String> tell(List<Fact> chain) {
        String demand = ((Fact.Demanded) chain.get(0)).demand().toString();
        if (chain.size() == 1) {
            return List.of(demand);
        }
        List<String> links = new ArrayList<>(List.of(demand));
        int last = chain.size() - 1;
        int skipped = chain.size() - MAX_LINKS;
        for (int i = 1; i < last; i++) {
            if (skipped <= 1 || i <= MAX_LINKS / 2 || i > MAX_LINKS / 2 + skipped) {
                Variable from = ((Fact.Needs) chain.get(i)).from();
                links.add(from.name() + " " + versions(from, releasesIn(chain, i)));
            } else if (i == MAX_LINKS / 2 + 1) {
                links.add("(" + skipped + " more)");
            }
        }
        Fact.Needs need = (Fact.Needs) chain.get(last);
        List<String> lines = new ArrayList<>();
        needsOf(need, releasesIn(chain, last)).forEach((written, releases) -> {
            List<String> line = new ArrayList<>(links);
            line.add(need.from().name() + " " + versions(need.from(), releases));
            line.add(written);
            lines.add(String.join(" -> ", line));
        });
        return lines;
    }

    /** The releases that a link stands for: those of a need that what comes before allows. */
    private static ReleaseSet releasesIn(List<Fact> chain, int link) {
        return ((Fact.Needs) chain.get(link)).releases().and(allowedBy(chain.get(link - 1)));
    }

    /** The releases by how they write their need, which amounts to the same; in one if there are too many ways. */
    private static Map<String, ReleaseSet> needsOf(Fact.Needs need, ReleaseSet releases) {
        Map<String, ReleaseSet> written = new LinkedHashMap<>();
        for (int i = releases.next(0); i >= 0 && i < need.from().absence(); i = releases.next(i + 1)) {
            String needed = need.from().releases().get(i).dependencies().stream()
                    .filter(dependency -> dependency.name().equals(need.on().name()))
                    .map(Dependency::toString)
                    .collect(Collectors.joining(" and "));
            written.merge(needed, need.from().release(i), ReleaseSet::or);
        }
        return written.size() > MAX_WAYS ? Map.of(need.dependency() + " or narrower", releases) : written;
    }

    // What stands in the way.

    private Set<String> obstacles() {
        Set<String> obstacles = new LinkedHashSet<>();
        for (Fact fact : facts) {
            if (fact instanceof Fact.Demanded || fact instanceof Fact.Needs) {
                obstacle(targetOf(fact), allowedBy(fact)).ifPresent(obstacles::add);
            } else if (fact instanceof Fact.Pinned pinned) {
                obstacles.add(pinned.name() + " is pinned to " + pinned.version());
            } else if (fact instanceof Fact.Excluded excluded) {
                obstacles.add(excluded.releases() + " is excluded");
            } else if (fact instanceof Fact.Bound) {
                obstacles.add("a package comes from one catalog");
            } else if (fact instanceof Fact.Withdrawn withdrawn) {
                obstacles.add(withdrawn.of().name() + " " + versions(withdrawn.of(), withdrawn.releases())
                        + " was withdrawn; --allow-yanked takes it all the same");
            }
        }
        return obstacles;
    }

    private Optional<String> obstacle(Variable target, ReleaseSet allowed) {
        PackageName name = target.name();
        if (target.isProvided()) {
            PackageVersion version = target.versions().get(0);
            return Optional.of(
                    name.equals(PackageName.LUA)
                            ? "this environment is for Lua " + version
                            : "this environment comes with " + name + " " + version);
        }
        if (target.versions().isEmpty() && !isMissing(name)) {
            return Optional.of("there is " + name + ", but no release of it that can be installed here");
        }
        if (target.versions().isEmpty()) {
            List<PackageName> similar = releases.similar(name);
            return Optional.of(conflict.catalogOf(name)
                            .map(catalog -> "catalog " + catalog + " has no " + name)
                            .orElse("no catalog has " + name)
                    + (similar.isEmpty() ? "" : "; is it " + list(similar, "") + "?"));
        }
        Optional<String> bound = conflict.catalogOf(name).map(catalog -> "in catalog " + catalog + ", ");
        return allowed.isEmpty() || bound.isPresent()
                ? Optional.of(bound.orElse("") + "of " + name + " there is only "
                        + versions(target, target.absent().complement()))
                : Optional.empty();
    }

    private boolean isMissing(PackageName name) {
        return releases.areMissing(name, conflict.catalogOf(name));
    }

    /** The versions that those states stand for, as a range where it is one. */
    private static String versions(Variable variable, ReleaseSet states) {
        List<PackageVersion> oldestFirst = new ArrayList<>();
        int first = states.next(0);
        int last = first;
        for (int i = first; i >= 0 && i < variable.absence(); i = states.next(i + 1)) {
            oldestFirst.add(0, variable.versions().get(i));
            last = i;
        }
        boolean isRange = oldestFirst.size() > 2 && last - first + 1 == oldestFirst.size();
        return isRange ? oldestFirst.get(0) + " to " + oldestFirst.get(oldestFirst.size() - 1) : list(oldestFirst, "");
    }
}
