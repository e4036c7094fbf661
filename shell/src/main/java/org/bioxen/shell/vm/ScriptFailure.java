// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaExecutionException;

/**
 * A script did not succeed, so that in a shell script {@code &&} and {@code try} see it. Its text, which is what Gogo prints, is
 * that of {@code lua}: the message and the traceback.
 */
public final class ScriptFailure extends LuaExecutionException {
    private static final long serialVersionUID = 1L;

    private final String text;

    /**
     * Of this result.
     *
     * @param traceback whether the text has it
     */
    public ScriptFailure(ExecutionResult result, boolean traceback) {
        super(result);
        text = text(result, traceback);
    }

    private static String text(ExecutionResult result, boolean whole) {
        if (result.error().isEmpty()) {
            return "the script exited with " + result.exitCode().orElse(0);
        }
        String traceback = whole ? result.error().get().tracebackText().stripTrailing() : "";
        return result.error().get().message() + (traceback.isEmpty() ? "" : "\n" + traceback);
    }

    @Override
    public String getMessage() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
