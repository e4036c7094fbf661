// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import java.util.AbstractList;
import java.util.List;

/** A list that knows what it lists, so that it is rendered as a table also when it is empty. Immutable. */
public final class Listing<T> extends AbstractList<T> {
    private final Class<T> type;
    private final List<T> items;

    /**
     * Lists.
     *
     * @param type what is listed
     * @param items what there is; copied
     */
    public Listing(Class<T> type, List<T> items) {
        this.type = type;
        this.items = List.copyOf(items);
    }

    /** What is listed. */
    public Class<T> type() {
        return type;
    }

    @Override
    public T get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }
}
