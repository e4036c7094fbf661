// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What a script may be after: a file with a secret, the same secret among the JVM's properties, a folder, an open port. */
final class Bait implements AutoCloseable {
    private static final String PROPERTY = "org.bioxen.tck.secret";

    private final String secret = "secret-" + UUID.randomUUID();
    private final Path root;
    private final Path file;
    private final Path folder;
    private final ServerSocket port;

    Bait() {
        try {
            root = Files.createTempDirectory("tck-bait");
            file = root.resolve("secret.txt");
            folder = root.resolve("folder");
            lay();
            port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            port.setSoTimeout(1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        System.setProperty(PROPERTY, secret);
    }

    /** What each script is called with: the path of the file, the path of the folder, the port. */
    String[] arguments() {
        return new String[] {file.toString(), folder.toString(), Integer.toString(port.getLocalPort())};
    }

    /** What has been taken, in words; looks into these texts, too, which came out of a script. */
    List<String> taken(List<String> texts) {
        List<String> taken = new ArrayList<>();
        if (texts.stream().anyMatch(text -> text.contains(secret))) {
            taken.add("the script got at the secret");
        }
        try {
            for (Path left : below(root)) {
                if (!left.equals(file) && !left.equals(folder)) {
                    taken.add("the script made " + root.relativize(left));
                }
            }
            if (!Files.isRegularFile(file) || !Files.readString(file).equals(content())) {
                taken.add("the script changed the file");
            }
            if (!Files.isDirectory(folder)) {
                taken.add("the script changed the folder");
            }
            if (!taken.isEmpty()) {
                clear();
                lay();
            }
            port.accept().close();
            taken.add("the script connected to the port");
        } catch (SocketTimeoutException nobody) {
            // As it should be.
        } catch (IOException failed) {
            taken.add("the bait is gone: " + failed);
        }
        return taken;
    }

    private String content() {
        return secret + " = = 1\n";
    }

    private void lay() throws IOException {
        Files.writeString(file, content());
        Files.createDirectory(folder);
    }

    /** Everything in the directory, the deepest first. */
    private static List<Path> below(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(path -> !path.equals(directory))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private void clear() throws IOException {
        for (Path path : below(root)) {
            Files.delete(path);
        }
    }

    @Override
    public void close() {
        System.clearProperty(PROPERTY);
        try {
            port.close();
            clear();
            Files.delete(root);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
