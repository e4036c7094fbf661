// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.CatalogCorruptException;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.bioxen.spi.catalog.Listed;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.catalog.Release;

/**
 * What catalogs answer, checked and copied: no {@code null}, not too much, about what was asked, nothing that a terminal would obey.
 * Runs on the catalog's thread, since what it is given may be code of the catalog's too.
 */
final class Answers {
    static final int MOST_RELEASES = 10_000;
    static final int MOST_LISTED = 200_000;
    private static final int MOST_PROFILES = 1_000;
    private static final int MOST_PARTS = 1_000;
    private static final int LONGEST_LINE = 1_000;
    private static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_LOCATION = 4_000;
    private static final int LONGEST_TOKEN = 200;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Answers() {}

    /** A snapshot with its token; empty if the one that the platform has is still good. */
    static Optional<Map.Entry<String, CatalogSnapshot>> snapshot(
            Optional<CatalogSnapshot> answer, Optional<String> last) throws CatalogException {
        if (answer == null) {
            throw new CatalogCorruptException("it answered null instead of a snapshot");
        }
        if (answer.isEmpty()) {
            if (last.isEmpty()) {
                throw new CatalogCorruptException("it said that a snapshot is still good that nobody has");
            }
            return Optional.empty();
        }
        String token = answer.get().token();
        return check(
                () -> Optional.of(Map.entry(Texts.line(token, LONGEST_TOKEN, "the snapshot's token"), answer.get())));
    }

    /** The releases of that package. */
    static List<Release> releases(PackageName name, List<Release> answer) throws CatalogException {
        if (answer == null) {
            throw new CatalogCorruptException("it answered null instead of the releases of " + name);
        }
        List<Release> checked = new ArrayList<>();
        Set<PackageVersion> versions = new HashSet<>();
        for (Release release : answer) {
            if (checked.size() == MOST_RELEASES) {
                throw new CatalogCorruptException(name + " has more than " + MOST_RELEASES + " releases there");
            }
            if (release == null) {
                throw new CatalogCorruptException("one of its releases of " + name + " is null");
            }
            if (!release.id().name().equals(name)) {
                throw new CatalogCorruptException("asked for " + name + ", it answered with " + release.id());
            }
            if (!versions.add(release.id().version())) {
                throw new CatalogCorruptException("it has " + release.id() + " twice");
            }
            checked.add(release(release));
        }
        return List.copyOf(checked);
    }

    private static Release release(Release release) throws CatalogException {
        String of = " of " + release.id();
        return check(() -> {
            Texts.line(release.summary(), LONGEST_LINE, "the summary" + of);
            Texts.lines(release.description(), LONGEST_TEXT, "the description" + of);
            Texts.line(release.licence().orElse(""), LONGEST_LINE, "the licence" + of);
            Texts.line(release.homepage().orElse(""), LONGEST_LOCATION, "the homepage" + of);
            Texts.line(release.yanked().orElse(""), LONGEST_LINE, "the reason for the yank" + of);
            few(release.labels(), "labels" + of);
            for (String label : release.labels()) {
                Texts.line(label, LONGEST_LINE, "a label" + of);
            }
            few(release.dependencies(), "dependencies" + of);
            few(release.artifacts(), "artifacts" + of);
            for (Artifact artifact : release.artifacts()) {
                Texts.line(artifact.location(), LONGEST_LOCATION, "the location of an artifact" + of);
                word(artifact.format(), "the format of an artifact" + of);
                word(artifact.platform(), "the platform of an artifact" + of);
            }
            return release;
        });
    }

    /** What there is, each package once; what is too much is left out. */
    static List<Listed> listed(Iterator<Listed> answer) throws CatalogException {
        if (answer == null) {
            throw new CatalogCorruptException("it answered null instead of its packages");
        }
        Map<PackageName, Listed> listed = new LinkedHashMap<>();
        for (int seen = 0; seen < MOST_LISTED && answer.hasNext(); seen++) {
            Listed next = answer.next();
            if (next == null) {
                throw new CatalogCorruptException("one of the packages that it lists is null");
            }
            check(() -> {
                few(next.labels(), "labels of " + next.name());
                for (String label : next.labels()) {
                    Texts.line(label, LONGEST_LINE, "a label of " + next.name());
                }
                return Texts.line(next.summary(), LONGEST_LINE, "the summary of " + next.name());
            });
            listed.putIfAbsent(next.name(), next);
        }
        return List.copyOf(listed.values());
    }

    /** Its profiles by name. */
    static Map<String, Profile> profiles(Map<String, Profile> answer) throws CatalogException {
        if (answer == null) {
            throw new CatalogCorruptException("it answered null instead of its profiles");
        }
        Map<String, Profile> profiles = new LinkedHashMap<>();
        for (Map.Entry<String, Profile> entry : answer.entrySet()) {
            String name = entry.getKey();
            Profile profile = entry.getValue();
            if (name == null || profile == null) {
                throw new CatalogCorruptException("one of its profiles is null");
            }
            check(() -> {
                word(name, "a profile's name");
                few(profile.packages(), "packages in profile " + name);
                return Texts.line(profile.summary(), LONGEST_LINE, "the summary of profile " + name);
            });
            profiles.put(name, profile);
            if (profiles.size() > MOST_PROFILES) {
                throw new CatalogCorruptException("it has more than " + MOST_PROFILES + " profiles");
            }
        }
        return Map.copyOf(profiles);
    }

    /** The stream of that artifact. */
    static ArtifactStream stream(Artifact artifact, ArtifactStream answer) throws CatalogException {
        if (answer == null) {
            throw new CatalogCorruptException("it answered null instead of an artifact");
        }
        if (artifact.size().isPresent()
                && answer.length().isPresent()
                && !artifact.size().equals(answer.length())) {
            closeQuietly(answer);
            throw new CatalogCorruptException("an artifact should have "
                    + artifact.size().getAsLong() + " bytes and comes with "
                    + answer.length().getAsLong());
        }
        return answer;
    }

    private static void closeQuietly(ArtifactStream stream) {
        try {
            stream.bytes().close();
        } catch (IOException | RuntimeException notOurs) {
            // it is refused anyway
        }
    }

    private static void word(String text, String what) {
        if (!WORD.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    what + " is '" + Texts.shown(text) + "'; up to 64 letters, digits and . - _ are taken");
        }
    }

    private static void few(List<?> parts, String what) {
        if (parts.size() > MOST_PARTS) {
            throw new IllegalArgumentException(
                    "there are " + parts.size() + " " + what + "; at most " + MOST_PARTS + " are taken");
        }
    }

    private interface Check<T> {
        T run();
    }

    private static <T> T check(Check<T> check) throws CatalogException {
        try {
            return check.run();
        } catch (IllegalArgumentException wrong) {
            throw new CatalogCorruptException(wrong.getMessage(), wrong);
        }
    }
}
