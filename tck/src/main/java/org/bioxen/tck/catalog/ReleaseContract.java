// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.bioxen.api.curator.PackageId;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.bioxen.spi.catalog.Listed;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.catalog.Release;
import org.junit.jupiter.api.Test;

/** What a snapshot says that there is. */
interface ReleaseContract extends CatalogSubject {
    /** So many packages of a list are looked up. */
    int SAMPLE = 20;

    @Test
    default void packageThatIsThereHasReleases() throws CatalogException {
        assertThat(snapshot().releases(known(), call()))
                .isNotNull()
                .isNotEmpty()
                .doesNotContainNull();
    }

    @Test
    default void releasesAreOfThePackageThatWasAskedForEachOnce() throws CatalogException {
        List<Release> releases = snapshot().releases(known(), call());

        assertThat(releases)
                .allSatisfy(release -> assertThat(release.id().name()).isEqualTo(known()));
        assertThat(releases).extracting(Release::id).doesNotHaveDuplicates();
        assertThat(releases).hasSizeLessThanOrEqualTo(10_000);
    }

    @Test
    default void packageThatIsNotThereIsNotFound() throws CatalogException {
        CatalogSnapshot snapshot = snapshot();

        assertThatThrownBy(() -> snapshot.releases(unknown(), call()))
                .as("not an empty list: only this lets the search go on in the next catalog")
                .isInstanceOf(CatalogNotFoundException.class);
    }

    @Test
    default void whoeverAsksTwiceGetsTheSame() throws CatalogException {
        CatalogSnapshot snapshot = snapshot();

        List<String> first = described(snapshot.releases(known(), call()));

        assertThat(described(snapshot.releases(known(), call()))).isEqualTo(first);
        assertThat(described(snapshot().releases(known(), call())))
                .as("from another snapshot with the same token")
                .isEqualTo(first);
    }

    private static List<String> described(List<Release> releases) {
        return releases.stream()
                .map(release -> release.id() + "|" + release.summary() + "|" + release.description() + "|"
                        + release.licence() + "|" + release.dependencies() + "|" + release.yanked() + "|"
                        + release.artifacts())
                .sorted()
                .toList();
    }

    @Test
    default void textsAreWhatATerminalShows() throws CatalogException {
        for (Release release : snapshot().releases(known(), call())) {
            assertThat(release.summary()).matches("\\P{Cntrl}*").hasSizeLessThanOrEqualTo(1000);
            assertThat(release.description()).matches("[\\P{Cntrl}\\n\\t]*").hasSizeLessThanOrEqualTo(100_000);
            assertThat(release.licence().orElse("")).matches("\\P{Cntrl}*");
            assertThat(release.homepage().orElse("")).matches("\\P{Cntrl}*");
            assertThat(release.labels()).allSatisfy(label -> assertThat(label).matches("\\P{Cntrl}*"));
        }
    }

    @Test
    default void packageDoesNotNeedItself() throws CatalogException {
        assertThat(snapshot().releases(known(), call())).allSatisfy(release -> assertThat(release.dependencies())
                .noneMatch(needed -> needed.name().equals(release.id().name())));
    }

    @Test
    default void listHasEachPackageOnce() throws CatalogException {
        assertThat(listed(snapshot()))
                .doesNotContainNull()
                .extracting(Listed::name)
                .doesNotHaveDuplicates();
    }

    @Test
    default void listHasThePackageThatIsThere() throws CatalogException {
        assertThat(listed(snapshot()))
                .extracting(Listed::name)
                .contains(known())
                .doesNotContain(unknown());
    }

    @Test
    default void whatIsListedIsThere() throws CatalogException {
        CatalogSnapshot snapshot = snapshot();
        List<Listed> all = listed(snapshot);

        for (Listed one : all.subList(0, Math.min(SAMPLE, all.size()))) {
            List<Release> releases = snapshot.releases(one.name(), call());
            one.latest().ifPresent(latest -> assertThat(releases)
                    .extracting(Release::id)
                    .as("the release that the list calls the latest")
                    .contains(new PackageId(one.name(), latest)));
            assertThat(one.summary()).matches("\\P{Cntrl}*").hasSizeLessThanOrEqualTo(1000);
        }
    }

    @Test
    default void profilesAreNamedAndSayWhatTheyAreFor() throws CatalogException {
        Map<String, Profile> profiles = snapshot().profiles(call());

        assertThat(profiles).isNotNull();
        profiles.forEach((name, profile) -> {
            assertThat(name).matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
            assertThat(profile.summary()).matches("\\P{Cntrl}*");
        });
    }

    private List<Listed> listed(CatalogSnapshot snapshot) throws CatalogException {
        List<Listed> listed = new ArrayList<>();
        for (Iterator<Listed> next = snapshot.packages(call()); next.hasNext(); ) {
            listed.add(next.next());
        }
        return listed;
    }
}
