// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.client;

import java.io.IOException;
import org.bioxen.shell.output.Display;
import org.bioxen.shell.remote.Frame;
import org.bioxen.shell.remote.Link;
import org.bioxen.shell.remote.TerminalMode;
import org.bioxen.shell.remote.TerminalModes;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal of this process, whose mode the server sets and whose signals the server gets. */
final class LocalTerminal implements AutoCloseable {
    private final Terminal terminal;
    private final Attributes before;
    /** Guarded by this: what the server has set, or what was before. */
    private Attributes mode;

    /**
     * Opens the terminal.
     *
     * @throws IOException when this process has none
     */
    LocalTerminal() throws IOException {
        try {
            terminal = TerminalBuilder.builder()
                    .name("bioxen")
                    .system(true)
                    .dumb(false)
                    .nativeSignals(true)
                    .signalHandler(Terminal.SignalHandler.SIG_IGN)
                    .build();
        } catch (IllegalStateException none) {
            throw new IOException("this process has no terminal", none);
        }
        before = terminal.getAttributes();
        mode = before;
    }

    Frame.TerminalInfo info() {
        return new Frame.TerminalInfo(
                terminal.getType(),
                terminal.getWidth(),
                terminal.getHeight(),
                Display.coloursWelcome(System.getenv("NO_COLOR"), terminal.getType()),
                TerminalModes.of(before));
    }

    /** Sends signals and sizes over the link from now on. */
    void connect(Link link) {
        for (Terminal.Signal signal :
                new Terminal.Signal[] {Terminal.Signal.INT, Terminal.Signal.QUIT, Terminal.Signal.TSTP}) {
            terminal.handle(signal, raised -> send(link, new Frame.Signal(raised.name())));
        }
        terminal.handle(Terminal.Signal.WINCH, raised -> sendSize(link));
        terminal.handle(Terminal.Signal.CONT, raised -> {
            // Whoever was in front meanwhile may have changed it.
            restore();
            sendSize(link);
        });
    }

    private void sendSize(Link link) {
        Size size = terminal.getSize();
        send(link, new Frame.Resize(size.getColumns(), size.getRows()));
    }

    private static void send(Link link, Frame frame) {
        try {
            link.send(frame);
        } catch (IOException gone) {
            // Who receives finds it out as well.
        }
    }

    /** Has the terminal behave as the server says. */
    synchronized void apply(TerminalMode wanted) {
        mode = TerminalModes.attributes(wanted);
        if (!mode.getLocalFlag(Attributes.LocalFlag.ICANON)) {
            // JLine's own reader looks up now and then; this process' reads until somebody types, or it would take a
            // pause for the end.
            mode.setControlChar(Attributes.ControlChar.VMIN, 1);
            mode.setControlChar(Attributes.ControlChar.VTIME, 0);
        }
        terminal.setAttributes(mode);
    }

    private synchronized void restore() {
        terminal.setAttributes(mode);
    }

    /** Leaves the terminal as it was. */
    @Override
    public synchronized void close() {
        terminal.setAttributes(before);
        try {
            terminal.close();
        } catch (IOException e) {
            // The process ends, and the terminal goes back to whoever had it.
        }
    }
}
