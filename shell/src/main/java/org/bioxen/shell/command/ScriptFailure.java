// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaExecutionException;

/**
 * A script did not succeed, so that in a shell script {@code &&} and {@code try} see it. Its text, which is what Gogo prints, is
 * that of {@code lua}: the message and the traceback.
 */
final class ScriptFailure extends LuaExecutionException {
    private static final long serialVersionUID = 1L;

    private final String text;

    ScriptFailure(ExecutionResult result) {
        super(result);
        text = text(result);
    }

    private static String text(ExecutionResult result) {
        if (result.error().isEmpty()) {
            return "the script exited with " + result.exitCode().orElse(0);
        }
        String traceback = result.error().get().tracebackText().stripTrailing();
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
