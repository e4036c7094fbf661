// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;

/** Markers by name. All bundles share them, so none keeps anything of a bundle alive: see {@link NamedMarker}. Thread-safe. */
final class Markers implements IMarkerFactory {
    private final ConcurrentMap<String, Marker> markers = new ConcurrentHashMap<>();

    @Override
    public Marker getMarker(String name) {
        return markers.computeIfAbsent(name, NamedMarker::new);
    }

    @Override
    public boolean exists(String name) {
        return name != null && markers.containsKey(name);
    }

    @Override
    public boolean detachMarker(String name) {
        return name != null && markers.remove(name) != null;
    }

    @Override
    public Marker getDetachedMarker(String name) {
        return new NamedMarker(name);
    }
}
