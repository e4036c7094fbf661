// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bioxen.api.session.InputResult;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.core.session.vm.Conversation;

/**
 * What a client has sent: a text, or the end of standard input. A script reads it line by line; what is left when its turn comes is
 * run.
 */
final class Input implements Conversation.Line {
    private final Session session;
    private final long number;
    private final Instant time = Instant.now();
    private final Optional<String> text;
    private final byte[] bytes;
    private final CompletableFuture<InputResult> result = new CompletableFuture<>();
    private int position; // guarded by the session's lock
    private boolean begun; // guarded by the session's lock

    private Input(Session session, long number, Optional<String> text) {
        this.session = session;
        this.number = number;
        this.text = text;
        bytes = text.map(lines -> lines + "\n").orElse("").getBytes(StandardCharsets.UTF_8);
    }

    /** A text; its line end is the session's business. */
    static Input text(Session session, long number, String text) {
        return new Input(session, number, Optional.of(withoutLineEnd(text)));
    }

    /** The end of standard input. */
    static Input end(Session session) {
        return new Input(session, 0, Optional.empty());
    }

    private static String withoutLineEnd(String text) {
        int end = text.length();
        if (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
            if (end > 0 && text.charAt(end - 1) == '\r') {
                end--;
            }
        }
        return text.substring(0, end);
    }

    /** Its number; 0 for the end of standard input. */
    long number() {
        return number;
    }

    Instant time() {
        return time;
    }

    /** The text, without the line end at its end; empty for the end of standard input. */
    Optional<String> text() {
        return text;
    }

    /** The text as bytes, line end included. */
    byte[] bytes() {
        return bytes;
    }

    /** Under the session's lock: how much of it has been read. */
    int position() {
        return position;
    }

    /** Under the session's lock: says that it is run. */
    void runs() {
        begun = true;
    }

    /** Under the session's lock: whether it is run, or was. */
    boolean wasRun() {
        return begun;
    }

    /** Under the session's lock: whether nothing is left of it. */
    boolean isUsedUp() {
        return position == bytes.length;
    }

    /** Under the session's lock: reads from its current line; says how many bytes. */
    int readLine(byte[] buffer, int offset, int length) {
        int count = 0;
        boolean lineEnded = false;
        while (count < length && !isUsedUp() && !lineEnded) {
            byte next = bytes[position++];
            buffer[offset + count++] = next;
            lineEnded = next == '\n';
        }
        return count;
    }

    /** Completes once. */
    CompletableFuture<InputResult> result() {
        return result;
    }

    @Override
    public Optional<Script> script() {
        return session.begin(this);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws InterruptedException {
        return session.read(buffer, offset, length);
    }

    @Override
    public void output(StandardStream stream, byte[] source, int offset, int length) {
        session.output(this, number, stream, source, offset, length);
    }

    @Override
    public void ended(ExecutionResult end) {
        session.ended(this, end);
    }
}
