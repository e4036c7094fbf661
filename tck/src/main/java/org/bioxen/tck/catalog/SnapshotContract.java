// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.junit.jupiter.api.Test;

/** Snapshots and their tokens. */
interface SnapshotContract extends CatalogSubject {
    @Test
    default void tokenIsAShortLine() throws CatalogException {
        assertThat(snapshot().token())
                .isNotNull()
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(200)
                .matches("\\P{Cntrl}*");
    }

    @Test
    default void tokenIsTheSameWhileNothingChanges() throws CatalogException {
        CatalogSnapshot first = snapshot();

        assertThat(snapshot().token()).isEqualTo(first.token());
        assertThat(first.token()).as("of the same snapshot").isEqualTo(first.token());
    }

    @Test
    default void stillGoodIsForWhoeverHasThatSnapshot() throws CatalogException {
        String token = snapshot().token();

        Optional<CatalogSnapshot> answer = catalog().snapshot(Optional.of(token), call());

        assertThat(answer).as("empty, or the same again").isNotNull();
        answer.ifPresent(again -> assertThat(again.token()).isEqualTo(token));
    }

    @Test
    default void stillGoodIsNotForWhoeverHasAnother() throws CatalogException {
        assertThat(catalog().snapshot(Optional.of("a token of no state of this catalog"), call()))
                .as("a snapshot")
                .isNotNull()
                .isPresent();
    }

    @Test
    default void olderSnapshotAnswersWhenThereIsANewerOne() throws CatalogException {
        CatalogSnapshot older = snapshot();
        CatalogSnapshot newer = snapshot();

        assertThat(newer.releases(known(), call())).isNotEmpty();
        assertThat(older.releases(known(), call())).isNotEmpty();
    }
}
