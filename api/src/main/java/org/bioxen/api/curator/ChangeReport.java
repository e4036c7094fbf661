// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.List;

/**
 * What a change did, or, if it was only planned, would do.
 *
 * @param environment the environment's name
 * @param done whether it was done; false for a plan, and where there was nothing to do
 * @param generation the environment's present generation
 * @param changes what changed, in the order of the work; empty if there was nothing to do
 * @param bytesFetched how many bytes came from catalogs
 * @param notes what people should know besides, one line each
 */
public record ChangeReport(
        String environment,
        boolean done,
        long generation,
        List<Change> changes,
        long bytesFetched,
        List<String> notes) {
    /** Copies the lists. */
    public ChangeReport {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }
}
