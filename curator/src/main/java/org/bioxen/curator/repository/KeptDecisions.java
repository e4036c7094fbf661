// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.repository;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.curator.catalog.CatalogRegistry;
import org.bioxen.curator.catalog.CatalogSettings;
import org.bioxen.curator.catalog.site.BuiltInCatalog;
import org.bioxen.curator.catalog.site.HttpFetcher;
import org.bioxen.spi.catalog.CatalogProvider;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decisions as they are in the file now, whichever process has changed it last; the catalogs that were added are published while
 * this is active. Nothing is read before somebody asks. Thread-safe.
 */
@Component(service = {CatalogSettings.class, KeptDecisions.class})
public final class KeptDecisions implements CatalogSettings {
    private static final Logger LOG = LoggerFactory.getLogger(KeptDecisions.class);
    private static final int PATIENCE_SECONDS = 60;

    private final BundleContext context;
    private final HttpFetcher fetcher;
    private final Path data;
    private final DecisionsFile file;

    // Held while catalogs are published: whoever asks meanwhile must not miss one that comes before others. It is
    // waited for with a
    // bound, since those who are told of a service are strangers.
    private final ReentrantLock publishing = new ReentrantLock();
    private final Map<String, Published> published = new HashMap<>(); // guarded by publishing
    private Optional<List<Object>> stamp; // guarded by publishing; null before the first look
    private boolean closed; // guarded by publishing
    private volatile Decisions decisions = Decisions.NONE;

    private record Published(String location, ServiceRegistration<CatalogProvider> registration) {}

    /** Made by Declarative Services. */
    @Activate
    public KeptDecisions(BundleContext context, @Reference HttpFetcher fetcher) {
        this.context = context;
        this.fetcher = fetcher;
        data = BuiltInCatalog.curatorData(context);
        file = new DecisionsFile(data.resolve("repositories.json"));
    }

    @Override
    public Setting of(String id) {
        Decisions now = decisions;
        return new Setting(
                !now.disabled().contains(id),
                Optional.ofNullable(now.priorities().get(id)));
    }

    @Override
    public void synchronize() {
        underLock(() -> {
            Optional<List<Object>> now = file.stamp();
            if (!now.equals(stamp) && !closed) {
                Decisions read = file.read();
                publish(read);
                decisions = read;
                stamp = now;
            }
        });
    }

    Decisions decisions() {
        synchronize();
        return decisions;
    }

    void change(UnaryOperator<Decisions> change) {
        file.change(change);
        synchronize();
    }

    BuiltInCatalog catalog(String id, String location) {
        return BuiltInCatalog.at(id, location, fetcher, cache());
    }

    Path cache() {
        return data.resolve("cache");
    }

    private void publish(Decisions wanted) {
        for (Map.Entry<String, Published> one : List.copyOf(published.entrySet())) {
            if (!one.getValue().location().equals(wanted.added().get(one.getKey()))) {
                published.remove(one.getKey());
                one.getValue().registration().unregister();
            }
        }
        wanted.added().forEach((id, location) -> {
            if (!published.containsKey(id)) {
                try {
                    published.put(
                            id, new Published(location, catalog(id, location).publish(context, CatalogRegistry.ADDED)));
                } catch (IllegalArgumentException wrong) {
                    LOG.warn("the catalog '{}' that was added is not there: {}", id, wrong.getMessage());
                }
            }
        });
    }

    /** Withdraws the catalogs. */
    @Deactivate
    void close() {
        List<Published> last = new ArrayList<>();
        underLock(() -> {
            closed = true;
            last.addAll(published.values());
            published.clear();
        });
        last.forEach(one -> one.registration().unregister());
    }

    private void underLock(Runnable work) {
        boolean locked = false;
        try {
            locked = publishing.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!locked) {
                throw new CuratorException(
                        "the catalogs have been coming and going for " + PATIENCE_SECONDS + " s; try again");
            }
            work.run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CuratorException("interrupted while the catalogs were looked for", interrupted);
        } finally {
            if (locked) {
                publishing.unlock();
            }
        }
    }
}
