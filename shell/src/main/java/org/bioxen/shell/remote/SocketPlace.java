// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * Where the server of a data directory and its clients meet: a socket in the folder {@code server}, which is the user's alone. A path
 * that is too long for a socket is replaced by one in a temporary folder of the user's, which a file {@code address} names. A living
 * server holds a lock on the file {@code lock}; the operating system takes it back however the server ends, so a lock that can be had
 * tells that the socket is a dead server's.
 *
 * <p>Neither end trusts a folder that somebody else owns or may use, nor a peer that is another user's process.
 */
public final class SocketPlace {
    /** Bytes that the path of a socket has at most, on every system. */
    private static final int PATH = 103;

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> SOCKET = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final Path temporary;

    private SocketPlace(Path folder, Path temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    /**
     * The place of a data directory.
     *
     * @param data the directory
     * @param temporary where to make a folder for a socket whose path would be too long in {@code data}
     */
    public static SocketPlace of(Path data, Path temporary) {
        return new SocketPlace(data.resolve("server"), temporary);
    }

    /**
     * Opens the server's end.
     *
     * @throws RefusedException when a server lives there already, or the place is not safe or cannot be written to
     */
    public OpenSocket open() throws RefusedException {
        FileChannel lock = null;
        try {
            makeFolder();
            lock = FileChannel.open(
                    lockFile(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!tryLock(lock)) {
                throw new RefusedException("a server runs already, " + owner(lock) + ": its socket is " + socket());
            }
            sign(lock);
            deleteSocket();
            OpenSocket open = bind(lock);
            lock = null;
            return open;
        } catch (IOException failed) {
            throw new RefusedException("cannot open a socket in " + folder + ": " + failed, failed);
        } finally {
            close(lock);
        }
    }

    private OpenSocket bind(FileChannel lock) throws IOException, RefusedException {
        Path socket = folder.resolve("socket");
        if (tooLong(socket)) {
            socket = Files.createTempDirectory(temporary, "bioxen-").resolve("socket");
            Files.writeString(folder.resolve("address"), socket.toString());
            if (tooLong(socket)) {
                deleteSocket();
                throw new RefusedException("the paths of " + folder + " and " + temporary
                        + " are too long for a socket; set BIOXEN_DATA to a shorter one");
            }
        }
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(socket));
            // The folder keeps others out from the first moment on; this is the second door.
            Files.setPosixFilePermissions(socket, SOCKET);
            return new OpenSocket(channel, socket, lock);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            deleteSocket();
            throw failed;
        }
    }

    /**
     * Connects a client.
     *
     * @throws RefusedException when no server lives there, or the place is not safe
     */
    public SocketChannel connect() throws RefusedException {
        SocketChannel channel = null;
        try {
            check(folder);
            Path socket = socket();
            check(socket.getParent());
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
            if (!isOwn(channel)) {
                throw new RefusedException("the process at " + socket + " is not yours");
            }
            SocketChannel connected = channel;
            channel = null;
            return connected;
        } catch (IOException none) {
            throw new RefusedException(
                    "no server runs for " + folder.getParent() + "; 'bioxen server' starts one", none);
        } finally {
            close(channel);
        }
    }

    /**
     * Looks for the server without talking to it: also one that hangs is seen. Not for the process of the server itself, whose lock it
     * would give back.
     *
     * @throws RefusedException when the place is not safe, or cannot be looked at
     */
    public ServerState look() throws RefusedException {
        try {
            check(folder);
            Path socket = socket();
            // In this order: who listens has signed before.
            boolean listening = isListening(socket);
            Optional<ServerProcess> process = signature().filter(ServerProcess::isAlive);
            boolean leftBehind = !listening && process.isEmpty() && Files.exists(socket);
            return new ServerState(process, listening ? Optional.of(socket) : Optional.empty(), leftBehind);
        } catch (NoSuchFileException none) {
            return ServerState.NONE;
        } catch (IOException failed) {
            throw new RefusedException("cannot look for a server in " + folder + ": " + failed, failed);
        }
    }

    /** Whether somebody has this socket open; not whether he answers, for which there is no bound. */
    private static boolean isListening(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            check(socket.getParent());
            channel.connect(UnixDomainSocketAddress.of(socket));
            return true;
        } catch (IOException | RefusedException nobody) {
            return false;
        }
    }

    private Optional<ServerProcess> signature() throws IOException {
        try {
            return ServerProcess.parse(Files.readString(lockFile()));
        } catch (NoSuchFileException never) {
            return Optional.empty();
        }
    }

    /**
     * The folder in which both ends meet, made if it is missing.
     *
     * @throws RefusedException when it cannot be made, or is not safe
     */
    public Path folder() throws RefusedException {
        try {
            makeFolder();
            return folder;
        } catch (IOException failed) {
            throw new RefusedException("cannot make the directory " + folder + ": " + failed, failed);
        }
    }

    private Path lockFile() {
        return folder.resolve("lock");
    }

    /** Whether the process at the other end of a connection is one of this user. */
    public static boolean isOwn(SocketChannel channel) throws IOException {
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED)
                .user()
                .getName()
                .equals(user());
    }

    private void makeFolder() throws IOException, RefusedException {
        try {
            Files.createDirectories(folder.getParent());
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        } catch (FileAlreadyExistsException known) {
            // Whoever made it: it is looked at.
        }
        check(folder);
    }

    /** Fails unless a folder is this user's alone. */
    private static void check(Path folder) throws IOException, RefusedException {
        PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean closed = FOLDER.containsAll(found.permissions());
        if (!found.isDirectory() || !found.owner().getName().equals(user()) || !closed) {
            throw new RefusedException(folder + " must be a directory of " + user() + " alone (rwx------), but it is "
                    + (found.isDirectory() ? "" : "no directory and ") + "of "
                    + found.owner().getName() + " ("
                    + PosixFilePermissions.toString(found.permissions()) + "); remove it, or set BIOXEN_DATA");
        }
    }

    /** The effective user, as owners of files are called; the JDK's own property knows no user without an entry in the password file. */
    private static String user() {
        try {
            return Files.getOwner(Path.of("/proc/self")).getName();
        } catch (IOException noSuchSystem) {
            return System.getProperty("user.name");
        }
    }

    /** Where the socket is, whether a server lives or not. */
    private Path socket() throws IOException {
        try {
            return Path.of(Files.readString(folder.resolve("address")));
        } catch (NoSuchFileException usual) {
            return folder.resolve("socket");
        }
    }

    private void deleteSocket() throws IOException {
        deleteSocket(socket(), folder);
    }

    private static void deleteSocket(Path socket, Path folder) throws IOException {
        Files.deleteIfExists(socket);
        if (!socket.getParent().equals(folder)) {
            Files.deleteIfExists(socket.getParent());
            Files.deleteIfExists(folder.resolve("address"));
        }
    }

    private static boolean tooLong(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length > PATH;
    }

    private static boolean tryLock(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    /** In one piece, and shorter only after that: whoever looks finds a signature, if there ever was one. */
    private static void sign(FileChannel lock) throws IOException {
        ByteBuffer signature =
                StandardCharsets.UTF_8.encode(ServerProcess.current().toString() + '\n');
        lock.truncate(lock.write(signature, 0));
    }

    /** By the channel that is open already: to close another would give back the lock, if this process has it. */
    private static String owner(FileChannel lock) throws IOException {
        ByteBuffer signature = ByteBuffer.allocate(64);
        lock.read(signature, 0);
        return ServerProcess.parse(
                        StandardCharsets.UTF_8.decode(signature.flip()).toString())
                .map(process -> "process " + process.pid())
                .orElse("a process that is about to listen");
    }

    private static void close(Channel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The server's end, with what must go with it. */
    public final class OpenSocket implements AutoCloseable {
        private final ServerSocketChannel channel;
        private final Path path;
        private final FileChannel lock;

        private OpenSocket(ServerSocketChannel channel, Path path, FileChannel lock) {
            this.channel = channel;
            this.path = path;
            this.lock = lock;
        }

        /** Where clients come in. */
        public Path path() {
            return path;
        }

        /**
         * Waits for the next client.
         *
         * @throws java.nio.channels.ClosedChannelException when the socket was closed
         */
        public SocketChannel accept() throws IOException {
            return channel.accept();
        }

        /** Closes and deletes the socket; idempotent. Who is in {@link #accept()} goes on with an exception. */
        @Override
        public synchronized void close() {
            if (!lock.isOpen()) {
                return;
            }
            try {
                channel.close();
                deleteSocket(path, folder);
            } catch (IOException left) {
                // The next server finds it, and that its owner is gone.
            } finally {
                SocketPlace.close(lock);
            }
        }
    }

    /** There is no conversation; the message says why in one line. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }

        RefusedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
