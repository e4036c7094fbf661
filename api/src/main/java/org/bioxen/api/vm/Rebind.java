// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

/** What a VM may do when its engine is gone, be it that the backend left, the interpreter died or a kill took it. */
public enum Rebind {
    /** Nothing: the VM is {@link VmState#LOST}. For those to whom a silent loss of globals would be worse than an end. */
    NEVER,
    /** Start afresh on any backend that satisfies the spec with the same Lua version as before. */
    SAME_VERSION,
    /** Start afresh on any backend that satisfies the spec, on whatever Lua version. */
    ANY_VERSION
}
