// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

import java.io.IOException;

/** Is told of every step of a change. Thread-safe. */
@FunctionalInterface
public interface Steps {
    /** Does nothing. */
    Steps NONE = step -> {};

    /**
     * A step has been taken.
     *
     * @throws IOException to have the change fail as if the disk had
     */
    void reached(Step step) throws IOException;
}
