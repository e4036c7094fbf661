// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.bioxen.api.curator.PackageName;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.bioxen.tck.backend.Leftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What says that a catalog is a catalog. The author of one extends this class in the tests of the plugin and passes all of it. The
 * catalog stays as it is while a test runs, has one package at least that the author names, and is reached without trouble: what a
 * catalog does when its server is broken is for the author to test, since it is only the author who can break it.
 */
@Timeout(120)
public abstract class CatalogTck implements SnapshotContract, ReleaseContract, ArtifactContract, ConductContract {
    private Leftovers leftovers;

    @Override
    public abstract CatalogProvider catalog();

    @Override
    public abstract PackageName known();

    @Override
    public PackageName unknown() {
        return new PackageName("no-such-package-0b57f3");
    }

    /** How long a call may take on a slow machine. */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** Whether a thread belongs to the catalog as a whole and ends with it. */
    protected boolean isResident(Thread thread) {
        return false;
    }

    @Override
    public CatalogCall call() {
        return Call.within(patience());
    }

    @Override
    public CatalogSnapshot snapshot() throws CatalogException {
        Optional<CatalogSnapshot> answer = catalog().snapshot(Optional.empty(), call());
        assertThat(answer)
                .as("the answer to whoever has no snapshot: one, not null and not empty")
                .isNotNull()
                .isPresent();
        return answer.orElseThrow();
    }

    /** Remembers which threads there are. */
    @BeforeEach
    void lookForThreads() {
        leftovers = Leftovers.sinceNow(this::isResident);
    }

    /** Nothing may be left running that the test has begun. */
    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        assertThat(leftovers.threads(patience())).as("what is left of the test").isEmpty();
    }
}
