// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.repository;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.bioxen.api.curator.Curator;
import org.bioxen.api.curator.RepositoryManager;
import org.bioxen.curator.catalog.CatalogRegistry;
import org.bioxen.curator.catalog.RegistryAccess;
import org.bioxen.curator.catalog.site.FetcherAccess;
import org.bioxen.curator.catalog.site.HttpFetcher;
import org.bioxen.spi.catalog.CatalogProvider;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The curator's components wired by hand over a folder of data, as one process has them. */
final class Platform implements AutoCloseable {
    private final HttpFetcher fetcher = new HttpFetcher();
    private final KeptDecisions kept;
    private final CatalogRegistry registry;
    private long services;

    Platform(Path data) {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> arguments[0].equals("bioxen.data") ? data.toString() : null;
                    case "registerService" -> register(arguments);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        kept = new KeptDecisions(context, fetcher);
        registry = RegistryAccess.registry(kept);
    }

    private ServiceRegistration<?> register(Object[] arguments) {
        Dictionary<?, ?> given = (Dictionary<?, ?>) arguments[2];
        Map<String, Object> properties = new HashMap<>();
        for (Enumeration<?> keys = given.keys(); keys.hasMoreElements(); ) {
            Object key = keys.nextElement();
            properties.put(key.toString(), given.get(key));
        }
        long service =
                publish(properties.get(CatalogRegistry.ORIGIN).toString(), properties, (CatalogProvider) arguments[1]);
        return (ServiceRegistration<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class}, (proxy, method, none) -> {
                    if (method.getName().equals("unregister")) {
                        RegistryAccess.remove(registry, service);
                    }
                    return null;
                });
    }

    /** Publishes a catalog of a bundle. */
    long publish(String origin, Map<String, ?> properties, CatalogProvider provider) {
        RegistryAccess.add(registry, provider, properties, origin, ++services);
        return services;
    }

    RepositoryManager repositories() {
        return new KeptRepositoryManager(registry, kept);
    }

    Curator curator() {
        return new CatalogCurator(registry);
    }

    @Override
    public void close() {
        kept.close();
        RegistryAccess.close(registry);
        FetcherAccess.close(fetcher);
    }
}
