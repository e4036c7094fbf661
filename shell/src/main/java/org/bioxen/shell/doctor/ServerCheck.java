// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.doctor;

import java.nio.file.Path;
import java.util.List;
import org.bioxen.shell.remote.ServerState;
import org.bioxen.shell.remote.SocketPlace;

/** Whether a server runs, and whether one could: its folder must be the user's alone. */
final class ServerCheck {
    private static final String NAME = "server";

    private ServerCheck() {}

    static List<Finding> examine(Machine machine) {
        try {
            ServerState found =
                    SocketPlace.of(machine.directory("data"), Path.of("/tmp")).look();
            String who = found.process()
                    .map(process -> "process " + process.pid())
                    .orElse("a process that is not to be seen from here");
            if (found.listening().isPresent()) {
                return List.of(Finding.ok(
                        NAME, who + " listens on " + found.listening().get()));
            }
            return List.of(Finding.ok(
                    NAME,
                    found.process().isPresent() ? who + " is about to begin or to end" : "none runs for this data"));
        } catch (SocketPlace.RefusedException unsafe) {
            return List.of(
                    Finding.warn(NAME, unsafe.getMessage(), "until then there is no server, and all else works"));
        }
    }
}
