// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.util.Objects;

/** A script did not succeed; thrown only by {@link ExecutionResult#orThrow()}. */
public class LuaExecutionException extends LuaVmException {
    private static final long serialVersionUID = 1L;

    private final transient ExecutionResult result;

    /** With the result that it speaks of. */
    public LuaExecutionException(ExecutionResult result) {
        super(Objects.requireNonNull(result, "result").toString());
        this.result = result;
    }

    /** What came of the script. */
    public ExecutionResult result() {
        return result;
    }
}
