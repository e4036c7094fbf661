// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.BasicMarkerFactory;

/**
 * Markers by name, as long as somebody uses them: a marker may refer to another of a bundle's own class, which must be able to go with
 * its bundle. Thread-safe.
 */
final class WeakMarkers implements IMarkerFactory {
    private final BasicMarkerFactory maker = new BasicMarkerFactory();
    private final ConcurrentMap<String, WeakReference<Marker>> markers = new ConcurrentHashMap<>();

    @Override
    public Marker getMarker(String name) {
        Marker fresh = maker.getDetachedMarker(name);
        while (true) {
            WeakReference<Marker> kept =
                    markers.merge(name, new WeakReference<>(fresh), (old, mine) -> old.get() == null ? mine : old);
            Marker marker = kept.get();
            if (marker != null) {
                return marker;
            }
        }
    }

    @Override
    public boolean exists(String name) {
        WeakReference<Marker> kept = name == null ? null : markers.get(name);
        return kept != null && kept.get() != null;
    }

    @Override
    public boolean detachMarker(String name) {
        return name != null && markers.remove(name) != null;
    }

    @Override
    public Marker getDetachedMarker(String name) {
        return maker.getDetachedMarker(name);
    }
}
