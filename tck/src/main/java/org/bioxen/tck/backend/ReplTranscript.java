// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaFrame;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;

/** What an evaluation shows, as text of a terminal. */
final class ReplTranscript {
    /** The host below all calls: engines may leave it out. */
    private static final String HOST = "\n\t[C]: in ?\n";

    /** A call that an expression ends with is one; no frame of its own. */
    private static final String TAIL_CALLS = "\n\t(...tail calls...)";

    private ReplTranscript() {}

    /** Asserts that an evaluation wrote what is right, and failed with the message that is right. */
    static void check(String about, LuaDialect dialect, Finished finished, String right) {
        String written = finished.transcript().replace("<err>", "").replace("<out>", "");
        if (finished.result().outcome() == Outcome.COMPLETED) {
            assertThat(written).as(about).isEqualTo(right);
            return;
        }
        LuaError error = finished.scriptError();
        assertThat(right).as("what comes before the error of " + about).startsWith(written);
        String message = right.substring(written.length());
        assertThat(message).as("error of " + about).isNotEmpty();
        if (dialect.isAtLeast5(4)) {
            // Up to then the wording of messages and tracebacks differs.
            assertThat(shown(error))
                    .as("error of " + about)
                    .isEqualTo(message.replace(TAIL_CALLS, "").replace(HOST, "\n"));
        }
    }

    /** As lua.c shows an error: where its value speaks for itself, that is all. */
    private static String shown(LuaError error) {
        boolean speaks =
                error.value() instanceof LuaValue.Table && !error.message().startsWith("(error object is");
        if (speaks || error.traceback().isEmpty()) {
            return error.message() + "\n";
        }
        return error.traceback().stream()
                .map(LuaFrame::toString)
                .filter(frame -> !frame.equals(HOST.strip()))
                .collect(Collectors.joining("\n\t", error.message() + "\nstack traceback:\n\t", "\n"));
    }
}
