// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the curator keeps what.
 *
 * @param root the folder of all of it, which need not be there yet
 */
public record CuratorFolders(Path root) {
    /** Makes the folder's path absolute: the working folder of a process is not its concern. */
    public CuratorFolders {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * The folders below the platform's folder of data.
     *
     * @param data that folder; {@code data} in the working folder if absent
     */
    public static CuratorFolders of(Optional<Path> data) {
        return new CuratorFolders(data.orElse(Path.of("data")).resolve("curator"));
    }

    /** Files and artifacts by digest. */
    public Path store() {
        return root.resolve("store");
    }

    /** The lock of the store. */
    public Path storeLock() {
        return root.resolve("locks/store");
    }

    /** Digests of artifacts when they were first seen. */
    public Path firstSeen() {
        return root.resolve("first-seen");
    }

    /** The environments, a folder each. */
    public Path environments() {
        return root.resolve("environments");
    }

    /** The lock of an environment. Not in its folder, so that it is still there when the environment is not. */
    Path lock(String environment) {
        return root.resolve("locks/environments/" + environment + ".lock");
    }

    /** Who holds the lock. Another file than the lock, which must not be opened by who does not take it. */
    Path holder(String environment) {
        return root.resolve("locks/environments/" + environment + ".holder");
    }
}
