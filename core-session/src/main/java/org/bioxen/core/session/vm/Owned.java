// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

/** What belongs to a bundle or a scope, and ends with it. Thread-safe. */
public interface Owned {
    /** The part of {@link #close} that does not wait; for many, this is called for all of them first. */
    void beginClose();

    /** Ends it. Doing so again does nothing. */
    void close();
}
