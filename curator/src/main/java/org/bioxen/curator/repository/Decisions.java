// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.repository;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What people have decided about catalogs.
 *
 * @param added the catalogs that were added: where each is, by id
 * @param priorities their places, and those of others, where people have said so
 * @param disabled those that are not asked
 */
record Decisions(Map<String, String> added, Map<String, Integer> priorities, Set<String> disabled) {
    /** Nothing. */
    static final Decisions NONE = new Decisions(Map.of(), Map.of(), Set.of());

    Decisions {
        added = Collections.unmodifiableMap(new TreeMap<>(added));
        priorities = Collections.unmodifiableMap(new TreeMap<>(priorities));
        disabled = Collections.unmodifiableSet(new TreeSet<>(disabled));
    }

    Decisions withAdded(String id, String location) {
        Map<String, String> more = new TreeMap<>(added);
        more.put(id, location);
        return new Decisions(more, priorities, disabled);
    }

    Decisions without(String id) {
        Map<String, String> lessAdded = new TreeMap<>(added);
        Map<String, Integer> lessPriorities = new TreeMap<>(priorities);
        lessAdded.remove(id);
        lessPriorities.remove(id);
        return new Decisions(lessAdded, lessPriorities, disabled).withEnabled(id, true);
    }

    Decisions withPriority(String id, int priority) {
        Map<String, Integer> more = new TreeMap<>(priorities);
        more.put(id, priority);
        return new Decisions(added, more, disabled);
    }

    Decisions withEnabled(String id, boolean on) {
        Set<String> changed = new TreeSet<>(disabled);
        if (on) {
            changed.remove(id);
        } else {
            changed.add(id);
        }
        return new Decisions(added, priorities, changed);
    }
}
