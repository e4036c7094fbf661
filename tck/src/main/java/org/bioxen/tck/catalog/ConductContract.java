// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.bioxen.spi.catalog.Release;
import org.junit.jupiter.api.Test;

/** How a catalog behaves to those who call it. */
interface ConductContract extends CatalogSubject {
    /** So many ask at once. */
    int CALLERS = 8;

    @Test
    default void severalMayAskAtOnce() throws Exception {
        String token = snapshot().token();
        int releases = snapshot().releases(known(), call()).size();

        List<String> answers = AtOnce.all(CALLERS, () -> {
            CatalogSnapshot mine = snapshot();
            return mine.token() + " " + mine.releases(known(), call()).size();
        });

        assertThat(answers).containsOnly(token + " " + releases);
    }

    @Test
    default void callWhoseTimeIsOverEndsWithAnAnswerOrAWordOfTheCatalogs() throws Exception {
        CatalogCall over = Call.within(Duration.ZERO);
        Release release = snapshot().releases(known(), call()).get(0);

        orItsOwnWord(() -> catalog().snapshot(Optional.empty(), over));
        orItsOwnWord(() -> snapshot().releases(known(), over));
        orItsOwnWord(() -> {
            try (InputStream in =
                    catalog().open(release, release.artifacts().get(0), over).bytes()) {
                return in;
            }
        });
    }

    @Test
    default void interruptedCallEndsWithAnAnswerOrAWordOfTheCatalogs() throws Exception {
        Release release = snapshot().releases(known(), call()).get(0);

        AtOnce.all(1, () -> {
            Thread.currentThread().interrupt();
            orItsOwnWord(() -> catalog().snapshot(Optional.empty(), call()));
            Thread.currentThread().interrupt();
            orItsOwnWord(() -> {
                try (InputStream in = catalog()
                        .open(release, release.artifacts().get(0), call())
                        .bytes()) {
                    return in;
                }
            });
            Thread.interrupted();
            return true;
        });

        assertThat(snapshot().releases(known(), call())).as("afterwards").isNotEmpty();
    }

    private static void orItsOwnWord(Callable<?> question) throws Exception {
        try {
            question.call();
        } catch (CatalogException itsWord) {
            assertThat(itsWord.getMessage()).isNotBlank();
        }
    }

    @Test
    default void probeSaysALine() throws CatalogException {
        assertThat(catalog().probe(call())).isNotBlank().matches("\\P{Cntrl}*");
    }
}
