// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bioxen.shell.cli.ExitCode;
import org.bioxen.shell.remote.Frame;
import org.bioxen.shell.remote.Link;
import org.bioxen.shell.remote.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client from its first frame to its last. The thread that runs it receives, and owns all the rest: a thread that sends and one that
 * runs what the client wants. Whatever ends the connection, it ends here.
 */
final class ClientConnection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    /** How long a command gets to end when its client is gone, before it is interrupted again, and how often it is. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final int ATTEMPTS = 8;

    /** Makes the conversation that a client wants. */
    @FunctionalInterface
    interface Conversations {
        /** @throws RefusedException when it cannot be had */
        Conversation start(Frame.Request request, ClientInput input, Outbox outbox) throws RefusedException;
    }

    /** A client does not get what it wants; the message says why in one line. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    private final String name;
    private final Link link;
    private final Outbox outbox;
    private final Conversations conversations;
    private final Runnable greeted;
    private final AtomicReference<Conversation> conversation = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Makes a connection that does nothing yet.
     *
     * @param name what the threads are called
     * @param link closed at the end
     * @param greeted called when the client has said what it wants
     */
    ClientConnection(String name, Link link, Conversations conversations, Runnable greeted) {
        this.name = name;
        this.link = link;
        this.outbox = new Outbox(link);
        this.conversations = conversations;
        this.greeted = greeted;
    }

    @Override
    public void run() {
        Thread sender = new Thread(outbox, name + " output");
        sender.start();
        try {
            converse();
        } catch (ProtocolException wrong) {
            LOG.warn("{} is cut off: {}", name, wrong.getMessage());
            reject(wrong);
            await(outbox);
        } catch (IOException gone) {
            LOG.debug("{} is gone: {}", name, gone.toString());
        } finally {
            link.close();
            outbox.finish(new Frame.Exit(ExitCode.INTERRUPTED));
            ended.countDown();
        }
    }

    private void converse() throws IOException {
        Optional<Frame> hello = link.receive();
        if (hello.isEmpty()) {
            return;
        }
        if (!(hello.get() instanceof Frame.Hello greeting)) {
            throw new ProtocolException("the first frame is no greeting");
        }
        if (greeting.version() != Link.VERSION) {
            bye("the server speaks version " + Link.VERSION + " and the client " + greeting.version()
                    + ": use the client of the server's installation");
            return;
        }
        outbox.tell(new Frame.Welcome(Link.VERSION, ProcessHandle.current().pid()));
        Optional<Frame> start = link.receive();
        if (start.isEmpty()) {
            return;
        }
        if (!(start.get() instanceof Frame.Start wanted)) {
            throw new ProtocolException("the second frame does not say what is wanted");
        }
        greeted.run();
        Frame.Request request = wanted.request();
        ClientInput input = new ClientInput(outbox, request.terminal().isPresent());
        Conversation started;
        try {
            started = conversations.start(request, input, outbox);
        } catch (RefusedException refused) {
            bye(refused.getMessage());
            return;
        }
        conversation.set(started);
        input.open();
        Thread runner = new Thread(() -> run(started), name + " command");
        runner.start();
        try {
            receive(started, input);
        } catch (ProtocolException wrong) {
            // Before the conversation ends, of which the last frame would tell.
            reject(wrong);
            throw wrong;
        } finally {
            end(started, runner);
        }
    }

    private void run(Conversation started) {
        int code = ExitCode.PLATFORM_ERROR;
        try {
            code = started.run();
        } catch (RuntimeException | LinkageError unexpected) {
            LOG.error("A command of {} failed", name, unexpected);
        } finally {
            outbox.finish(new Frame.Exit(code));
        }
    }

    private void receive(Conversation started, ClientInput input) throws IOException {
        for (Optional<Frame> frame = link.receive(); frame.isPresent(); frame = link.receive()) {
            if (frame.get() instanceof Frame.Input typed) {
                input.add(typed.bytes());
            } else if (frame.get() instanceof Frame.Signal signal) {
                started.signal(signal.name());
            } else if (frame.get() instanceof Frame.Resize resize) {
                started.resize(resize.columns(), resize.rows());
            } else {
                throw new ProtocolException("a frame that is not a client's");
            }
        }
    }

    /** Has the conversation end; one that a command holds up is left to the command, which is said. */
    private void end(Conversation started, Thread runner) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS && runner.isAlive(); attempt++) {
                started.hangUp();
                runner.join(PATIENCE.toMillis());
            }
            if (runner.isAlive()) {
                LOG.warn("{} is gone, but its command does not end", name);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void reject(ProtocolException wrong) {
        outbox.cutShort(new Frame.Bye("the server does not understand: " + wrong.getMessage()));
    }

    private void bye(String reason) {
        outbox.finish(new Frame.Bye(reason));
        await(outbox);
    }

    private static void await(Outbox outbox) {
        try {
            outbox.awaitEnd(PATIENCE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the client why, interrupts what it runs and ends the connection; does not wait for that. */
    void close(String reason) {
        outbox.cutShort(new Frame.Bye(reason));
        Conversation running = conversation.get();
        if (running != null) {
            running.hangUp();
        }
    }

    /** Ends the connection without a word. */
    void abort() {
        link.close();
    }

    /** Waits for the end of the connection; returns whether it has come. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
