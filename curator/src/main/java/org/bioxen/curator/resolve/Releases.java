// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bioxen.api.curator.PackageName;

/** What the universe answered, so that it is asked once. For one thread. */
final class Releases {
    private static final Comparator<Candidate> NEWEST_FIRST =
            Comparator.comparing(Candidate::version).reversed();

    private final Universe universe;
    private final Map<Key, List<Candidate>> answers = new HashMap<>();
    private final Set<Key> missing = new HashSet<>();

    Releases(Universe universe) {
        this.universe = universe;
    }

    /** The releases, newest first; none if there is no such package. */
    List<Candidate> of(PackageName name, Optional<String> catalog) {
        Key key = new Key(name, catalog);
        List<Candidate> known = answers.get(key);
        if (known == null) {
            Optional<List<Candidate>> answer = universe.releases(name, catalog);
            if (answer.isEmpty()) {
                missing.add(key);
            }
            known = new ArrayList<>(answer.orElse(List.of()));
            for (Candidate candidate : known) {
                if (!candidate.name().equals(name)) {
                    throw new IllegalStateException("asked for releases of " + name + ", catalog " + candidate.catalog()
                            + " gave " + candidate.id());
                }
            }
            known.sort(NEWEST_FIRST);
            answers.put(key, known);
        }
        return known;
    }

    /** Whether the universe was asked and has no such package, not even one without releases. */
    boolean areMissing(PackageName name, Optional<String> catalog) {
        return missing.contains(new Key(name, catalog));
    }

    boolean areKnown(PackageName name, Optional<String> catalog) {
        return answers.containsKey(new Key(name, catalog));
    }

    List<PackageName> similar(PackageName name) {
        return universe.similar(name);
    }

    private record Key(PackageName name, Optional<String> catalog) {}
}
