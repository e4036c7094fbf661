// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.bioxen.shell.remote.Link;
import org.bioxen.shell.remote.ProtocolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClientInputTest {
    private final byte[] read = new byte[100];
    private Link unused;
    private ClientInput terminal;
    private ClientInput file;

    @BeforeEach
    void open() throws IOException {
        // What is wanted is put into the outbox, which nobody empties here.
        unused = new Link(SocketChannel.open());
        terminal = new ClientInput(new Outbox(unused), true);
        terminal.open();
        file = new ClientInput(new Outbox(unused), false);
        file.open();
    }

    @AfterEach
    void close() {
        unused.close();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsPeekedAtIsStillThere() throws IOException {
        terminal.add(bytes("ab"));

        assertThat(terminal.read(read, 0, 1, true, 0)).isEqualTo(1);
        assertThat(terminal.read(read, 0, 100, false, 0)).isEqualTo(2);
        assertThat(new String(read, 0, 2, StandardCharsets.UTF_8)).isEqualTo("ab");
    }

    @Test
    void whoWaitsNoLongerIsToldThatTheTimeHasPassed() throws IOException {
        assertThat(terminal.read(read, 0, 1, false, 1)).isEqualTo(ClientInput.EXPIRED);
        assertThat(terminal.read(read, 0, 1, false, -1)).isEqualTo(ClientInput.EXPIRED);
    }

    @Test
    void anInterruptThatComesWithTheEndIsNoInterruptOfTheUser() throws IOException {
        terminal.close();
        Thread.currentThread().interrupt();

        assertThat(terminal.read(read, 0, 1, false, 0)).isEqualTo(ClientInput.END);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void afterCtrlDATerminalGoesOn() throws IOException {
        terminal.add(bytes(""));
        terminal.add(bytes("a"));

        assertThat(terminal.read(read, 0, 1, false, 0)).isEqualTo(ClientInput.END);
        assertThat(terminal.read(read, 0, 1, false, 0)).isEqualTo(1);
    }

    @Test
    void theEndOfAFileIsItsEnd() throws IOException {
        assertThat(file.read(read, 0, 1, false, 1)).isEqualTo(ClientInput.EXPIRED);
        file.add(bytes(""));

        assertThat(file.read(read, 0, 1, false, 0)).isEqualTo(ClientInput.END);
        assertThat(file.read(read, 0, 1, false, 0)).isEqualTo(ClientInput.END);
    }

    @Test
    void aPersonCanTypeAheadOnlySoFar() throws IOException {
        byte[] piece = new byte[8192];
        terminal.add(ByteBuffer.wrap(piece));
        terminal.add(ByteBuffer.wrap(piece));

        assertThatThrownBy(() -> terminal.add(bytes("more"))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void whatWasTypedAheadIsForgottenAtAnInterruptAndTypingGoesOn() throws IOException {
        terminal.add(ByteBuffer.wrap(new byte[8192]));
        terminal.add(ByteBuffer.wrap(new byte[8192]));

        terminal.flush();
        terminal.add(bytes("x"));

        assertThat(terminal.read(read, 0, 100, false, 0)).isEqualTo(1);
        assertThat(read[0]).isEqualTo((byte) 'x');
    }

    @Test
    void aFileIsNotReadBeforeACommandReads() {
        assertThatThrownBy(() -> file.add(bytes("early"))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void aPieceThatIsLargerThanWantedIsRefused() {
        assertThatThrownBy(() -> terminal.add(ByteBuffer.wrap(new byte[8193]))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void whoReadsFindsTheEndWhenItIsClosed() throws IOException {
        InputStream stream = file.stream();
        file.close();

        assertThat(stream.read()).isEqualTo(-1);
        assertThat(stream.read(read)).isEqualTo(-1);
    }

    @Test
    void anInterruptEndsTheWaiting() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> file.read(read, 0, 1, false, 0)).isInstanceOf(InterruptedIOException.class);
    }
}
