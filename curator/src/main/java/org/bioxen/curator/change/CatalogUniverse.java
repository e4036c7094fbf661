// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bioxen.api.curator.CatalogNotAvailableException;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.RepositoryNotFoundException;
import org.bioxen.curator.catalog.CatalogView;
import org.bioxen.curator.environment.LockFile;
import org.bioxen.curator.environment.LockedPackage;
import org.bioxen.curator.resolve.Candidate;
import org.bioxen.curator.resolve.Universe;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.Release;

/**
 * What an environment can choose from: of what is installed the releases of the catalog that it came from, of all else those of the
 * catalog that owns it; and what is installed, even if its catalog has gone. For one operation and thread.
 */
final class CatalogUniverse implements Universe {
    private final CatalogView view;
    private final Formats formats;
    private final LockFile installed;
    private final boolean doWithout;
    private final boolean allowYanked;
    private final Map<Key, Offer> offers = new HashMap<>();
    private final Map<Question, Optional<List<Candidate>>> answers = new HashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /**
     * What can be chosen from.
     *
     * @param doWithout whether what is installed will do where its catalog cannot be asked
     * @param allowYanked whether yanked releases are as good as others
     */
    CatalogUniverse(CatalogView view, Formats formats, LockFile installed, boolean doWithout, boolean allowYanked) {
        this.view = view;
        this.formats = formats;
        this.installed = installed;
        this.doWithout = doWithout;
        this.allowYanked = allowYanked;
    }

    private record Key(String catalog, PackageId id) {}

    private record Question(PackageName name, Optional<String> catalog) {}

    /** A release that can be installed here, and by which of its artifacts. */
    record Offer(Release release, Artifact artifact) {}

    @Override
    public Optional<List<Candidate>> releases(PackageName name, Optional<String> catalog) {
        Question question = new Question(name, catalog);
        Optional<List<Candidate>> known = answers.get(question);
        if (known == null) {
            known = look(name, catalog);
            answers.put(question, known);
        }
        return known;
    }

    private Optional<List<Candidate>> look(PackageName name, Optional<String> catalog) {
        Optional<LockedPackage> present = installed
                .find(name)
                .filter(one -> catalog.isEmpty() || catalog.get().equals(one.catalog()));
        Optional<CatalogView.Owned> owned = ask(name, catalog.or(() -> present.map(LockedPackage::catalog)), present);
        if (owned.isEmpty() && present.isEmpty()) {
            return Optional.empty();
        }
        List<Candidate> candidates = new ArrayList<>();
        owned.ifPresent(known -> {
            for (Release release : known.releases()) {
                fitting(release).ifPresent(artifact -> {
                    offers.put(new Key(known.catalog(), release.id()), new Offer(release, artifact));
                    candidates.add(new Candidate(
                            release.id(),
                            known.catalog(),
                            release.dependencies(),
                            release.yanked().isPresent() && !allowYanked));
                });
            }
        });
        present.filter(one -> candidates.stream().noneMatch(known -> known.id().equals(one.id())))
                .ifPresent(one -> candidates.add(new Candidate(one.id(), one.catalog(), one.dependencies(), false)));
        return Optional.of(candidates);
    }

    private Optional<CatalogView.Owned> ask(
            PackageName name, Optional<String> catalog, Optional<LockedPackage> present) {
        try {
            return view.releases(name, catalog);
        } catch (RepositoryNotFoundException gone) {
            if (present.isEmpty()) {
                throw gone;
            }
            notes.add(name + " stays as it is: its catalog '" + catalog.orElse("") + "' is not there any more");
            return Optional.empty();
        } catch (CatalogNotAvailableException silent) {
            if (present.isEmpty() || !doWithout) {
                throw silent;
            }
            notes.add(name + " stays as it is: " + silent.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Artifact> fitting(Release release) {
        return release.artifacts().stream()
                .filter(artifact -> Machine.takes(artifact)
                        && formats.find(artifact.format()).isPresent())
                .findFirst();
    }

    @Override
    public List<PackageName> similar(PackageName name) {
        return view.similar(name);
    }

    /** What is behind a candidate that was chosen; empty for one that is only there because it is installed. */
    Optional<Offer> offer(Candidate candidate) {
        return Optional.ofNullable(offers.get(new Key(candidate.catalog(), candidate.id())));
    }

    /** What people should know about what was found. */
    List<String> notes() {
        return List.copyOf(notes);
    }
}
