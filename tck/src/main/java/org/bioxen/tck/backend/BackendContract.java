// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

/** A chapter of the contract: its tests, as default methods that {@link BackendTck} inherits. */
interface BackendContract {
    /** What the running test works with. */
    Workbench bench();
}
