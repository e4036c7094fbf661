// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

import java.nio.ByteBuffer;
import java.util.TreeSet;
import org.bioxen.api.session.OutputChunk;
import org.bioxen.api.session.SessionOutput;

/**
 * Shows a session's log on a page, each byte once, whoever read it first: the one who waits for an input to be worked off, or the
 * listener who brings what others cause meanwhile. What was typed here is on the page already. Thread-safe.
 */
final class Transcript {
    /** Guarded by this. */
    private final Page page;
    /** Guarded by this: numbers of inputs that were typed here and have not come by in the log. */
    private final TreeSet<Long> typed = new TreeSet<>();
    /** Guarded by this: the sequence number of the byte to be shown next. */
    private long next;
    /** Guarded by this: the input of which the last piece shown was the text; 0 if it was something else. */
    private long echoed;

    /**
     * Makes one.
     *
     * @param start the sequence number of the first byte to be shown
     */
    Transcript(Page page, long start) {
        this.page = page;
        this.next = start;
    }

    /** Says that an input was typed here. */
    synchronized void typed(long input) {
        typed.add(input);
    }

    /** Shows what has not been shown. */
    synchronized void show(SessionOutput output) {
        for (OutputChunk chunk : output.chunks()) {
            if (chunk.end() > next) {
                show(chunk);
            }
        }
    }

    private void show(OutputChunk chunk) {
        if (chunk.sequence() > next) {
            page.note((chunk.sequence() - next) + " bytes of the log were dropped before they could be shown");
            next = chunk.sequence();
        }
        ByteBuffer rest = chunk.bytes();
        rest.position((int) (next - chunk.sequence()));
        byte[] bytes = new byte[rest.remaining()];
        rest.get(bytes);
        next = chunk.end();
        long before = echoed;
        echoed = 0;
        switch (chunk.kind()) {
            case STDOUT -> page.output(bytes);
            case STDERR, ERROR -> page.error(bytes);
            case NOTICE -> chunk.text().lines().forEach(line -> page.note(line.replaceFirst("^-- ", "")));
            case INPUT -> {
                // Older ones have come by, or were dropped.
                typed.headSet(chunk.input()).clear();
                if (!typed.contains(chunk.input())) {
                    page.input(bytes, before != 0 && before == chunk.input());
                    echoed = chunk.input();
                }
            }
        }
    }
}
