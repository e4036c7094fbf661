// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What was read from a session's output log in one go: the log without a gap from where the reader stood, or from the oldest byte
 * that is still there, and how many bytes were dropped before that. Immutable.
 */
public final class SessionOutput {
    private final long from;
    private final List<OutputChunk> chunks;
    private final SessionPhase phase;

    private SessionOutput(long from, List<OutputChunk> chunks, SessionPhase phase) {
        this.from = from;
        this.chunks = List.copyOf(chunks);
        this.phase = Objects.requireNonNull(phase, "phase");
        long expected = -1;
        for (OutputChunk chunk : this.chunks) {
            if (chunk.sequence() < from || expected >= 0 && chunk.sequence() != expected) {
                throw new IllegalArgumentException("the chunk " + chunk
                        + " does not follow the one before it, which ends at " + (expected < 0 ? from : expected));
            }
            expected = chunk.end();
        }
    }

    /**
     * What was read.
     *
     * @param from the sequence number where the reader stood
     * @param chunks what was there, each following the one before it, the first at {@code from} or later
     * @param phase where the conversation stood just after the last chunk
     * @throws IllegalArgumentException if there is a gap between chunks
     */
    public static SessionOutput of(long from, List<OutputChunk> chunks, SessionPhase phase) {
        return new SessionOutput(from, chunks, phase);
    }

    /** What was read, in order. */
    public List<OutputChunk> chunks() {
        return chunks;
    }

    /** Whether nothing was there. */
    public boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** The sequence number where the reader stood. */
    public long from() {
        return from;
    }

    /** The sequence number of the byte that the next read begins with. */
    public long next() {
        return chunks.isEmpty() ? from : chunks.get(chunks.size() - 1).end();
    }

    /** How many bytes the reader has missed for good, because the log had dropped them before they were read. */
    public long droppedBytes() {
        return chunks.isEmpty() ? 0 : chunks.get(0).sequence() - from;
    }

    /**
     * Where the conversation stood just after the last chunk. If it {@linkplain SessionPhase#isSettled() is settled}, all that the
     * inputs before have written has been read.
     */
    public SessionPhase phase() {
        return phase;
    }

    /**
     * What a Lua prompt would have shown, decoded as UTF-8 with replacement characters where it is not: every chunk in order but the
     * inputs.
     */
    public String text() {
        return text(chunk -> chunk.kind() != OutputKind.INPUT);
    }

    /** The chunks of one kind, joined and decoded as UTF-8 with replacement characters where they are not. */
    public String text(OutputKind kind) {
        return text(chunk -> chunk.kind() == kind);
    }

    private String text(Predicate<OutputChunk> wanted) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (OutputChunk chunk : chunks) {
            if (wanted.test(chunk)) {
                ByteBuffer bytes = chunk.bytes();
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                joined.writeBytes(copy);
            }
        }
        return joined.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "SessionOutput[" + from + ".." + next() + ", " + droppedBytes() + " dropped, " + phase + "]";
    }
}
