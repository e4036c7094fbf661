// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import org.bioxen.api.session.OutputChunk;
import org.bioxen.api.session.OutputKind;

/**
 * The last bytes that came into a session's log, in blocks of one kind and one input each. What goes beyond its bound is dropped, the
 * oldest first. Not thread-safe.
 */
final class OutputLog {
    /** What a block takes beside its bytes; without counting it, many small blocks would outgrow the bound. */
    static final int BLOCK_COST = 64;

    private static final int BLOCK = 8 << 10;
    private static final int FIRST_BLOCK = 64;

    private final int bound;
    private final Deque<Block> blocks = new ArrayDeque<>();
    private long end;
    private long held;

    /** Bytes of one kind that came from one input. */
    private static final class Block {
        final OutputKind kind;
        final long input;
        final long sequence;
        byte[] bytes;
        int start;
        int length;

        Block(OutputKind kind, long input, long sequence, int capacity) {
            this.kind = kind;
            this.input = input;
            this.sequence = sequence;
            bytes = new byte[capacity];
        }

        long first() {
            return sequence + start;
        }

        long end() {
            return sequence + length;
        }

        /** Takes as many bytes as fit; says how many. */
        int append(byte[] source, int offset, int count) {
            int taken = Math.min(count, BLOCK - length);
            if (length + taken > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(BLOCK, Math.max(length + taken, bytes.length * 2)));
            }
            System.arraycopy(source, offset, bytes, length, taken);
            length += taken;
            return taken;
        }

        OutputChunk from(long number) {
            int skipped = (int) Math.max(start, number - sequence);
            return OutputChunk.of(sequence + skipped, kind, input, bytes, skipped, length - skipped);
        }
    }

    /**
     * An empty log.
     *
     * @param bound how many bytes it holds
     */
    OutputLog(int bound) {
        this.bound = bound;
    }

    /** Adds these bytes at the end. */
    void append(OutputKind kind, long input, byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            Block last = blocks.peekLast();
            if (last == null || last.kind != kind || last.input != input || last.length == BLOCK) {
                last = new Block(kind, input, end, Math.min(BLOCK, Math.max(FIRST_BLOCK, length - done)));
                blocks.add(last);
                held += BLOCK_COST;
            }
            int taken = last.append(bytes, offset + done, length - done);
            done += taken;
            end += taken;
            held += taken;
            drop();
        }
    }

    private void drop() {
        while (held > bound) {
            Block oldest = blocks.getFirst();
            int there = oldest.length - oldest.start;
            int cut = (int) Math.min(there, held - bound);
            if (cut < there) {
                oldest.start += cut;
                held -= cut;
            } else {
                blocks.removeFirst();
                held -= there + BLOCK_COST;
            }
        }
    }

    /** The number of the oldest byte that is held. */
    long first() {
        return blocks.isEmpty() ? end : blocks.getFirst().first();
    }

    /** The number of the next byte to come. */
    long end() {
        return end;
    }

    /** What is held from this number on. */
    List<OutputChunk> from(long number) {
        LinkedList<OutputChunk> chunks = new LinkedList<>();
        Iterator<Block> backwards = blocks.descendingIterator();
        while (backwards.hasNext()) {
            Block block = backwards.next();
            if (block.end() <= number) {
                break;
            }
            chunks.addFirst(block.from(number));
        }
        return chunks;
    }

    /** Whether something else than inputs is held from this number on. */
    boolean hasOutputFrom(long number) {
        Iterator<Block> backwards = blocks.descendingIterator();
        while (backwards.hasNext()) {
            Block block = backwards.next();
            if (block.end() <= number) {
                return false;
            }
            if (block.kind != OutputKind.INPUT) {
                return true;
            }
        }
        return false;
    }
}
