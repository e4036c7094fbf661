// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server of the distribution with a data directory of its own, and who calls it. Closing it ends the server. */
final class Server implements AutoCloseable {
    private static final String LISTENING = "bioxen: listening on ";

    private final Bioxen bioxen;
    private final Running running;

    private Server(Bioxen bioxen, Running running) {
        this.bioxen = bioxen;
        this.running = running;
    }

    /** Starts one and waits until clients may come. */
    static Server start(Path data) {
        Bioxen bioxen = bioxen(data);
        Running running = bioxen.start("server");
        try {
            running.awaitComplaint(LISTENING);
        } catch (AssertionError | RuntimeException dead) {
            running.close();
            throw dead;
        }
        return new Server(bioxen, running);
    }

    /** The distribution with this data directory, whose history of lines is there, too. */
    static Bioxen bioxen(Path data) {
        Path classes = data.resolve("cds");
        if (!Files.exists(classes)) {
            share(classes);
        }
        return Bioxen.bioxen().with("BIOXEN_DATA", data.toString()).with("BIOXEN_JAVA_OPTS", "-Duser.home=" + data);
    }

    /** What makes starts faster is made once for all tests. */
    private static void share(Path classes) {
        Path made = Bioxen.DATA.resolve("cds");
        if (!Files.exists(made)) {
            Bioxen.bioxen().run("--version").exits(0);
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(made, Files::isRegularFile)) {
            Files.createDirectories(classes);
            for (Path file : files) {
                Files.createLink(classes.resolve(file.getFileName()), file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A client, ready to be run. */
    Bioxen client() {
        return bioxen;
    }

    /** Runs a script of shell commands on it. */
    Completed shell(String... lines) {
        return bioxen.run("client", "-c", String.join("\n", lines));
    }

    /** Runs one command of the scope {@code vm} on it. */
    Completed vm(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = "vm";
        System.arraycopy(words, 0, command, 1, words.length);
        return bioxen.run(command);
    }

    /** Makes a VM that is trusted. */
    Server withVm(String id) {
        vm("create", "--level", "trusted", "--backend", "luaj", id).exits(0);
        return this;
    }

    Running process() {
        return running;
    }

    @Override
    public void close() {
        try (running) {
            if (running.isAlive()) {
                running.signal("TERM");
                running.await();
            }
        }
    }
}
