// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.util.ArrayList;
import java.util.List;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.UnsatisfiableException;
import org.bioxen.shell.cli.ExitCode;

/**
 * What is told of an operation that could not be done.
 *
 * @param message what could not be, in one line
 * @param explanation why, if that takes more lines
 * @param exitCode the exit code of a process that it ends
 */
public record CuratorFailure(String message, List<String> explanation, int exitCode) {
    /** Lines that a person is shown at most. */
    private static final int LINES = 10;

    /** Copies the list. */
    public CuratorFailure {
        explanation = List.copyOf(explanation);
    }

    /**
     * What an exception of the curator comes to.
     *
     * @param interrupted whether somebody interrupted the operation
     */
    public static CuratorFailure of(CuratorException failed, boolean interrupted) {
        if (interrupted) {
            String message = String.valueOf(failed.getMessage());
            return new CuratorFailure(
                    message.contains("interrupted") ? message : "interrupted: " + message,
                    List.of(),
                    ExitCode.INTERRUPTED);
        }
        List<String> explanation =
                failed instanceof UnsatisfiableException unsatisfiable ? unsatisfiable.explanation() : List.of();
        boolean told = !explanation.isEmpty() && explanation.get(0).equals(failed.getMessage());
        return new CuratorFailure(
                failed.getMessage(),
                told ? explanation.subList(1, explanation.size()) : explanation,
                ExitCode.PLATFORM_ERROR);
    }

    /** All lines. */
    public String text() {
        List<String> lines = new ArrayList<>();
        if (explanation.size() < LINES) {
            lines.add(message);
        }
        // An explanation of that length says it all.
        lines.addAll(explanation.subList(0, Math.min(explanation.size(), LINES)));
        return String.join("\n", lines);
    }
}
