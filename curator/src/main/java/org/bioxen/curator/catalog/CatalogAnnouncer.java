// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.util.Map;
import org.bioxen.api.curator.CuratorEvents;
import org.bioxen.spi.catalog.CatalogProvider;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Posts to the Event Admin, where there is one, that catalogs come and go. Calls none of them. */
@Component(
        service = {},
        immediate = true)
public final class CatalogAnnouncer {
    private final EventAdmin events;

    /** Made by Declarative Services. */
    @Activate
    public CatalogAnnouncer(@Reference EventAdmin events) {
        this.events = events;
    }

    /** A catalog has come. */
    @Reference(
            service = CatalogProvider.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(ServiceReference<CatalogProvider> catalog) {
        post(CuratorEvents.CATALOG_ADDED, catalog);
    }

    /** A catalog has gone. */
    void unbind(ServiceReference<CatalogProvider> catalog) {
        post(CuratorEvents.CATALOG_REMOVED, catalog);
    }

    private void post(String topic, ServiceReference<CatalogProvider> catalog) {
        if (catalog.getProperty(CatalogProvider.ID) instanceof String id) {
            events.postEvent(new Event(topic, Map.of(CuratorEvents.CATALOG, id)));
        }
    }
}
