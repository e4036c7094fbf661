// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

/**
 * How far a script is trusted, from most to least. A level is a promise about what the script cannot do; a backend that
 * cannot keep it is refused, never used with less. Each level includes the promises of those before it.
 */
public enum SandboxLevel {
    /** The author's own scripts: full standard library, wall-clock and output limits. */
    TRUSTED,
    /**
     * Colleagues' scripts: also a CPU or instruction budget, a memory budget, no file system beyond the environment and
     * the {@link Grants}, no network, no process start, and a kill that the script cannot catch.
     */
    CONSTRAINED,
    /** Other tenants' scripts: also, nothing one VM does is visible in another, and a stuck VM cannot take others' threads. */
    ISOLATED,
    /** Strangers' scripts: also a hard kill and a hard memory limit, enforced by the operating system and self-tested. */
    UNTRUSTED
}
