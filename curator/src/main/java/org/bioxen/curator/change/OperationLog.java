// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.util.Optional;
import org.bioxen.api.logging.TimedOperation;

/** Where changes are told of while they are made, for those who did not ask for them. */
@FunctionalInterface
interface OperationLog {
    /** Tells nobody. */
    OperationLog NONE = operation -> Optional.empty();

    /** Begins an operation; empty where nobody is told. */
    Optional<TimedOperation> begin(String operation);
}
