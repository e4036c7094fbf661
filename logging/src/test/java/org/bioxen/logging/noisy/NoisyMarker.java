// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging.noisy;

import java.util.Collections;
import java.util.Iterator;
import org.slf4j.Marker;

/** A marker of the bundle's own class. */
final class NoisyMarker implements Marker {
    private static final long serialVersionUID = 1L;

    @Override
    public String getName() {
        return "noisy";
    }

    @Override
    public void add(Marker reference) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(Marker reference) {
        return false;
    }

    @Deprecated
    @Override
    public boolean hasChildren() {
        return false;
    }

    @Override
    public boolean hasReferences() {
        return false;
    }

    @Override
    public Iterator<Marker> iterator() {
        return Collections.emptyIterator();
    }

    @Override
    public boolean contains(Marker other) {
        return false;
    }

    @Override
    public boolean contains(String name) {
        return false;
    }
}
