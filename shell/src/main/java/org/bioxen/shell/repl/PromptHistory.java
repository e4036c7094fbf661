// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** The files in which what was typed at prompts is kept over restarts, for its owner alone. */
public final class PromptHistory {
    /** Inputs that are kept at most, the last ones. */
    public static final int ENTRIES = 1000;

    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rw-------");

    private PromptHistory() {}

    /**
     * The file in a data directory, made if it is missing; empty if that cannot be, which is logged.
     *
     * @param prompt what it was typed at: {@code repl}, {@code shell}
     */
    public static Optional<Path> file(Path data, String prompt) {
        Path file = data.resolve(prompt).resolve("history");
        try {
            Files.createDirectories(file.getParent());
            if (!Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
                return Optional.of(file);
            }
            try {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
            } catch (FileAlreadyExistsException kept) {
                Files.setPosixFilePermissions(file, OWNER_ALONE);
            }
            return Optional.of(file);
        } catch (IOException failed) {
            LoggerFactory.getLogger(PromptHistory.class)
                    .warn("What is typed at the prompt is not kept: {} cannot be used: {}", file, failed.toString());
            return Optional.empty();
        }
    }
}
