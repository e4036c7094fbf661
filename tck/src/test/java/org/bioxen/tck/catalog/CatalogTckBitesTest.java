// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import org.bioxen.api.curator.PackageName;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.tck.catalog.PlainCatalog.Flaw;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** A catalog with one flaw fails the test that is about it; without one it passes all. */
class CatalogTckBitesTest {
    private static PlainCatalog subject;

    /** What a catalog's author writes; run by the tests here, not found by itself. */
    static final class PlainCatalogSuite extends CatalogTck {
        @Override
        public CatalogProvider catalog() {
            return subject;
        }

        @Override
        public PackageName known() {
            return PlainCatalog.HELLO;
        }

        @Override
        protected Duration patience() {
            // what goes well never waits so long; what fails shall not take so long
            return Duration.ofMillis(subject.flaw() == Flaw.LEAVES_A_THREAD ? 50 : 30_000);
        }
    }

    @AfterEach
    void endSubject() {
        subject.close();
    }

    @AfterAll
    static void forgetSubject() {
        subject = null;
    }

    @Test
    void withoutAFlawItPasses() {
        Events events = run(Flaw.NONE, selectClass(PlainCatalogSuite.class));

        assertThat(events.failed().list()).isEmpty();
        assertThat(events.succeeded().count()).isEqualTo(27);
    }

    @ParameterizedTest
    @CsvSource({
        "NULL_SNAPSHOT, packageThatIsThereHasReleases",
        "EMPTY_SNAPSHOT, packageThatIsThereHasReleases",
        "TOKEN_CHANGES, tokenIsTheSameWhileNothingChanges",
        "TOKEN_OF_TWO_LINES, tokenIsAShortLine",
        "ALWAYS_STILL_GOOD, stillGoodIsNotForWhoeverHasAnother",
        "FORGETS_OLDER_SNAPSHOTS, olderSnapshotAnswersWhenThereIsANewerOne",
        "EMPTY_INSTEAD_OF_NOT_FOUND, packageThatIsNotThereIsNotFound",
        "NULL_INSTEAD_OF_NOT_FOUND, packageThatIsNotThereIsNotFound",
        "RELEASES_OF_ANOTHER, releasesAreOfThePackageThatWasAskedForEachOnce",
        "RELEASE_TWICE, releasesAreOfThePackageThatWasAskedForEachOnce",
        "ANSWERS_CHANGE, whoeverAsksTwiceGetsTheSame",
        "OBEYED_BY_TERMINALS, textsAreWhatATerminalShows",
        "NEEDS_ITSELF, packageDoesNotNeedItself",
        "LISTS_NOTHING, listHasThePackageThatIsThere",
        "LISTS_TWICE, listHasEachPackageOnce",
        "LISTS_WHAT_IS_NOT_THERE, whatIsListedIsThere",
        "LATEST_IS_NOT_THERE, whatIsListedIsThere",
        "NO_ARTIFACT, releaseComesAsSomething",
        "WRONG_SIZE, artifactIsWhatItsReleaseSays",
        "WRONG_DIGEST, artifactIsWhatItsReleaseSays",
        "WRONG_LENGTH, lengthIsThatOfWhatComes",
        "ONE_STREAM_FOR_ALL, artifactIsTheSameEachTime",
        "ONE_STREAM_FOR_ALL, artifactIsOpenedBySeveralAtOnce",
        "OPENS_ONCE, closeBeforeTheEndIsHarmless",
        "ANY_ARTIFACT_WILL_DO, artifactThatNobodyHasIsRefusedInTheCatalogsWords",
        "UNCHECKED_WHEN_LATE, callWhoseTimeIsOverEndsWithAnAnswerOrAWordOfTheCatalogs",
        "LEAVES_A_THREAD, tokenIsAShortLine",
        "SPEECHLESS, probeSaysALine"
    })
    void flawFailsTheTestThatIsAboutIt(Flaw flaw, String test) {
        assertThat(run(flaw, selectMethod(PlainCatalogSuite.class, method(test)))
                        .failed()
                        .count())
                .isEqualTo(1);
    }

    private static Events run(Flaw flaw, DiscoverySelector tests) {
        subject = new PlainCatalog(flaw);
        return EngineTestKit.engine("junit-jupiter").selectors(tests).execute().testEvents();
    }

    private static Method method(String name) {
        return Arrays.stream(PlainCatalogSuite.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
