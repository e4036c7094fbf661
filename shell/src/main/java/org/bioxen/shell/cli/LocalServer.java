// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Serves shells and commands on a local socket: a service of this bundle that is there when Gogo runs. Serves once at a time. */
public interface LocalServer {
    /**
     * Serves clients until the calling thread is interrupted or this bundle stops; then tells them, and ends their commands.
     *
     * @param listening is given the socket as soon as clients may come
     * @throws org.bioxen.api.vm.VmManagerException when the socket cannot be opened: another server has it, or its place is not safe
     */
    void serve(Consumer<Path> listening);
}
