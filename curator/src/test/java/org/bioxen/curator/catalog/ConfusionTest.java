// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bioxen.api.curator.CatalogNotAvailableException;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.api.curator.RepositoryNotFoundException;
import org.bioxen.curator.catalog.CatalogView.Owned;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogCorruptException;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.bioxen.spi.catalog.CatalogUnauthorizedException;
import org.bioxen.spi.catalog.CatalogUnavailableException;
import org.bioxen.spi.catalog.Release;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A stranger's package of the same name never takes the place of one's own. */
class ConfusionTest {
    private final Shop shop = new Shop(Duration.ofSeconds(20));

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void lowerCatalogWithAHigherVersionDoesNotWin() {
        shop.add("public", 0, Shelf.of("internal 9.9-1"));
        shop.add("ours", 100, Shelf.of("internal 1.0-1"));

        Owned owned = releases("internal");

        assertThat(owned.catalog()).isEqualTo("ours");
        assertThat(owned.releases())
                .extracting(release -> release.id().toString())
                .containsExactly("internal 1.0-1");
    }

    @Test
    void onlyWhatTheHigherDoesNotHaveComesFromTheLower() {
        shop.add("ours", 100, Shelf.of("internal 1.0-1"));
        shop.add("public", 0, Shelf.of("json 1.0-1"));

        assertThat(releases("json").catalog()).isEqualTo("public");
        assertThat(shop.view().releases(Shelf.name("nothing"), Optional.empty()))
                .isEmpty();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failure(
                        "unauthorized",
                        () -> new CatalogUnauthorizedException("401"),
                        CatalogNotAvailableException.class),
                failure(
                        "unavailable",
                        () -> new CatalogUnavailableException("500"),
                        CatalogNotAvailableException.class),
                failure("corrupt", () -> new CatalogCorruptException("no JSON"), IntegrityException.class));
    }

    private static Arguments failure(
            String name, Supplier<CatalogException> thrown, Class<? extends CuratorException> expected) {
        return Arguments.of(name, thrown, expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void higherCatalogThatCannotTellFailsTheLookUp(
            String name, Supplier<CatalogException> thrown, Class<? extends CuratorException> expected) {
        shop.add("ours", 100, failing(thrown));
        shop.add("public", 0, Shelf.of("internal 9.9-1"));

        assertThatThrownBy(() -> releases("internal")).isInstanceOf(expected).hasMessageContaining("'ours'");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void higherCatalogThatFailsAtOnePackageFailsTheLookUp(
            String name, Supplier<CatalogException> thrown, Class<? extends CuratorException> expected) {
        shop.add("ours", 100, failingAtReleases(thrown));
        shop.add("public", 0, Shelf.of("internal 9.9-1"));

        assertThatThrownBy(() -> releases("internal")).isInstanceOf(expected).hasMessageContaining("'ours'");
    }

    @Test
    void placeWithoutACatalogIsNoReasonToAskTheNext() {
        shop.add("ours", 100, failing(() -> new CatalogNotFoundException("404")));
        shop.add("public", 0, Shelf.of("internal 9.9-1"));

        assertThatThrownBy(() -> releases("internal")).isInstanceOf(CatalogNotAvailableException.class);
    }

    @Test
    void catalogThatThrowsSomethingUnheardOfFailsTheLookUp() {
        shop.add("ours", 100, new Shelf() {
            @Override
            public Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) {
                throw new IllegalStateException("a bug");
            }
        });
        shop.add("public", 0, Shelf.of("internal 9.9-1"));

        assertThatThrownBy(() -> releases("internal"))
                .isInstanceOf(CatalogNotAvailableException.class)
                .hasMessageContaining("IllegalStateException: a bug");
    }

    @Test
    void lowerCatalogThatCannotBeAskedHurtsNobodyWhoDoesNotNeedIt() {
        shop.add("ours", 100, Shelf.of("internal 1.0-1"));
        shop.add("public", 0, failing(() -> new CatalogUnavailableException("500")));

        assertThat(releases("internal").catalog()).isEqualTo("ours");
    }

    @Test
    void namedCatalogIsAskedAlone() {
        shop.add("ours", 100, Shelf.of("internal 1.0-1"));
        shop.add("public", 0, Shelf.of("internal 9.9-1"));

        assertThat(shop.view().releases(Shelf.name("internal"), Optional.of("public")))
                .map(Owned::catalog)
                .contains("public");
        assertThatThrownBy(() -> shop.view().releases(Shelf.name("internal"), Optional.of("other")))
                .isInstanceOf(RepositoryNotFoundException.class)
                .hasMessageContaining("'other'")
                .hasMessageContaining("ours, public");
    }

    @Test
    void catalogIsNotAskedForNamesThatItDoesNotCover() {
        shop.add(
                Map.of(CatalogProvider.ID, "ours", CatalogProvider.PRIORITY, "100", CatalogProvider.INCLUDES, "our-*"),
                Shelf.of("our-tool 1.0-1", "json 9.9-1"));
        shop.add(
                Map.of(CatalogProvider.ID, "public", CatalogProvider.EXCLUDES, new String[] {"our-*", "secret"}),
                Shelf.of("our-tool 9.9-1", "our-other 1.0-1", "json 1.0-1", "secret 1.0-1"));

        assertThat(releases("our-tool").catalog()).isEqualTo("ours");
        assertThat(releases("json").catalog()).isEqualTo("public");
        assertThat(shop.view().releases(Shelf.name("our-other"), Optional.empty()))
                .isEmpty();
        assertThat(shop.view().listed().get("public"))
                .extracting(listed -> listed.name().value())
                .containsExactly("json");
    }

    @Test
    void whatPeopleDecidedCountsMoreThanWhatCatalogsSay() {
        shop.add("ours", 100, Shelf.of("internal 1.0-1"));
        shop.add("public", 0, Shelf.of("internal 9.9-1"));

        shop.priority("public", 200);
        assertThat(releases("internal").catalog()).isEqualTo("public");

        shop.disable("public");
        assertThat(releases("internal").catalog()).isEqualTo("ours");
        assertThatThrownBy(() -> shop.view().releases(Shelf.name("internal"), Optional.of("public")))
                .hasMessageContaining("is disabled");
    }

    @Test
    void secondCatalogOfTheSameIdDoesNotTakeThePlaceOfTheFirst() {
        long first = shop.add("ours", 0, Shelf.of("internal 1.0-1"));
        shop.add("ours", 1000, Shelf.of("internal 9.9-1"));

        assertThat(releases("internal").releases().get(0).id().version().toString())
                .isEqualTo("1.0-1");
        assertThat(shop.registry().list()).hasSize(2);
        assertThat(shop.registry().list().get(1).problem().orElseThrow()).contains("called 'ours' too");

        shop.registry().remove(first);
        assertThat(releases("internal").releases().get(0).id().version().toString())
                .isEqualTo("9.9-1");
    }

    @Test
    void profilesAfterACatalogThatCannotBeAskedAreNotTaken() {
        shop.add("first", 3, Shelf.of("a 1").profile("small", "a"));
        shop.add("broken", 2, failing(() -> new CatalogUnavailableException("500")));
        shop.add("last", 1, Shelf.of("b 1").profile("bio", "b"));

        try (CatalogView view = shop.view()) {
            assertThat(view.profiles()).containsOnlyKeys("small");
            assertThat(view.missing()).singleElement().asString().contains("'broken'");
        }
    }

    private Owned releases(String name) {
        try (CatalogView view = shop.view()) {
            return view.releases(Shelf.name(name), Optional.empty()).orElseThrow();
        }
    }

    private static Shelf failing(Supplier<CatalogException> thrown) {
        return new Shelf() {
            @Override
            public Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) throws CatalogException {
                throw thrown.get();
            }
        };
    }

    private static CatalogProvider failingAtReleases(Supplier<CatalogException> thrown) {
        return new Twisted(Shelf.of("internal 1.0-1")) {
            @Override
            List<Release> releases(List<Release> releases) throws CatalogException {
                throw thrown.get();
            }
        };
    }
}
