// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bioxen.tck.backend.Leftovers;

/** What was there before a backend did its work: threads, child processes, descriptors and files. Afterwards it is the same. */
final class Remains {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final Leftovers leftovers = Leftovers.sinceNow(thread -> false);
    private final long descriptors = descriptors();
    private final Set<Path> files = files();

    private Remains() {}

    /** Remembers what is there now. */
    static Remains sinceNow() {
        return new Remains();
    }

    /** Remembers the processes that are there now, which must be gone in the end. */
    void noteProcesses() {
        leftovers.noteProcesses();
    }

    /** Fails if something is left, now that the backend is closed. */
    void assertNone() throws InterruptedException {
        assertThat(leftovers.processes(Lab.PATIENCE)).as("processes").isEmpty();
        assertThat(leftovers.threads(Lab.PATIENCE)).as("threads").isEmpty();
        assertThat(descriptors()).as("descriptors").isLessThanOrEqualTo(descriptors);
        assertThat(files()).as("files of the backend").isEqualTo(files);
    }

    /** Those of pipes, sockets and files that are written; the JDK itself opens files to load classes from. */
    private static long descriptors() {
        try (Stream<Path> entries = Files.list(DESCRIPTORS)) {
            return entries.map(Remains::target)
                    .filter(target -> target.startsWith("pipe:") || target.startsWith("socket:"))
                    .count();
        } catch (IOException notLinux) {
            return 0;
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static Set<Path> files() {
        Set<Path> files = new TreeSet<>();
        try (Stream<Path> entries = Files.walk(Lab.SCRATCH)) {
            entries.filter(Files::isRegularFile).forEach(files::add);
        } catch (IOException none) {
            return files;
        }
        return files;
    }
}
