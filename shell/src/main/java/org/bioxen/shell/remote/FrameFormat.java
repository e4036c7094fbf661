// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.remote;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bioxen.shell.remote.Frame.Request;
import org.bioxen.shell.remote.Frame.TerminalInfo;

/** How a frame is written: one byte that says its kind, four that say its length, and so many bytes. Numbers are big-endian. */
final class FrameFormat {
    /** Bytes before the content of a frame. */
    static final int HEADER = 5;

    /** Bytes that the content has at most: 1 MiB. */
    static final int LIMIT = 1 << 20;

    /** The first word of a conversation. */
    private static final String MAGIC = "bioxen";

    private static final int ARGUMENTS = 10_000;

    private static final byte HELLO = 1;
    private static final byte START = 2;
    private static final byte INPUT = 3;
    private static final byte SIGNAL = 4;
    private static final byte RESIZE = 5;
    private static final byte WELCOME = 16;
    private static final byte OUTPUT = 17;
    private static final byte ERROR_OUTPUT = 18;
    private static final byte WANT = 19;
    private static final byte MODE = 20;
    private static final byte EXIT = 21;
    private static final byte BYE = 22;

    private FrameFormat() {}

    /**
     * The bytes of a frame, header and all.
     *
     * @throws ProtocolException when they are more than {@link #LIMIT}
     */
    static ByteBuffer encode(Frame frame) throws IOException {
        if (frame instanceof Frame.Output output) {
            return encode(output.error() ? ERROR_OUTPUT : OUTPUT, output.bytes());
        } else if (frame instanceof Frame.Input input) {
            return encode(INPUT, input.bytes());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte kind = write(frame, new DataOutputStream(bytes));
        return encode(kind, ByteBuffer.wrap(bytes.toByteArray()));
    }

    private static ByteBuffer encode(byte kind, ByteBuffer content) throws IOException {
        if (content.remaining() > LIMIT) {
            throw new ProtocolException(
                    "a frame of " + content.remaining() + " bytes is too long: " + LIMIT + " at most");
        }
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + content.remaining());
        return bytes.put(kind)
                .putInt(content.remaining())
                .put(content.duplicate())
                .flip();
    }

    private static byte write(Frame frame, DataOutputStream out) throws IOException {
        if (frame instanceof Frame.Hello hello) {
            write(out, MAGIC);
            out.writeInt(hello.version());
            return HELLO;
        } else if (frame instanceof Frame.Start start) {
            write(out, start.request());
            return START;
        } else if (frame instanceof Frame.Signal signal) {
            write(out, signal.name());
            return SIGNAL;
        } else if (frame instanceof Frame.Resize resize) {
            out.writeInt(resize.columns());
            out.writeInt(resize.rows());
            return RESIZE;
        } else if (frame instanceof Frame.Welcome welcome) {
            out.writeInt(welcome.version());
            out.writeLong(welcome.process());
            return WELCOME;
        } else if (frame instanceof Frame.Want want) {
            out.writeInt(want.most());
            return WANT;
        } else if (frame instanceof Frame.Mode mode) {
            write(out, mode.mode());
            return MODE;
        } else if (frame instanceof Frame.Exit exit) {
            out.writeInt(exit.code());
            return EXIT;
        } else if (frame instanceof Frame.Bye bye) {
            write(out, bye.reason());
            return BYE;
        }
        throw new IllegalArgumentException("no form for " + frame);
    }

    private static void write(DataOutputStream out, Request request) throws IOException {
        write(out, request.directory());
        out.writeBoolean(request.script().isPresent());
        if (request.script().isPresent()) {
            write(out, request.script().get());
        }
        out.writeInt(request.arguments().size());
        for (String argument : request.arguments()) {
            write(out, argument);
        }
        out.writeBoolean(request.terminal().isPresent());
        if (request.terminal().isPresent()) {
            TerminalInfo terminal = request.terminal().get();
            write(out, terminal.type());
            out.writeInt(terminal.columns());
            out.writeInt(terminal.rows());
            out.writeBoolean(terminal.colours());
            write(out, terminal.mode());
        }
    }

    private static void write(DataOutputStream out, TerminalMode mode) throws IOException {
        out.writeLong(mode.input());
        out.writeLong(mode.output());
        out.writeLong(mode.control());
        out.writeLong(mode.local());
        out.writeInt(mode.characters().size());
        for (int character : mode.characters()) {
            out.writeInt(character);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads the content of a frame.
     *
     * @throws ProtocolException when it is none that is known
     */
    static Frame decode(byte kind, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        switch (kind) {
            case INPUT:
                return new Frame.Input(bytes);
            case OUTPUT:
                return new Frame.Output(false, bytes);
            case ERROR_OUTPUT:
                return new Frame.Output(true, bytes);
            default:
                DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
                try {
                    Frame frame = read(kind, in);
                    if (in.available() > 0) {
                        throw new ProtocolException("a frame of kind " + kind + " is too long");
                    }
                    return frame;
                } catch (EOFException | IllegalArgumentException malformed) {
                    throw new ProtocolException("a frame of kind " + kind + " is malformed");
                }
        }
    }

    private static Frame read(byte kind, DataInputStream in) throws IOException {
        switch (kind) {
            case HELLO:
                if (!readText(in).equals(MAGIC)) {
                    throw new ProtocolException("this is no bioxen client");
                }
                return new Frame.Hello(in.readInt());
            case START:
                return new Frame.Start(readRequest(in));
            case SIGNAL:
                return new Frame.Signal(readText(in));
            case RESIZE:
                return new Frame.Resize(in.readInt(), in.readInt());
            case WELCOME:
                return new Frame.Welcome(in.readInt(), in.readLong());
            case WANT:
                return new Frame.Want(in.readInt());
            case MODE:
                return new Frame.Mode(readMode(in));
            case EXIT:
                return new Frame.Exit(in.readInt());
            case BYE:
                return new Frame.Bye(readText(in));
            default:
                throw new ProtocolException("there is no kind of frame " + kind);
        }
    }

    private static Request readRequest(DataInputStream in) throws IOException {
        String directory = readText(in);
        Optional<String> script = in.readBoolean() ? Optional.of(readText(in)) : Optional.empty();
        int count = readCount(in, ARGUMENTS);
        List<String> arguments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            arguments.add(readText(in));
        }
        Optional<TerminalInfo> terminal = in.readBoolean()
                ? Optional.of(
                        new TerminalInfo(readText(in), in.readInt(), in.readInt(), in.readBoolean(), readMode(in)))
                : Optional.empty();
        return new Request(directory, script, arguments, terminal);
    }

    private static TerminalMode readMode(DataInputStream in) throws IOException {
        long input = in.readLong();
        long output = in.readLong();
        long control = in.readLong();
        long local = in.readLong();
        int count = readCount(in, TerminalMode.CHARACTERS);
        List<Integer> characters = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            characters.add(in.readInt());
        }
        return new TerminalMode(input, output, control, local, characters);
    }

    private static String readText(DataInputStream in) throws IOException {
        // The count itself is among what is available before it is read.
        int length = readCount(in, in.available() - Integer.BYTES);
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static int readCount(DataInputStream in, int most) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > most) {
            throw new IllegalArgumentException("a count of " + count);
        }
        return count;
    }
}
