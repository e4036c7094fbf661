// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

/** How source is read. */
public enum EvaluationMode {
    /** As a chunk. */
    CHUNK,
    /**
     * As the Lua REPL reads it: as an expression list first, whose values are returned; if that does not compile, as a chunk;
     * and source that could still become valid is reported as {@link EvaluationResult#incomplete()} and not run. Source: Lua
     * 5.4 manual, section 7.
     */
    REPL
}
