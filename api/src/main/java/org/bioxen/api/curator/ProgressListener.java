// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told how far a change is. Called from several threads, one at a time, often; returns at once. What it throws is logged and
 * changes nothing.
 */
@ConsumerType
@FunctionalInterface
public interface ProgressListener {
    /** Something has gone on. */
    void progress(Progress event);
}
