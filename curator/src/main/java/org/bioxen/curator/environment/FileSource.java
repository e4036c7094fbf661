// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.io.IOException;
import java.nio.file.Path;

/** Where the files of a new generation come from. */
@FunctionalInterface
public interface FileSource {
    /**
     * Puts a file there, with the content that its digest says.
     *
     * @param target its folder is there, it is not
     * @throws org.bioxen.api.curator.IntegrityException if no such content can be had
     */
    void place(LockedFile file, Path target) throws IOException;
}
