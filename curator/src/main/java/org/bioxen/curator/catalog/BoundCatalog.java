// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bioxen.api.curator.CatalogNotAvailableException;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.CatalogCorruptException;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.bioxen.spi.catalog.CatalogUnavailableException;
import org.bioxen.spi.catalog.Release;

/** A catalog that is there: the plugin, what it says of itself, and all that the platform does to be safe from it. Thread-safe. */
final class BoundCatalog {
    /** The longest artifact of which no size is known. */
    static final long MOST_BYTES = 2L << 30;

    private final CatalogProvider provider;
    private final long serviceId;
    private final String origin;
    private final CatalogCalls calls;
    private final Breaker breaker = new Breaker(System::nanoTime);
    private volatile CatalogProperties properties;
    private volatile CheckedSnapshot last;
    private volatile Instant seen;
    private volatile String problem;

    BoundCatalog(
            CatalogProvider provider,
            CatalogProperties properties,
            long serviceId,
            String origin,
            Supplier<Duration> timeouts) {
        this.provider = provider;
        this.properties = properties;
        this.serviceId = serviceId;
        this.origin = origin;
        calls = new CatalogCalls(properties.id(), timeouts);
    }

    CatalogProvider provider() {
        return provider;
    }

    long serviceId() {
        return serviceId;
    }

    String origin() {
        return origin;
    }

    String id() {
        return properties.id();
    }

    CatalogProperties properties() {
        return properties;
    }

    void properties(CatalogProperties changed) {
        properties = changed;
    }

    Optional<Instant> seen() {
        return Optional.ofNullable(seen);
    }

    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** It is asked again, whatever it did before. */
    void forgive() {
        breaker.answered();
    }

    /** The plugin has gone. Does not wait for it. */
    void leave() {
        calls.leave();
    }

    /**
     * The catalog as it is now, or as it was seen last.
     *
     * @throws CatalogNotAvailableException if it cannot be asked
     * @throws IntegrityException if its answer makes no sense
     */
    CheckedSnapshot snapshot(boolean offline) {
        if (offline && !properties.local()) {
            return lastSeen();
        }
        CheckedSnapshot before = last;
        Optional<String> token = Optional.ofNullable(before).map(CheckedSnapshot::token);
        try {
            Optional<Map.Entry<String, CatalogSnapshot>> answer =
                    ask(call -> Answers.snapshot(provider.snapshot(token, call), token));
            seen = Clock.systemUTC().instant();
            CheckedSnapshot now = answer.filter(next -> !token.equals(Optional.of(next.getKey())))
                    .map(next -> new CheckedSnapshot(this, next.getKey(), next.getValue()))
                    .orElse(before);
            last = now;
            return now;
        } catch (CatalogNotFoundException none) {
            // Whoever answers at a catalog's place that there is no catalog does not thereby free its names for others.
            throw noted(
                    new CatalogNotAvailableException(named("cannot be asked: ") + Texts.message(none) + hint(), none));
        }
    }

    private CheckedSnapshot lastSeen() {
        CheckedSnapshot kept = last;
        if (provider instanceof OfflineCatalog cached) {
            try {
                CatalogSnapshot snapshot = ask(call -> cached.lastSeen(call));
                if (kept != null && kept.token().equals(snapshot.token())) {
                    return kept;
                }
                return new CheckedSnapshot(this, snapshot.token(), snapshot);
            } catch (CatalogNotFoundException never) {
                throw new CatalogNotAvailableException(
                        named("cannot be asked offline: ") + Texts.message(never), never);
            }
        }
        if (kept == null) {
            throw new CatalogNotAvailableException(
                    named("cannot be asked offline: it has not been seen since the start"));
        }
        return kept.offline();
    }

    /**
     * Opens an artifact.
     *
     * @throws CatalogNotFoundException if it is not there
     * @throws CatalogNotAvailableException if the catalog cannot be asked
     * @throws IntegrityException if its answer makes no sense
     */
    ReadAhead open(Release release, Artifact artifact) throws CatalogNotFoundException {
        long most = artifact.size().orElse(MOST_BYTES);
        return guarded(
                () -> calls.open(call -> Answers.stream(artifact, provider.open(release, artifact, call)), most));
    }

    /** One line of how it is. */
    String probe() throws CatalogNotFoundException {
        return ask(call -> Texts.shown(String.valueOf(provider.probe(call))));
    }

    <T> T ask(CatalogCalls.Question<T> question) throws CatalogNotFoundException {
        return guarded(() -> calls.ask(question));
    }

    private interface Attempt<T> {
        T make() throws CatalogException, InterruptedException;
    }

    private <T> T guarded(Attempt<T> attempt) throws CatalogNotFoundException {
        try {
            if (calls.isGone()) {
                throw calls.hasGone();
            }
            breaker.check();
            T answer = attempt.make();
            breaker.answered();
            problem = null;
            return answer;
        } catch (CatalogNotFoundException none) {
            breaker.answered();
            throw none;
        } catch (CatalogUnavailableException failure) {
            if (calls.isGone()) {
                throw new CatalogNotAvailableException(named("has gone"), failure);
            }
            breaker.failed(failure);
            throw noted(new CatalogNotAvailableException(
                    named("cannot be asked: ") + Texts.message(failure) + hint(), failure));
        } catch (CatalogCorruptException corrupt) {
            throw noted(new IntegrityException(named("is corrupt: ") + Texts.message(corrupt), corrupt));
        } catch (CatalogException refused) {
            throw noted(new CatalogNotAvailableException(
                    named("does not let us in: ") + Texts.message(refused) + hint(), refused));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CatalogNotAvailableException("interrupted while asking catalog '" + id() + "'", interrupted);
        }
    }

    private <E extends CuratorException> E noted(E failure) {
        problem = failure.getMessage();
        return failure;
    }

    String named(String rest) {
        return "catalog '" + id() + "' " + rest;
    }

    private String hint() {
        return "; try again, or disable it";
    }
}
