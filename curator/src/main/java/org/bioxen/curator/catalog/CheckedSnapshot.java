// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bioxen.api.curator.CatalogNotAvailableException;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.api.curator.PackageName;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.bioxen.spi.catalog.Listed;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.catalog.Release;

/**
 * A catalog at one moment, with what was asked of it already, which stays when the catalog goes. Thread-safe.
 *
 * <p>Every method throws {@link CatalogNotAvailableException} if the catalog has to be asked and cannot be, and {@link
 * IntegrityException} if its answer makes no sense.
 */
final class CheckedSnapshot {
    private static final int MOST_KEPT = 20_000;

    private final BoundCatalog catalog;
    private final String token;
    private final CatalogSnapshot snapshot;
    private final boolean onlyKept;
    private final Kept kept;

    /** Answers, as they were given first. */
    private static final class Kept {
        private final Map<PackageName, Optional<List<Release>>> releases = new ConcurrentHashMap<>();
        private volatile List<Listed> listed;
        private volatile Map<String, Profile> profiles;
    }

    CheckedSnapshot(BoundCatalog catalog, String token, CatalogSnapshot snapshot) {
        this(catalog, token, snapshot, false, new Kept());
    }

    private CheckedSnapshot(BoundCatalog catalog, String token, CatalogSnapshot snapshot, boolean onlyKept, Kept kept) {
        this.catalog = catalog;
        this.token = token;
        this.snapshot = snapshot;
        this.onlyKept = onlyKept;
        this.kept = kept;
    }

    String token() {
        return token;
    }

    /** The same, without asking the catalog for more. */
    CheckedSnapshot offline() {
        return new CheckedSnapshot(catalog, token, snapshot, true, kept);
    }

    /** The releases of a package; empty if the catalog does not have it. */
    Optional<List<Release>> releases(PackageName name) {
        Optional<List<Release>> known = kept.releases.get(name);
        if (known != null) {
            return known;
        }
        if (onlyKept
                && kept.listed != null
                && kept.listed.stream().noneMatch(one -> one.name().equals(name))) {
            return Optional.empty();
        }
        Optional<List<Release>> answer;
        try {
            answer = Optional.of(ask(call -> Answers.releases(name, snapshot.releases(name, call))));
        } catch (CatalogNotFoundException none) {
            answer = Optional.empty();
        }
        if (kept.releases.size() >= MOST_KEPT) {
            kept.releases.clear();
        }
        Optional<List<Release>> first = kept.releases.putIfAbsent(name, answer);
        return first == null ? answer : first;
    }

    /** What the catalog lists. */
    List<Listed> listed() {
        if (kept.listed == null) {
            try {
                kept.listed = ask(call -> Answers.listed(snapshot.packages(call)));
            } catch (CatalogNotFoundException none) {
                throw new IntegrityException(catalog.named("does not know what it has"), none);
            }
        }
        return kept.listed;
    }

    /** The catalog's profiles by name. */
    Map<String, Profile> profiles() {
        if (kept.profiles == null) {
            try {
                kept.profiles = ask(call -> Answers.profiles(snapshot.profiles(call)));
            } catch (CatalogNotFoundException none) {
                kept.profiles = Map.of();
            }
        }
        return kept.profiles;
    }

    private <T> T ask(CatalogCalls.Question<T> question) throws CatalogNotFoundException {
        if (onlyKept) {
            throw new CatalogNotAvailableException(
                    catalog.named("cannot be asked offline for what was not asked before"));
        }
        return catalog.ask(question);
    }
}
