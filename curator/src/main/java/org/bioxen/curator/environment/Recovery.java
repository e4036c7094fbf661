// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.curator.store.Durable;

/**
 * Clears away what an operation left that did not end. What counts is the file {@code current}: a generation that it does not name
 * yet was never there, and one that it names is complete. For who holds the environment's lock.
 */
final class Recovery {
    private Recovery() {}

    /** What is left of work that did not end, in one line each. */
    static List<String> leftovers(EnvironmentFolder folder) throws IOException {
        List<String> left = new ArrayList<>();
        for (Path path : List.of(folder.journal(), folder.staging(), folder.retired())) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                left.add(path.getFileName().toString());
            }
        }
        return left;
    }

    static void recover(EnvironmentFolder folder) throws IOException {
        if (leftovers(folder).isEmpty()) {
            return;
        }
        Durable.deleteTree(folder.staging());
        Durable.deleteTree(folder.retired());
        OptionalLong current = folder.readCurrent();
        if (current.isEmpty() && folder.exists()) {
            throw new IntegrityException(folder.current()
                    + " is missing; write the number of the latest of the generations beside it into it");
        }
        Set<Long> pinned = Pin.pinned(folder);
        for (long number : folder.numbers()) {
            // Where no generation is the present one, the environment was deleted, perhaps under a VM that still runs.
            if (!pinned.contains(number) && (current.isEmpty() || number > current.getAsLong())) {
                retire(folder, number);
            }
        }
        Durable.deleteTree(folder.retired());
        Files.deleteIfExists(folder.journal());
    }

    /** Sets a generation aside, so that it is never seen half. */
    static void retire(EnvironmentFolder folder, long number) throws IOException {
        Files.createDirectories(folder.retired());
        Durable.rename(folder.generation(number), folder.retired().resolve(Long.toString(number)));
    }
}
