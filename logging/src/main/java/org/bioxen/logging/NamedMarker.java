// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Marker;

/**
 * A marker that may refer to others. One of another class, which is a bundle's own, it refers to only as long as somebody else does:
 * the marker stays when the bundle goes. Thread-safe.
 */
final class NamedMarker implements Marker {
    private static final long serialVersionUID = 1L;

    private final String name;
    /** Either markers of this class, or weak references to others. */
    private final transient List<Object> references = new CopyOnWriteArrayList<>();

    NamedMarker(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public void add(Marker reference) {
        Objects.requireNonNull(reference, "reference");
        if (!contains(reference) && !reference.contains(this)) {
            references.add(reference instanceof NamedMarker ? reference : new WeakReference<>(reference));
        }
    }

    @Override
    public boolean remove(Marker reference) {
        return references.removeIf(one -> reference.equals(marker(one)));
    }

    private static Object marker(Object reference) {
        return reference instanceof Reference<?> weak ? weak.get() : reference;
    }

    private List<Marker> others() {
        List<Marker> all = new ArrayList<>();
        for (Object reference : references) {
            if (marker(reference) instanceof Marker marker) {
                all.add(marker);
            }
        }
        return all;
    }

    @Deprecated
    @Override
    public boolean hasChildren() {
        return hasReferences();
    }

    @Override
    public boolean hasReferences() {
        return !others().isEmpty();
    }

    @Override
    public Iterator<Marker> iterator() {
        return others().iterator();
    }

    @Override
    public boolean contains(Marker other) {
        Objects.requireNonNull(other, "other");
        return equals(other) || others().stream().anyMatch(one -> one.contains(other));
    }

    @Override
    public boolean contains(String other) {
        Objects.requireNonNull(other, "other");
        return name.equals(other) || others().stream().anyMatch(one -> one.contains(other));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Marker marker && name.equals(marker.getName());
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        List<Marker> others = others();
        return others.isEmpty() ? name : name + " " + others;
    }
}
