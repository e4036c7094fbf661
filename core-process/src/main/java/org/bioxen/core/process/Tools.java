// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What an interpreter is started with.
 *
 * @param shell the POSIX shell that makes its descriptors
 * @param setsid what puts it into a session of its own, so that Ctrl-C in a terminal does not reach it; absent on systems
 *     that lack it
 * @param bwrap what makes boxes: bubblewrap
 * @param unshare what makes lesser boxes where that is missing
 */
record Tools(Path shell, Optional<Path> setsid, Optional<Path> bwrap, Optional<Path> unshare) {
    Tools {
        Objects.requireNonNull(shell, "shell");
        Objects.requireNonNull(setsid, "setsid");
        Objects.requireNonNull(bwrap, "bwrap");
        Objects.requireNonNull(unshare, "unshare");
    }
}
