// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bioxen.api.vm.Grants;
import org.bioxen.core.luaj.vm.LuaState;

/**
 * The files that were granted. Whatever is asked for is resolved to its real path when it is used, and that must lie in a
 * grant; it is then opened from the granted directory on, step by step, without following a link, so that what is swapped for
 * a link in between does not lead out. Where the file system has no such steps the real path is opened without following its
 * last component. Hard links and mounts inside a granted directory are part of it: they cannot be told.
 *
 * <p>The links in a grant's own path are resolved once, when the VM is made. Whether something that is not granted exists is
 * not told: it is always "Permission denied".
 */
final class GrantedFiles extends HostFiles {
    private static final int MAX_LINKS = 40;
    private static final int MAX_NAME = 4095;

    /** What lies there is made by the system and shows more than files: a tree around it does not open it. */
    private static final List<Path> SYSTEM = List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final List<Grant> grants;

    private record Grant(Path real, boolean writes) {
        private boolean covers(Path path) {
            return path.equals(real) || path.startsWith(real) && !isOfTheSystem(path);
        }
    }

    /**
     * Where a name leads.
     *
     * @param real the real path; of what is not there, up to the first component that is missing
     * @param missing why there is nothing; {@code null} if there is something
     * @param creatable whether only the last component is missing
     */
    private record Place(Path real, IOException missing, boolean creatable) {}

    GrantedFiles(Grants granted) {
        List<Grant> all = new ArrayList<>();
        granted.readPaths().forEach(path -> all.add(new Grant(settled(path), false)));
        granted.writePaths().forEach(path -> all.add(new Grant(settled(path), true)));
        // The nearest grant first; of two for the same path the one that writes.
        all.sort(Comparator.<Grant>comparingInt(grant -> -grant.real.getNameCount())
                .thenComparing(grant -> !grant.writes)
                .thenComparing(Grant::real));
        grants = List.copyOf(all);
    }

    private static boolean isOfTheSystem(Path path) {
        return SYSTEM.stream().anyMatch(path::startsWith) && !path.startsWith(SHARED_MEMORY);
    }

    /** The real path of a granted path that may not be there yet. */
    private static Path settled(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException notThere) {
            Path parent = path.getParent();
            return parent == null ? path : settled(parent).resolve(path.getFileName());
        }
    }

    // Where names lead ----------------------------------------------------------------------------------------------

    /**
     * The absolute path. A step back is taken in the name itself: were the system asked, the answer would tell whether the
     * directory exists that is stepped back from.
     */
    private Path absolute(String name) throws IOException {
        if (grants.isEmpty()) {
            throw new AccessDeniedException(name);
        }
        if (name.length() > MAX_NAME) {
            throw new IOException("File name too long");
        }
        if (name.isEmpty()) {
            throw new NoSuchFileException(name);
        }
        return path(name).toAbsolutePath().normalize();
    }

    private static Place locate(Path path, int links) throws IOException {
        try {
            return new Place(path.toRealPath(), null, false);
        } catch (IOException failed) {
            Path parent = path.getParent();
            if (parent == null) {
                return new Place(path, failed, false);
            }
            Place above = locate(parent, links);
            if (above.missing != null) {
                return new Place(above.real, above.missing, false);
            }
            if (!Files.isDirectory(above.real, LinkOption.NOFOLLOW_LINKS)) {
                return new Place(above.real, new NotDirectoryException(path.toString()), false);
            }
            Path entry = above.real.resolve(path.getFileName());
            boolean link = Files.isSymbolicLink(entry);
            if (link && links < MAX_LINKS) {
                return locate(above.real.resolve(Files.readSymbolicLink(entry)).normalize(), links + 1);
            }
            return new Place(entry, failed, failed instanceof NoSuchFileException && !link);
        }
    }

    /** The place of a directory's entry itself, be it a link. */
    private Place entry(String name) throws IOException {
        Path path = absolute(name);
        Path last = path.getFileName();
        if (last == null) {
            throw new AccessDeniedException(name);
        }
        Place above = locate(path.getParent(), 0);
        if (above.missing != null) {
            return above;
        }
        Path entry = above.real.resolve(last);
        return Files.exists(entry, LinkOption.NOFOLLOW_LINKS)
                ? new Place(entry, null, false)
                : new Place(entry, new NoSuchFileException(name), true);
    }

    private Grant grant(Place place, boolean write) throws IOException {
        for (Grant grant : grants) {
            if ((grant.writes || !write) && grant.covers(place.real)) {
                return grant;
            }
        }
        throw new AccessDeniedException(place.real.toString());
    }

    // Steps that follow no link -------------------------------------------------------------------------------------

    /** The directory that holds an entry, reached from the granted one on; {@code null} if the file system has no such steps. */
    private static SecureDirectoryStream<Path> parent(Grant grant, Path entry) throws IOException {
        boolean exactly = entry.equals(grant.real);
        Path root = exactly ? entry.getParent() : grant.real;
        DirectoryStream<Path> opened = Files.newDirectoryStream(root);
        if (!(opened instanceof SecureDirectoryStream<Path> directory)) {
            opened.close();
            return null;
        }
        try {
            BasicFileAttributes now = Files.readAttributes(root, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            BasicFileAttributes was =
                    directory.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
            if (!Objects.equals(now.fileKey(), was.fileKey())) {
                throw new AccessDeniedException(root.toString());
            }
            for (int i = root.getNameCount(); i < entry.getNameCount() - 1; i++) {
                SecureDirectoryStream<Path> next =
                        directory.newDirectoryStream(entry.getName(i), LinkOption.NOFOLLOW_LINKS);
                directory.close();
                directory = next;
            }
            return directory;
        } catch (IOException | RuntimeException failed) {
            directory.close();
            throw failed;
        }
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path entry)
            throws IOException {
        return directory == null
                ? Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                : directory
                        .getFileAttributeView(
                                entry.getFileName(), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes();
    }

    /** A place and what grants it. */
    record Found(Grant grant, Place place) {}

    @Override
    DiskFile open(LuaState vm, String name, String mode) throws IOException {
        return open(vm, find(name, mode), mode);
    }

    Found find(String name, String mode) throws IOException {
        Place place = locate(absolute(name), 0);
        return new Found(grant(place, !mode.startsWith("r") || mode.contains("+")), place);
    }

    /** Opens what was found a moment ago, or nothing. */
    static DiskFile open(LuaState vm, Found found, String mode) throws IOException {
        Place place = found.place;
        Grant grant = found.grant;
        if (place.missing != null && (mode.startsWith("r") || !place.creatable)) {
            throw place.missing;
        }
        Set<OpenOption> options = options(mode);
        options.add(LinkOption.NOFOLLOW_LINKS);
        boolean exactly = place.real.equals(grant.real);
        // The directory of a file that was granted by its name need not be readable.
        try (SecureDirectoryStream<Path> directory = exactly ? null : parent(grant, place.real)) {
            boolean regular = place.missing != null || mayBeOpened(attributes(directory, place.real), exactly);
            SeekableByteChannel channel = directory == null
                    ? Files.newByteChannel(place.real, options)
                    : directory.newByteChannel(place.real.getFileName(), options);
            return new DiskFile(vm, channel, mode, regular);
        }
    }

    /** Refuses what is no file of the disk, unless it was granted by its name; answers whether it is one. */
    private static boolean mayBeOpened(BasicFileAttributes attributes, boolean exactly) throws IOException {
        if (attributes.isDirectory()) {
            throw new IOException("Is a directory");
        }
        if (attributes.isSymbolicLink() || !attributes.isRegularFile() && !exactly) {
            throw new AccessDeniedException("");
        }
        return attributes.isRegularFile();
    }

    @Override
    boolean isReadable(String name) {
        try {
            Place place = locate(absolute(name), 0);
            Grant grant = grant(place, false);
            return place.missing == null
                    && (place.real.equals(grant.real) || Files.isRegularFile(place.real, LinkOption.NOFOLLOW_LINKS))
                    && Files.isReadable(place.real);
        } catch (IOException notThere) {
            return false;
        }
    }

    @Override
    void delete(String name) throws IOException {
        Place place = entry(name);
        Grant grant = grant(place, true);
        if (place.missing != null) {
            throw place.missing;
        }
        try (SecureDirectoryStream<Path> directory = parent(grant, place.real)) {
            BasicFileAttributes attributes = attributes(directory, place.real);
            refuseTheGrantItself(grant, place.real, attributes);
            if (directory == null) {
                Files.delete(place.real);
            } else if (attributes.isDirectory()) {
                directory.deleteDirectory(place.real.getFileName());
            } else {
                directory.deleteFile(place.real.getFileName());
            }
        }
    }

    @Override
    void rename(String from, String to) throws IOException {
        Place source = entry(from);
        Place target = entry(to);
        Grant sourceGrant = grant(source, true);
        Grant targetGrant = grant(target, true);
        if (source.missing != null) {
            throw source.missing;
        }
        if (target.missing != null && !target.creatable) {
            throw target.missing;
        }
        try (SecureDirectoryStream<Path> here = parent(sourceGrant, source.real);
                SecureDirectoryStream<Path> there = parent(targetGrant, target.real)) {
            BasicFileAttributes attributes = attributes(here, source.real);
            refuseTheGrantItself(sourceGrant, source.real, attributes);
            if (target.missing == null) {
                refuseTheGrantItself(targetGrant, target.real, attributes(there, target.real));
            }
            if (attributes.isSymbolicLink()) {
                // At another place it could stand for what somebody grants by that name later.
                throw new AccessDeniedException("");
            }
            if (here != null && there != null) {
                here.move(source.real.getFileName(), there, target.real.getFileName());
            } else {
                Files.move(source.real, target.real, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** A granted directory stays where it is: what came in its place would be granted next time. */
    private static void refuseTheGrantItself(Grant grant, Path entry, BasicFileAttributes attributes)
            throws FileSystemException {
        if (entry.equals(grant.real) && !attributes.isRegularFile()) {
            throw new AccessDeniedException("");
        }
    }

    // Temporary files -----------------------------------------------------------------------------------------------

    /** The host's directory for such files if it is granted, else the first directory that is. */
    private Path directoryForTemporaryFiles() throws IOException {
        Place usual = locate(absolute(System.getProperty("java.io.tmpdir")), 0);
        for (Grant grant : grants) {
            if (grant.writes && grant.covers(usual.real) && Files.isDirectory(usual.real, LinkOption.NOFOLLOW_LINKS)) {
                return usual.real;
            }
        }
        for (Grant grant : grants) {
            if (grant.writes && Files.isDirectory(grant.real, LinkOption.NOFOLLOW_LINKS)) {
                return grant.real;
            }
        }
        throw new AccessDeniedException("");
    }

    @Override
    DiskFile temporary(LuaState vm) throws IOException {
        Path path = Files.createTempFile(directoryForTemporaryFiles(), "lua_", null);
        return new DiskFile(
                vm,
                Files.newByteChannel(
                        path,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE,
                        LinkOption.NOFOLLOW_LINKS),
                "w+",
                true);
    }

    @Override
    String temporaryName() throws IOException {
        return Files.createTempFile(directoryForTemporaryFiles(), "lua_", "").toString();
    }
}
