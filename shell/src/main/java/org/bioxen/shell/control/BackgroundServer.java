// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.control;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bioxen.shell.remote.ServerState;
import org.bioxen.shell.remote.SocketPlace;

/**
 * A server that was started and is not left alone yet: until it listens, it ends with whoever started it. It has no terminal, and is in a
 * session of its own, so that neither Ctrl-C nor the end of a login reaches it later.
 */
final class BackgroundServer implements AutoCloseable {
    /** How long it may take to end in good order when it is not wanted any more. */
    private static final long GRACE_SECONDS = 15;

    private static final String COMPLAINT = "bioxen: ";

    private final ServerPlaces places;
    private final SocketPlace socket;
    /** Guarded by this. */
    private Optional<Process> started = Optional.empty();
    /** Guarded by this: whether it has been left alone, or is not to be started any more. */
    private boolean settled;

    private BackgroundServer(ServerPlaces places, SocketPlace socket) {
        this.places = places;
        this.socket = socket;
    }

    /**
     * Starts one.
     *
     * @throws IOException when there is nothing to start, or the log directory cannot be written to
     */
    static BackgroundServer start(ServerPlaces places, SocketPlace socket) throws IOException {
        Files.createDirectories(places.log());
        if (Files.exists(places.output())) {
            Files.move(places.output(), places.earlierOutput(), StandardCopyOption.REPLACE_EXISTING);
        }
        BackgroundServer server = new BackgroundServer(places, socket);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "bioxen end of an unfinished server"));
        server.start();
        return server;
    }

    private synchronized void start() throws IOException {
        if (settled) {
            throw new IOException("interrupted");
        }
        List<String> command = new ArrayList<>();
        setsid().ifPresent(command::add);
        command.addAll(List.of(places.program().toString(), "server"));
        ProcessBuilder builder = new ProcessBuilder(command)
                // So that it does not hold on to where somebody happened to be.
                .directory(places.data().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(places.output().toFile());
        builder.environment().putAll(places.environment());
        started = Optional.of(builder.start());
    }

    private static Optional<String> setsid() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        for (String directory : path.split(File.pathSeparator)) {
            Path file = Path.of(directory, "setsid");
            if (Files.isExecutable(file)) {
                return Optional.of(file.toString());
            }
        }
        return Optional.empty();
    }

    /**
     * Waits until it listens, and leaves it alone from then on. If meanwhile another server listens, this one gives way, and the other is
     * what was wanted.
     *
     * @throws ServerFailure when it has ended or the time is up
     */
    ServerState awaitListening(Deadline deadline)
            throws SocketPlace.RefusedException, ServerFailure, IOException, InterruptedException {
        Process process = process();
        while (true) {
            boolean ended = process.waitFor(deadline.pause().toMillis(), TimeUnit.MILLISECONDS);
            ServerState state = socket.look();
            boolean own =
                    state.process().filter(one -> one.pid() == process.pid()).isPresent();
            if (state.listening().isPresent() && (own || ended)) {
                leaveAlone();
                return state;
            }
            if (ended) {
                throw new ServerFailure("the server did not start: " + reason(process.exitValue())
                        + "; what it said is in " + places.output());
            }
            deadline.check("the server does not listen, and " + places.output() + " may say why; it was ended after ");
        }
    }

    private synchronized Process process() throws IOException {
        return started.orElseThrow(() -> new IOException("interrupted"));
    }

    private synchronized void leaveAlone() {
        settled = true;
    }

    /** What it complained of last, or else said first: before a JVM gives up it says why. */
    private String reason(int exitCode) throws IOException {
        List<String> said = new String(Files.readAllBytes(places.output()), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return said.stream()
                .filter(line -> line.startsWith(COMPLAINT))
                .reduce((earlier, later) -> later)
                .map(line -> line.substring(COMPLAINT.length()))
                .or(() -> said.stream().findFirst())
                .orElse("it said nothing and ended with exit code " + exitCode);
    }

    /** Ends it, with all that it has started, unless it was left alone; waits for that, some seconds at most. */
    @Override
    public synchronized void close() {
        if (settled || started.isEmpty()) {
            settled = true;
            return;
        }
        settled = true;
        Process process = started.get();
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroy();
        boolean interrupted = false;
        try {
            process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            interrupted = true;
        }
        all.addAll(process.descendants().toList());
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
