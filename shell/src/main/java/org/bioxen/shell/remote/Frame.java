// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.remote;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** One message between a client and its server; {@code docs/server-protocol.md} says when each is sent. Immutable. */
public sealed interface Frame {
    /** From a client: says who calls, before anything else. */
    record Hello(int version) implements Frame {}

    /** From a client: what it wants, once. */
    record Start(Request request) implements Frame {}

    /** From a client: what was read, in answer to one {@link Want}; empty at the end of the input. */
    record Input(ByteBuffer bytes) implements Frame {
        /** The buffer is not copied: it belongs to the frame from now on. */
        public Input {
            bytes = bytes.asReadOnlyBuffer();
        }
    }

    /** From a client: the user has interrupted ({@code INT}, {@code QUIT}, {@code TSTP}). */
    record Signal(String name) implements Frame {}

    /** From a client: its terminal has another size. */
    record Resize(int columns, int rows) implements Frame {}

    /** From the server: the client is heard. */
    record Welcome(int version, long process) implements Frame {}

    /** From the server: bytes for standard output, or for standard error. */
    record Output(boolean error, ByteBuffer bytes) implements Frame {
        /** The buffer is not copied: it belongs to the frame from now on. */
        public Output {
            bytes = bytes.asReadOnlyBuffer();
        }
    }

    /** From the server: something reads standard input; answered by one {@link Input} of at most so many bytes. */
    record Want(int most) implements Frame {}

    /** From the server: how the client's terminal shall behave from now on. */
    record Mode(TerminalMode mode) implements Frame {}

    /** From the server: what was wanted has ended, with this exit code. The last frame. */
    record Exit(int code) implements Frame {}

    /** From the server: it ends the connection, and why. The last frame. */
    record Bye(String reason) implements Frame {}

    /**
     * What a client wants.
     *
     * @param directory where it was started: what relative paths are relative to
     * @param script a shell script; empty: an interactive shell, which needs a terminal
     * @param arguments what the script finds as {@code $args}
     * @param terminal the client's terminal, if the server shall have it
     */
    record Request(String directory, Optional<String> script, List<String> arguments, Optional<TerminalInfo> terminal) {
        /** Copies the list. */
        public Request {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A terminal at the other end.
     *
     * @param type as {@code TERM} names it
     * @param columns its width
     * @param rows its height
     * @param colours whether colours are welcome
     * @param mode how it behaves
     */
    record TerminalInfo(String type, int columns, int rows, boolean colours, TerminalMode mode) {}
}
