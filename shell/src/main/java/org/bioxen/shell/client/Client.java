// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.client;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bioxen.shell.cli.ExitCode;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.remote.Frame;
import org.bioxen.shell.remote.Link;
import org.bioxen.shell.remote.ProtocolException;
import org.bioxen.shell.remote.SocketPlace;

/** The program. It knows nothing of what it asks for: the server does all, and this process lends it its streams and its terminal. */
public final class Client {
    /** How long what runs gets to end when this process is told to. */
    private static final long GRACE_SECONDS = 3;

    private final InputStream in = new FileInputStream(FileDescriptor.in);
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final OutputStream err = new FileOutputStream(FileDescriptor.err);
    private final CountDownLatch finished = new CountDownLatch(1);

    private Client() {}

    /**
     * Asks the server for what the words say, and ends the process with the exit code of that.
     *
     * @param words {@code client} or a scope of commands, and what follows
     */
    public static void main(String[] words) {
        System.exit(new Client().run(words));
    }

    private int run(String[] words) {
        List<String> given = Arrays.asList(words);
        try {
            Optional<String> help = CommandHelp.asked(given);
            if (help.isPresent()) {
                print(help.get());
                return ExitCode.OK;
            }
            return converse(ClientArguments.of(words, Boolean.getBoolean("bioxen.terminal"), in));
        } catch (UsageException wrong) {
            return fail(wrong.getMessage() + "; try 'bioxen " + words[0] + " --help'", ExitCode.USAGE);
        } catch (SocketPlace.RefusedException refused) {
            // A server would have said what is wrong with the command.
            Optional<String> mistyped = CommandHelp.complaint(given);
            return fail(
                    mistyped.orElse(refused.getMessage()),
                    mistyped.isPresent() ? ExitCode.USAGE : ExitCode.PLATFORM_ERROR);
        } catch (OutputClosedException nobodyReads) {
            return ExitCode.OUTPUT_CLOSED;
        } catch (ByeException bye) {
            return fail(bye.getMessage(), ExitCode.PLATFORM_ERROR);
        } catch (ProtocolException wrong) {
            return fail("does not understand the server: " + wrong.getMessage(), ExitCode.PLATFORM_ERROR);
        } catch (IOException lost) {
            return fail("the connection to the server is lost: " + lost.getMessage(), ExitCode.PLATFORM_ERROR);
        } finally {
            finished.countDown();
        }
    }

    private int converse(ClientArguments wanted) throws IOException, SocketPlace.RefusedException {
        SocketPlace place = SocketPlace.of(Path.of(System.getProperty("bioxen.data", "data")), Path.of("/tmp"));
        try (Link link = new Link(place.connect());
                LocalTerminal terminal = wanted.terminal() ? new LocalTerminal() : null) {
            link.send(new Frame.Hello(Link.VERSION));
            link.send(new Frame.Start(new Frame.Request(
                    Path.of("").toAbsolutePath().toString(),
                    wanted.script(),
                    wanted.arguments(),
                    terminal == null ? Optional.empty() : Optional.of(terminal.info()))));
            if (terminal != null) {
                terminal.connect(link);
            }
            Runtime.getRuntime().addShutdownHook(new Farewell(link, terminal == null));
            InputPump pump = new InputPump(in, link);
            pump.start();
            return receive(link, pump, terminal);
        }
    }

    /** Does what the server says until it says that it is over. */
    private int receive(Link link, InputPump pump, LocalTerminal terminal) throws IOException {
        while (true) {
            Frame frame = link.receive().orElseThrow(ServerGoneException::new);
            if (frame instanceof Frame.Output output) {
                write(output);
            } else if (frame instanceof Frame.Want want) {
                pump.want(want.most());
            } else if (frame instanceof Frame.Exit exit) {
                return exit.code();
            } else if (frame instanceof Frame.Bye bye) {
                throw new ByeException(bye.reason());
            } else if (frame instanceof Frame.Mode mode && terminal != null) {
                terminal.apply(mode.mode());
            } else if (!(frame instanceof Frame.Welcome)) {
                throw new ProtocolException("an unexpected frame");
            }
        }
    }

    private void write(Frame.Output output) throws OutputClosedException {
        ByteBuffer bytes = output.bytes();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        try {
            (output.error() ? err : out).write(copy);
        } catch (IOException closed) {
            // Without standard error a command goes on; without standard output there is nothing to go on for.
            if (!output.error()) {
                throw new OutputClosedException(closed);
            }
        }
    }

    private void print(String text) {
        try {
            out.write((text + '\n').getBytes(StandardCharsets.UTF_8));
        } catch (IOException nobodyReads) {
            // It was asked for by whoever does not read it.
        }
    }

    private int fail(String message, int code) {
        try {
            err.write(("bioxen: " + message + '\n').getBytes(StandardCharsets.UTF_8));
        } catch (IOException nobodyReads) {
            // The exit code says it.
        }
        return code;
    }

    /**
     * On a signal that ends this process: has the server interrupt a script, and waits a little for what it says about that; ends a
     * conversation at the terminal at once.
     */
    private final class Farewell extends Thread {
        private final Link link;
        private boolean patient;

        Farewell(Link link, boolean patient) {
            super("bioxen farewell");
            this.link = link;
            this.patient = patient;
        }

        @Override
        public void run() {
            if (finished.getCount() == 0) {
                return;
            }
            try {
                if (patient) {
                    link.send(new Frame.Signal("INT"));
                    patient = finished.await(GRACE_SECONDS, TimeUnit.SECONDS);
                }
                if (!patient) {
                    link.close();
                    // So that the terminal is as it was.
                    finished.await(GRACE_SECONDS, TimeUnit.SECONDS);
                }
            } catch (IOException gone) {
                // Nothing runs any more.
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Nobody reads standard output. */
    private static final class OutputClosedException extends IOException {
        private static final long serialVersionUID = 1L;

        OutputClosedException(IOException cause) {
            super("standard output is closed", cause);
        }
    }

    /** The server ended the connection and said why. */
    private static final class ByeException extends IOException {
        private static final long serialVersionUID = 1L;

        ByeException(String reason) {
            super(reason);
        }
    }

    /** The server ended the connection and did not say why. */
    private static final class ServerGoneException extends IOException {
        private static final long serialVersionUID = 1L;

        ServerGoneException() {
            super("it has ended");
        }
    }
}
