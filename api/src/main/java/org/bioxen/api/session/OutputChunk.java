// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A piece of a session's output log: bytes of one kind that came from one input.
 *
 * <p>Every byte that a session ever logged, whatever its kind, has a sequence number: 0 for the first, then counting on. Where one
 * chunk ends and the next begins has no meaning: the same bytes may be cut otherwise when they are read again. Immutable.
 */
public final class OutputChunk {
    private final long sequence;
    private final OutputKind kind;
    private final long input;
    private final byte[] bytes;

    private OutputChunk(long sequence, OutputKind kind, long input, byte[] bytes) {
        this.sequence = sequence;
        this.kind = Objects.requireNonNull(kind, "kind");
        this.input = input;
        this.bytes = bytes;
        if (sequence < 0 || input < 0) {
            throw new IllegalArgumentException("a chunk with the sequence number " + sequence + " of the input " + input
                    + "; give numbers from zero on");
        }
    }

    /**
     * A chunk of a copy of these bytes.
     *
     * @param sequence the sequence number of its first byte, from 0 on
     * @param input the number of the input that it comes from, from 1 on; 0 if it comes from none
     */
    public static OutputChunk of(long sequence, OutputKind kind, long input, byte[] bytes) {
        return new OutputChunk(sequence, kind, input, bytes.clone());
    }

    /**
     * A chunk of a copy of some of these bytes.
     *
     * @param sequence the sequence number of its first byte, from 0 on
     * @param input the number of the input that it comes from, from 1 on; 0 if it comes from none
     */
    public static OutputChunk of(long sequence, OutputKind kind, long input, byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return new OutputChunk(sequence, kind, input, Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /** The sequence number of its first byte. */
    public long sequence() {
        return sequence;
    }

    /** The sequence number of the byte after its last. */
    public long end() {
        return sequence + bytes.length;
    }

    /** What it is. */
    public OutputKind kind() {
        return kind;
    }

    /**
     * The number of the input that it comes from, as {@link Attachment#sendInput} gave it; 0 if it comes from none, but from a script
     * that was executed on the session's VM otherwise, or from the session itself.
     */
    public long input() {
        return input;
    }

    /** How many bytes it has. */
    public int length() {
        return bytes.length;
    }

    /** A read-only view of its bytes. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** Its bytes decoded as UTF-8, with replacement characters where they are not, or where a character was cut. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutputChunk chunk
                && sequence == chunk.sequence
                && kind == chunk.kind
                && input == chunk.input
                && Arrays.equals(bytes, chunk.bytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sequence, kind, input, Arrays.hashCode(bytes));
    }

    @Override
    public String toString() {
        return "OutputChunk[" + sequence + ".." + end() + " " + kind + " of " + input + "]";
    }
}
