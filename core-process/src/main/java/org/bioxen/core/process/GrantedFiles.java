// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bioxen.api.vm.Grants;

/**
 * Decides about the paths that a script of a closed level names. Links are followed before the decision, so that none leads out
 * of what is granted; in a box the kernel decides once more.
 */
final class GrantedFiles {
    /**
     * No files that somebody has put there, but ways to processes and devices, which even have other meanings for this JVM than
     * for an interpreter: a grant of a directory above them does not mean them.
     */
    private static final Set<Path> SHOWN_BY_THE_KERNEL = Set.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

    private final Grants grants;

    GrantedFiles(Grants grants) {
        this.grants = grants;
    }

    /**
     * The real path to open, if it may be.
     *
     * @param named as the script names it; relative to the working directory of the JVM
     * @param write whether it is to be written, made, renamed or removed
     */
    Optional<Path> open(String named, boolean write) {
        if (grants.isEmpty() || named.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(named).toAbsolutePath();
            Path real = real(path);
            if (!isMeant(path.normalize()) || !isMeant(real)) {
                return Optional.empty();
            }
            boolean granted = isWithin(real, grants.writePaths()) || !write && isWithin(real, grants.readPaths());
            return granted ? Optional.of(real) : Optional.empty();
        } catch (IOException | InvalidPathException nowhere) {
            return Optional.empty();
        }
    }

    /** Whether it is an ordinary place, or one that a grant leads to itself. */
    private boolean isMeant(Path path) {
        return SHOWN_BY_THE_KERNEL.stream().filter(path::startsWith).allMatch(place -> Stream.concat(
                        grants.readPaths().stream(), grants.writePaths().stream())
                .anyMatch(grant -> grant.startsWith(place)));
    }

    /** Of what does not exist, the directory must. */
    private static Path real(Path path) throws IOException {
        if (Files.exists(path)) {
            return path.toRealPath();
        }
        Path name = path.getFileName();
        if (path.getParent() == null || name == null || name.toString().equals("..") || Files.isSymbolicLink(path)) {
            throw new IOException("no place for a file: " + path);
        }
        return path.getParent().toRealPath().resolve(name);
    }

    private static boolean isWithin(Path real, Set<Path> granted) throws IOException {
        for (Path grant : granted) {
            if (!Files.exists(grant)) {
                // A file that may be made: what it is called must be what was granted, in a directory that is there.
                if (grant.getParent() != null
                        && grant.getFileName() != null
                        && Files.exists(grant.getParent())
                        && real.equals(grant.getParent().toRealPath().resolve(grant.getFileName()))) {
                    return true;
                }
                continue;
            }
            Path root = grant.toRealPath();
            // Devices, pipes and the like only if they are named themselves.
            boolean plain = Files.isRegularFile(real) || Files.isDirectory(real) || !Files.exists(real);
            if (real.equals(root) || plain && real.startsWith(root)) {
                return true;
            }
        }
        return false;
    }
}
