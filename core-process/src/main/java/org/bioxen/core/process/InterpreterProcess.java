// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.bioxen.core.process.ProcessIdentity.OnInterrupt;

/**
 * The operating system process of one interpreter, with everything that it started. Descriptors 3 and 4 carry the frames,
 * standard input is empty, and standard output and standard error are one pipe, for child processes. Thread-safe.
 */
final class InterpreterProcess {
    /** Reads the rest of the program from the frames' own pipe, so that no file is needed. */
    private static final String LOADER = "local f=assert(io.open('/dev/fd/3','rb'))local n,m=f:read('*n','*l')"
            + "assert((loadstring or load)(f:read(n),'=bioxen'))(f,m)";

    /**
     * Ends a call of the command line, so that the next begins with the interpreter's handler of SIGINT in place: each is used
     * up by one signal.
     */
    private static final String AGAIN = "-ebioxen()";

    /** How often an interpreter can be stopped with its state kept. */
    static final int INTERRUPTS = 250;

    private static final int SWEEPS = 20;

    private static final List<String> ARGUMENTS = Stream.concat(
                    Stream.of("-e", LOADER), Stream.generate(() -> AGAIN).limit(INTERRUPTS))
            .toList();

    private final Process process;
    private final String mark;
    private final FrameReader frames;
    private final Keeper keeper;
    private final Warden warden;
    private final boolean boxed;

    /** What the interpreter looks for in what it reads, to know where a frame begins. */
    private final String token = UUID.randomUUID().toString();

    private int interrupts; // used by whoever holds the conversation; how often the interpreter has been interrupted

    private volatile boolean hasChildren;
    /** What the script had started and was ended when it was last stopped. */
    private volatile Set<Long> ended = Set.of();

    private Optional<ProcessIdentity> interpreter = Optional.empty(); // guarded by this
    private final AtomicBoolean killed = new AtomicBoolean();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private int sweeps; // used by one sweep after the other

    private InterpreterProcess(Process process, String mark, Keeper keeper, Warden warden, boolean boxed) {
        this.process = process;
        this.mark = mark;
        frames = new FrameReader(process.getInputStream());
        this.keeper = keeper;
        this.warden = warden;
        this.boxed = boxed;
        process.onExit().thenRun(() -> keeper.sweep(this));
    }

    /**
     * Starts an interpreter and gives it its program; it has not said hello yet.
     *
     * @param patience how long it may take to read its program, which may be more than a pipe holds
     * @throws IOException if no process can be started, or it ends at once
     */
    static InterpreterProcess start(
            Tools tools,
            Path interpreter,
            byte[] program,
            Duration patience,
            Keeper keeper,
            Warden warden,
            Confinement confinement)
            throws IOException {
        warden.watch();
        ProcessBuilder builder = new ProcessBuilder(confinement.command(tools, interpreter, ARGUMENTS));
        confinement.environment(builder.environment());
        String mark = warden.newMark();
        builder.environment().put(Warden.MARK, mark);
        Process process = confinement.box().isPresent() ? keeper.spawn(builder) : builder.start();
        InterpreterProcess started = new InterpreterProcess(
                process, mark, keeper, warden, confinement.box().isPresent());
        Future<?> deadline = keeper.after(patience, started::kill);
        try {
            OutputStream out = process.getOutputStream();
            out.write((program.length + " " + confinement.mode() + " " + started.token + "\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(program);
            out.flush();
        } catch (IOException ended) {
            // What it had to say about it is on its standard error; the missing hello tells the rest.
        } finally {
            deadline.cancel(false);
        }
        return started;
    }

    long pid() {
        return process.pid();
    }

    /** What it says; for one thread at a time. */
    FrameReader frames() {
        return frames;
    }

    /** What child processes and the interpreter itself write past the frames. */
    InputStream rawOutput() {
        return process.getErrorStream();
    }

    void send(FrameBuilder frame) throws IOException {
        frame.send(process.getOutputStream());
    }

    // Stopping a script

    /** The script starts processes of its own from now on. */
    void expectChildren() {
        hasChildren = true;
    }

    /** Ends what the script has started, if it may have started anything, but not the interpreter. */
    void endChildren() {
        if (hasChildren && !boxed) {
            Set<Long> family = family();
            ended = family;
            family.forEach(InterpreterProcess::killOne);
        }
    }

    /** Waits until those that {@link #endChildren} has killed are dead, which takes them a moment; for a second at most. */
    void awaitChildren() {
        Set<Long> left = ended;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (!left.isEmpty() && end - System.nanoTime() > 0) {
            ProcessTable table = ProcessTable.now();
            if (left.stream().noneMatch(table::contains)) {
                break;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        ended = Set.of();
    }

    /** What SIGINT would do to the interpreter just now. */
    OnInterrupt onInterrupt() {
        return interpreter().flatMap(ProcessIdentity::onInterrupt).orElse(OnInterrupt.DIES);
    }

    /** Has SIGINT sent to the interpreter, and to nobody else; false if that cannot be. */
    boolean interrupt() {
        return interpreter().filter(warden::interrupt).isPresent();
    }

    /** The interpreter itself, which in a box is the last of a few processes; known while it runs a script. */
    private synchronized Optional<ProcessIdentity> interpreter() {
        if (interpreter.isEmpty() && process.isAlive()) {
            Set<Long> candidates = boxed ? ProcessTable.now().leaves(pid()) : Set.of(pid());
            if (candidates.size() == 1) {
                interpreter = ProcessIdentity.of(candidates.iterator().next());
            }
        }
        return interpreter;
    }

    /**
     * Tells an interpreter that has said that it is armed where the next frame begins, whatever it had read before; once each
     * time, by the thread that holds the conversation.
     */
    void sendToken() throws IOException {
        interrupts++;
        // Three ends of lines, since Lua 5.1 overlooks one that follows a zero byte.
        OutputStream out = process.getOutputStream();
        out.write(("\n\n\n" + token + " " + interrupts + "\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /**
     * Answers what came between two evaluations: finalizers of the script may run then, and get nothing to read and nobody to
     * write to.
     *
     * @return whether it was for that
     */
    boolean answerNobody(Frame frame) throws IOException {
        switch (frame.kind()) {
            case Frame.INPUT_WANTED -> send(new FrameBuilder(Frame.INPUT, 0));
            case Frame.MODULE_WANTED -> send(new FrameBuilder(Frame.NO_MODULE, 0));
            case Frame.FILE_WANTED -> send(new FrameBuilder(Frame.REFUSED, 0));
            case Frame.CHILD_STARTS -> {
                expectChildren();
                send(new FrameBuilder(Frame.GO_ON, 0));
            }
            case Frame.STDOUT, Frame.STDERR, Frame.CHILD_ENDED -> {
                // Nobody listens.
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    // The end

    /** Lets the interpreter know that no more comes, so that it ends by itself. Only while it waits for an evaluation. */
    void sayGoodbye() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // Then it needs no telling.
        }
    }

    /** Ends it and whatever it started, whatever they do. Returns at once; {@link #awaitGone} tells when it is done. */
    void kill() {
        if (!gone.isDone() && killed.compareAndSet(false, true)) {
            keeper.run(() -> {
                // Looked up before the interpreter is dead: afterwards nobody knows whose children they were.
                Set<Long> family = family();
                process.toHandle().destroyForcibly();
                family.forEach(InterpreterProcess::killOne);
            });
        }
    }

    private Set<Long> family() {
        ProcessTable table = ProcessTable.now();
        Set<Long> family = new HashSet<>();
        if (table.isEmpty()) {
            process.descendants().map(ProcessHandle::pid).forEach(family::add);
        } else {
            Set<Long> members = table.session(pid());
            members.add(pid());
            family.addAll(table.withDescendants(members));
            family.remove(pid());
        }
        return family;
    }

    /**
     * The interpreter is dead and reaped: ends what is left of its session, and what has left that. Called on the keeper's thread.
     *
     * @param table the processes of a moment after its death
     * @return whether that was all, so that nothing is left to look for
     */
    boolean sweep(ProcessTable table) {
        Set<Long> left = table.session(pid());
        left.addAll(table.strays(mark));
        left.forEach(InterpreterProcess::killOne);
        sweeps++;
        if (!left.isEmpty() && sweeps < SWEEPS) {
            return false;
        }
        gone.complete(null);
        return true;
    }

    private static void killOne(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Waits until the interpreter and its session have ended; false if that took longer. Keeps an interrupt for later. */
    boolean awaitGone(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    gone.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (TimeoutException | ExecutionException notYet) {
                    return false;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How it ended, for people: {@code ended by signal 9 (SIGKILL)}, {@code exit status 1}; empty while it lives. */
    Optional<String> ending() {
        if (process.isAlive()) {
            return Optional.empty();
        }
        int status = process.exitValue();
        return Optional.of(
                status > 128 && status < 128 + 65
                        ? "ended by signal " + (status - 128) + signalName(status - 128)
                        : "ended with exit status " + status);
    }

    private static String signalName(int signal) {
        return switch (signal) {
            case 1 -> " (SIGHUP)";
            case 2 -> " (SIGINT)";
            case 4 -> " (SIGILL)";
            case 6 -> " (SIGABRT)";
            case 7 -> " (SIGBUS)";
            case 8 -> " (SIGFPE)";
            case 9 -> " (SIGKILL)";
            case 11 -> " (SIGSEGV)";
            case 13 -> " (SIGPIPE)";
            case 15 -> " (SIGTERM)";
            default -> "";
        };
    }

    /** Whether it has ended in a way that running out of memory explains: it said so, or it touched what it did not get. */
    boolean ranOutOfMemory() {
        if (process.isAlive()) {
            return false;
        }
        int status = process.exitValue();
        // A script's own exit is announced; one that is not is the interpreter's, with an error that nothing could
        // catch.
        return status == 128 + 11
                || status == 1
                || status == 128 + 6
                || firstRawLine()
                        .filter(line -> line.contains("not enough memory"))
                        .isPresent();
    }

    /** CPU time that it and the processes it started have used, in steps of 10 ms; zero if it is gone. */
    Duration cpuTime() {
        return process.toHandle()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .plus(process.descendants()
                        .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
                        .reduce(Duration.ZERO, Duration::plus));
    }

    /** The first line of what it wrote past the frames, if that is there already. */
    Optional<String> firstRawLine() {
        try {
            byte[] head = rawOutput().readNBytes(Math.min(rawOutput().available(), 1024));
            return new String(head, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst();
        } catch (IOException closed) {
            return Optional.empty();
        }
    }

    /** Gives the descriptors back; for when it is gone. */
    void release() {
        closeQuietly(process.getOutputStream());
        closeQuietly(process.getInputStream());
        closeQuietly(process.getErrorStream());
    }

    private static void closeQuietly(AutoCloseable stream) {
        try {
            stream.close();
        } catch (Exception alreadyClosed) {
            // A pipe whose other end is gone has nothing left to lose.
        }
    }
}
