// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.repository;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bioxen.api.curator.Curator;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageInfo;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageNotFoundException;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.ProfileInfo;
import org.bioxen.api.curator.SearchResult;
import org.bioxen.curator.catalog.CatalogView;
import org.bioxen.curator.catalog.Catalogs;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.Listed;
import org.bioxen.spi.catalog.Release;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What there is in all catalogs, as they are at each question. Holds nothing itself. */
@Component(service = Curator.class)
public final class CatalogCurator implements Curator {
    private static final Pattern UNFINISHED = Pattern.compile(".*(?<![a-z])(alpha|beta|pre|rc|scm|dev|cvs)(?![a-z]).*");

    private final Catalogs catalogs;

    /** Made by Declarative Services. */
    @Activate
    public CatalogCurator(@Reference Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /** A package that was found, and how well it fits: the less the better. */
    private record Found(SearchResult.Hit hit, int misfit) {}

    @Override
    public SearchResult search(String text, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a search for " + limit + " packages finds none; ask for one or more");
        }
        List<String> words = Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        try (CatalogView view = catalogs.view(false)) {
            Set<PackageName> seen = new HashSet<>();
            List<Found> found = new ArrayList<>();
            view.listed().forEach((catalog, all) -> all.stream()
                    .filter(one -> seen.add(one.name())) // what a catalog before this one has belongs to that one
                    .forEach(one ->
                            misfit(one, words).ifPresent(misfit -> found.add(new Found(hit(one, catalog), misfit)))));
            found.sort(Comparator.comparingInt(Found::misfit)
                    .thenComparing(one -> one.hit().name()));
            return new SearchResult(
                    found.stream().limit(limit).map(Found::hit).toList(), found.size() > limit, view.missing());
        }
    }

    private static SearchResult.Hit hit(Listed one, String catalog) {
        return new SearchResult.Hit(
                one.name(), one.latest().map(PackageVersion::toString).orElse(""), one.summary(), catalog);
    }

    /** How badly a package fits; empty if a word is nowhere in it. */
    private static Optional<Integer> misfit(Listed one, List<String> words) {
        String name = one.name().value();
        String rest = (one.summary() + " " + String.join(" ", one.labels())).toLowerCase(Locale.ROOT);
        int misfit = 0;
        for (String word : words) {
            if (name.equals(word)) {
                continue;
            }
            if (name.startsWith(word)) {
                misfit += 1;
            } else if (name.contains(word)) {
                misfit += 2;
            } else if (rest.contains(word)) {
                misfit += 4;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(misfit);
    }

    @Override
    public PackageInfo info(PackageName name, Optional<String> catalog) {
        try (CatalogView view = catalogs.view(false)) {
            CatalogView.Owned owned = owned(view, name, catalog);
            Release best = owned.releases().stream()
                    .max(Comparator.comparing((Release one) -> one.yanked().isEmpty())
                            .thenComparing(one -> !isUnfinished(one.id().version()))
                            .thenComparing(Release::id))
                    .orElseThrow(() -> new PackageNotFoundException(
                            "catalog '" + owned.catalog() + "' has " + name + ", but no release of it"));
            return info(view, owned, best);
        }
    }

    @Override
    public PackageInfo info(PackageId release, Optional<String> catalog) {
        try (CatalogView view = catalogs.view(false)) {
            CatalogView.Owned owned = owned(view, release.name(), catalog);
            List<Release> same = owned.releases().stream()
                    .filter(one -> one.id().version().isSame(release.version()))
                    .toList();
            Release best = same.stream()
                    .filter(one -> one.id().equals(release))
                    .findFirst()
                    .or(() -> same.stream().max(Comparator.comparing(Release::id)))
                    .orElseThrow(() -> new PackageNotFoundException("catalog '" + owned.catalog() + "' has no "
                            + release + "; it has " + some(versions(owned))));
            return info(view, owned, best);
        }
    }

    private static String some(List<PackageVersion> versions) {
        return versions.isEmpty()
                ? "none that is not yanked"
                : String.join(
                                ", ",
                                versions.stream()
                                        .limit(5)
                                        .map(PackageVersion::toString)
                                        .toList())
                        + (versions.size() > 5 ? " and " + (versions.size() - 5) + " more" : "");
    }

    private static CatalogView.Owned owned(CatalogView view, PackageName name, Optional<String> catalog) {
        return view.releases(name, catalog).orElseThrow(() -> {
            List<String> similar =
                    view.similar(name).stream().map(PackageName::toString).toList();
            return new PackageNotFoundException(
                    catalog.map(id -> "catalog '" + id + "' has no package ").orElse("no catalog has a package ")
                            + "'" + name + "'"
                            + (similar.isEmpty() ? "" : "; there is " + String.join(", ", similar)));
        });
    }

    private static List<PackageVersion> versions(CatalogView.Owned owned) {
        return owned.releases().stream()
                .filter(one -> one.yanked().isEmpty())
                .map(one -> one.id().version())
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static PackageInfo info(CatalogView view, CatalogView.Owned owned, Release release) {
        return new PackageInfo(
                release.id(),
                owned.catalog(),
                release.summary(),
                release.description(),
                release.licence(),
                release.homepage(),
                release.labels(),
                release.dependencies(),
                release.artifacts().stream().findFirst().map(Artifact::size).orElse(OptionalLong.empty()),
                release.yanked(),
                versions(owned),
                alsoIn(view, owned));
    }

    private static List<String> alsoIn(CatalogView view, CatalogView.Owned owned) {
        return view.listed().entrySet().stream()
                .filter(one -> !one.getKey().equals(owned.catalog()))
                .filter(one ->
                        one.getValue().stream().anyMatch(listed -> listed.name().equals(owned.name())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isUnfinished(PackageVersion version) {
        return UNFINISHED.matcher(version.toString().toLowerCase(Locale.ROOT)).matches();
    }

    @Override
    public List<ProfileInfo> profiles() {
        try (CatalogView view = catalogs.view(false)) {
            return view.profiles().entrySet().stream()
                    .map(one -> new ProfileInfo(
                            one.getKey(),
                            one.getValue().getValue().summary(),
                            one.getValue().getKey(),
                            one.getValue().getValue().packages()))
                    .sorted(Comparator.comparing(ProfileInfo::name))
                    .toList();
        }
    }
}
