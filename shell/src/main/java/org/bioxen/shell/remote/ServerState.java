// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.remote;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to be seen of the server of a data directory from outside. With a socket and no process, it lives where its processes are not
 * seen, as in another container; with a process and no socket, it is about to begin or to end. Immutable.
 *
 * @param process its process, if that lives
 * @param listening its socket, if somebody listens there
 * @param leftBehind whether a server was there that ended without tidying up
 */
public record ServerState(Optional<ServerProcess> process, Optional<Path> listening, boolean leftBehind) {
    static final ServerState NONE = new ServerState(Optional.empty(), Optional.empty(), false);

    /** Says no to null. */
    public ServerState {
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(listening, "listening");
    }
}
