// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

/** A promise that a backend can keep. What a backend does not list, it is never asked for. */
public enum Enforcement {
    /** An evaluation stops soon after it is interrupted for its wall-clock limit, in whatever Lua code it is. */
    WALL_TIME,
    /** An evaluation whose output is refused stops. */
    OUTPUT,
    /** {@link Limits#cpuTime()}. */
    CPU_TIME,
    /** {@link Limits#instructions()}. */
    INSTRUCTIONS,
    /** {@link Limits#memoryBytes()}, checked often, not hard. */
    MEMORY,
    /** {@link Limits#callDepth()}. */
    CALL_DEPTH,
    /** No file is read or written beyond the grants. */
    FILE_ACCESS,
    /** No environment variable is read beyond the grants. */
    ENVIRONMENT_VARIABLES,
    /** Without {@link VmSpec#networked()}, a connect fails. */
    NETWORK,
    /** No process is started. */
    PROCESSES,
    /** A script cannot catch its own end. */
    UNCATCHABLE_KILL,
    /** Nothing one VM does is visible in another. */
    VM_ISOLATION,
    /** The operating system ends the script, whatever it does. */
    HARD_KILL,
    /** The operating system bounds the memory, whatever the script does. */
    HARD_MEMORY
}
