// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.io.PrintStream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

/** Where a command of a session prints. */
final class ScriptRuns {
    private ScriptRuns() {}

    static PrintStream out(CommandSession session) {
        Process process = Process.Utils.current();
        return process == null ? session.getConsole() : process.out();
    }
}
