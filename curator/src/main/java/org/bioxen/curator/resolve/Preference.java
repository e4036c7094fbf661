// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.VersionConstraints;

/** Which of the releases that are possible is the best. */
final class Preference {
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");
    private static final Set<String> UNFINISHED = Set.of("alpha", "beta", "pre", "rc", "scm", "dev", "cvs");

    private final Problem problem;

    Preference(Problem problem) {
        this.problem = problem;
    }

    /** Whether the version is of something not yet released, by the words in it. */
    static boolean isPreRelease(PackageVersion version) {
        Matcher words = WORD.matcher(version.toString());
        while (words.find()) {
            if (UNFINISHED.contains(words.group().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    static boolean namePreRelease(VersionConstraints constraints) {
        return constraints.all().stream().anyMatch(constraint -> isPreRelease(constraint.bound()));
    }

    static boolean keepLocked(VersionConstraints constraints) {
        return constraints.all().stream().anyMatch(constraint -> constraint.noUpgrade());
    }

    /** The best release that is possible. */
    int best(Variable variable) {
        PackageVersion locked = problem.locked().get(variable.name());
        boolean keeps = locked != null && (variable.keepers > 0 || !problem.upgrades(variable.name()));
        boolean takesPreReleases = variable.preReleaseNamers > 0 || locked != null && isPreRelease(locked);
        int best = -1;
        int bestRank = Integer.MAX_VALUE;
        for (int i = variable.possible().next(0);
                i >= 0 && i < variable.absence();
                i = variable.possible().next(i + 1)) {
            Candidate candidate = variable.releases().get(i);
            int rank = keeps && candidate.version().equals(locked)
                    ? 0
                    : 1 + (candidate.yanked() ? 2 : 0) + (!takesPreReleases && variable.isPreRelease(i) ? 1 : 0);
            if (rank < bestRank || rank == bestRank && problem.prefersOldest()) {
                best = i;
                bestRank = rank;
            }
        }
        return best;
    }
}
