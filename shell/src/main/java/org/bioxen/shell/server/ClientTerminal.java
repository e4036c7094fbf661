// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.bioxen.shell.remote.Frame;
import org.bioxen.shell.remote.TerminalModes;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.AbstractTerminal;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.ClosedException;
import org.jline.utils.NonBlocking;
import org.jline.utils.NonBlockingInputStream;
import org.jline.utils.NonBlockingReader;

/**
 * A client's terminal, for the commands that run here. It stays the terminal that it is: echo, lines and signals are its own business,
 * in the mode that it is given from here, so that a command finds what it would find at a terminal of this process.
 */
final class ClientTerminal extends AbstractTerminal {
    private final Outbox outbox;
    private final NonBlockingInputStream input;
    private final NonBlockingReader reader;
    private final OutputStream output;
    private final PrintWriter writer;
    /** Guarded by this. */
    private Attributes attributes;
    /** Guarded by this. */
    private Size size;

    ClientTerminal(Frame.TerminalInfo client, ClientInput input, Outbox outbox) throws IOException {
        super("client", client.type(), StandardCharsets.UTF_8, SignalHandler.SIG_IGN);
        this.outbox = outbox;
        this.input = new Input(input);
        this.reader = NonBlocking.nonBlocking(getName(), this.input, StandardCharsets.UTF_8);
        this.output = new ClientOutput(outbox, false);
        this.writer = new PrintWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
        this.attributes = TerminalModes.attributes(client.mode());
        this.size = new Size(client.columns(), client.rows());
        parseInfoCmp();
    }

    @Override
    public NonBlockingReader reader() {
        return reader;
    }

    @Override
    public PrintWriter writer() {
        return writer;
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public synchronized Attributes getAttributes() {
        return new Attributes(attributes);
    }

    @Override
    public synchronized void setAttributes(Attributes changed) {
        attributes = new Attributes(changed);
        outbox.tell(new Frame.Mode(TerminalModes.of(attributes)));
    }

    @Override
    public synchronized Size getSize() {
        return new Size(size.getColumns(), size.getRows());
    }

    @Override
    public synchronized void setSize(Size changed) {
        size = new Size(changed.getColumns(), changed.getRows());
    }

    /** None made it, which JLine wants to be told so. */
    @Override
    public TerminalProvider getProvider() {
        return null;
    }

    /** None of this process, which JLine wants to be told so. */
    @Override
    public SystemStream getSystemStream() {
        return null;
    }

    /** What is typed, as JLine reads it: with a time limit, and with an exception when the client is gone, which is no Ctrl-D. */
    private static final class Input extends NonBlockingInputStream {
        private final ClientInput input;

        Input(ClientInput input) {
            this.input = input;
        }

        @Override
        public int read(long millis, boolean peek) throws IOException {
            byte[] one = new byte[1];
            int count = input.read(one, 0, 1, peek, millis);
            failIfGone(count);
            return switch (count) {
                case ClientInput.END -> EOF;
                case ClientInput.EXPIRED -> READ_EXPIRED;
                default -> one[0] & 0xff;
            };
        }

        @Override
        public int read(byte[] into, int offset, int most) throws IOException {
            int count = most == 0 ? 0 : input.read(into, offset, most, false, 0);
            failIfGone(count);
            return count;
        }

        private void failIfGone(int count) throws ClosedException {
            if (count == ClientInput.END && input.isClosed()) {
                throw new ClosedException("the client is gone");
            }
        }
    }
}
