// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bioxen.shell.cli.ShellScripts;
import org.bioxen.shell.remote.Frame;
import org.bioxen.shell.remote.Link;
import org.bioxen.shell.remote.SocketPlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server's side of one connection, over a real socket; what runs is what a test says. */
@Timeout(60)
class ClientConnectionTest {
    /** What a script of the test does. */
    private interface Script {
        int run(InputStream in, OutputStream out, OutputStream err) throws Exception;
    }

    @TempDir
    private Path directory;

    private final CompletableFuture<Script> script = new CompletableFuture<>();
    private final CountDownLatch greeted = new CountDownLatch(1);
    private SocketPlace.OpenSocket socket;
    private SocketChannel channel;
    private Link client;
    private ClientConnection connection;
    private Thread thread;

    @BeforeEach
    void connect() throws Exception {
        SocketPlace place = SocketPlace.of(directory, directory);
        socket = place.open();
        channel = place.connect();
        client = new Link(channel);
        connection = new ClientConnection("test", new Link(socket.accept()), this::converse, greeted::countDown);
        thread = new Thread(connection, "test connection");
        thread.start();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        client.close();
        thread.join();
        socket.close();
        assertThat(connection.awaitEnd(Duration.ZERO)).isTrue();
        for (Thread other : Thread.getAllStackTraces().keySet()) {
            if (other.getName().startsWith("test ")) {
                other.join(20_000);
                assertThat(other.isAlive()).as(other.getName()).isFalse();
            }
        }
    }

    private Conversation converse(Frame.Request request, ClientInput input, Outbox outbox)
            throws ClientConnection.RefusedException {
        if (request.script().isEmpty()) {
            throw new ClientConnection.RefusedException("not here");
        }
        ShellScripts.Request wanted = new ShellScripts.Request("", Path.of(request.directory()), Map.of());
        return new ScriptConversation(
                new ShellScripts() {
                    @Override
                    public int run(Request script, InputStream in, OutputStream out, OutputStream err) {
                        try {
                            return ClientConnectionTest.this.script.get().run(in, out, err);
                        } catch (InterruptedException interrupted) {
                            return 130;
                        } catch (Exception failed) {
                            throw new IllegalStateException(failed);
                        }
                    }

                    @Override
                    public void provideForTerminals() {}
                },
                wanted,
                input,
                outbox);
    }

    private void start(Script does) throws IOException {
        script.complete(does);
        client.send(new Frame.Hello(Link.VERSION));
        client.send(new Frame.Start(new Frame.Request("/", Optional.of("script"), List.of(), Optional.empty())));
        assertThat(client.receive()).get().isInstanceOf(Frame.Welcome.class);
    }

    private List<Frame> rest() throws IOException {
        List<Frame> frames = new ArrayList<>();
        try {
            for (Optional<Frame> frame = client.receive(); frame.isPresent(); frame = client.receive()) {
                frames.add(frame.get());
            }
        } catch (SocketException reset) {
            // The server did not read all that it was sent.
        }
        return frames;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void outputComesInOrderAndTheExitCodeAtTheEnd() throws Exception {
        start((in, out, err) -> {
            out.write("a".getBytes(StandardCharsets.UTF_8));
            err.write("b".getBytes(StandardCharsets.UTF_8));
            return 7;
        });

        assertThat(rest())
                .containsExactly(
                        new Frame.Output(false, bytes("a")), new Frame.Output(true, bytes("b")), new Frame.Exit(7));
        assertThat(greeted.getCount()).isZero();
    }

    @Test
    void inputIsWantedOnlyWhenItIsRead() throws Exception {
        start((in, out, err) -> {
            byte[] read = in.readAllBytes();
            out.write(read);
            return 0;
        });

        assertThat(client.receive()).contains(new Frame.Want(8192));
        client.send(new Frame.Input(bytes("hel")));
        assertThat(client.receive()).contains(new Frame.Want(8192));
        client.send(new Frame.Input(bytes("lo")));
        assertThat(client.receive()).contains(new Frame.Want(8192));
        client.send(new Frame.Input(bytes("")));

        assertThat(rest()).containsExactly(new Frame.Output(false, bytes("hello")), new Frame.Exit(0));
    }

    @Test
    void aScriptThatReadsNothingWantsNothing() throws Exception {
        start((in, out, err) -> 0);

        assertThat(rest()).containsExactly(new Frame.Exit(0));
    }

    @Test
    void inputThatNobodyAskedForCutsTheClientOff() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        start((in, out, err) -> {
            never.await();
            return 0;
        });

        client.send(new Frame.Input(bytes("x")));

        assertThat(rest()).singleElement().isInstanceOf(Frame.Bye.class);
    }

    @Test
    void aSignalInterruptsTheScript() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        start((in, out, err) -> {
            never.await();
            return 0;
        });

        client.send(new Frame.Signal("INT"));

        assertThat(rest()).containsExactly(new Frame.Exit(130));
    }

    @Test
    void aScriptWhoseClientIsGoneIsInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        start((in, out, err) -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stop) {
                interrupted.complete(true);
            }
            return 0;
        });
        begun.await();

        client.close();

        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aScriptThatIgnoresOneInterruptIsInterruptedAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> twice = new CompletableFuture<>();
        start((in, out, err) -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException ignored) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException again) {
                    twice.complete(true);
                }
            }
            return 0;
        });
        begun.await();

        client.close();

        assertThat(twice.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aClientThatDoesNotReadHoldsUpItsOwnScriptAloneAndCanLeave() throws Exception {
        CompletableFuture<IOException> end = new CompletableFuture<>();
        start((in, out, err) -> {
            try {
                while (true) {
                    out.write(new byte[64 << 10]);
                }
            } catch (IOException gone) {
                end.complete(gone);
                return 141;
            }
        });
        assertThat(client.receive()).get().isInstanceOf(Frame.Output.class);
        assertThat(end).isNotDone();

        client.close();

        assertThat(end.get(30, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void aServerThatStopsTellsAClientEvenAmidOutput() throws Exception {
        start((in, out, err) -> {
            try {
                while (true) {
                    out.write(new byte[64 << 10]);
                }
            } catch (IOException gone) {
                return 141;
            }
        });
        assertThat(client.receive()).get().isInstanceOf(Frame.Output.class);

        connection.close("the server has stopped");

        assertThat(rest()).last().isEqualTo(new Frame.Bye("the server has stopped"));
        assertThat(connection.awaitEnd(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void aClientOfAnotherVersionIsToldSo() throws Exception {
        client.send(new Frame.Hello(99));

        assertThat(rest()).singleElement().asString().contains("version " + Link.VERSION, "99");
    }

    @Test
    void whatIsNoClientIsCutOff() throws Exception {
        channel.write(bytes("GET / HTTP/1.1\r\n\r\n"));

        assertThat(rest()).singleElement().isInstanceOf(Frame.Bye.class);
    }

    @Test
    void aRefusalIsTheLastWord() throws Exception {
        client.send(new Frame.Hello(Link.VERSION));
        client.send(new Frame.Start(new Frame.Request("/", Optional.empty(), List.of(), Optional.empty())));

        assertThat(client.receive()).get().isInstanceOf(Frame.Welcome.class);
        assertThat(rest()).containsExactly(new Frame.Bye("not here"));
    }
}
