// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;

/**
 * A terminal as a page. While a line is edited, whole lines appear above it and what is not a whole line waits; else everything is
 * shown at once. Thread-safe.
 */
final class TerminalPage implements Page {
    /** A line that is longer is not taken into the prompt. */
    private static final int LONGEST_TAIL = 256;

    /** So many bytes without a line end wait at most. */
    private static final int LONGEST_WAIT = 1 << 16;

    private final Terminal terminal;
    private final LineReader reader;
    /** Guarded by this: what came after the last line end, as much as is of interest; while a line is edited, it is not shown. */
    private final ByteArrayOutputStream tail = new ByteArrayOutputStream();
    /** Guarded by this: whether a line is edited. */
    private boolean editing;

    TerminalPage(Terminal terminal, LineReader reader) {
        this.terminal = terminal;
        this.reader = reader;
    }

    /**
     * A line is about to be edited.
     *
     * @return what stands in the cursor's line, to be the beginning of the prompt, which is drawn over it
     */
    synchronized String beginEditing() {
        String text = tail.toString(charset());
        boolean fits = text.length() < Math.max(20, terminal.getWidth()) / 2
                && text.chars().noneMatch(Character::isISOControl);
        if (!fits) {
            raw("\n".getBytes(StandardCharsets.US_ASCII));
            text = "";
        } else if (!text.isEmpty()) {
            raw("\r".getBytes(StandardCharsets.US_ASCII));
        }
        tail.reset();
        editing = true;
        return text;
    }

    /** The line has been edited; what waited is shown. */
    synchronized void endEditing() {
        editing = false;
        byte[] waiting = tail.toByteArray();
        tail.reset();
        output(waiting);
    }

    @Override
    public synchronized void output(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (!editing) {
            raw(bytes);
        }
        if (end > 0) {
            if (editing) {
                tail.write(bytes, 0, end);
                reader.printAbove(tail.toString(charset()));
            }
            tail.reset();
        }
        int rest = bytes.length - end;
        // What waits is kept whole; what is shown only as far as it may become a part of the prompt.
        tail.write(bytes, end, editing ? rest : Math.min(rest, Math.max(0, LONGEST_TAIL - tail.size())));
        if (editing && tail.size() > LONGEST_WAIT) {
            reader.printAbove(tail.toString(charset()));
            tail.reset();
        }
    }

    @Override
    public void error(byte[] bytes) {
        output(bytes);
    }

    @Override
    public synchronized void input(byte[] bytes, boolean begun) {
        String text = new String(bytes, StandardCharsets.UTF_8).replaceAll("\n(?!$)", "\n>> ");
        output(((begun ? "" : "> ") + text).getBytes(charset()));
    }

    @Override
    public synchronized void note(String line) {
        if (tail.size() > 0) {
            output(new byte[] {'\n'});
        }
        output(("-- " + line + "\n").getBytes(charset()));
    }

    private void raw(byte[] bytes) {
        try {
            terminal.writer().flush();
            terminal.output().write(bytes);
            terminal.output().flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private Charset charset() {
        return terminal.encoding();
    }
}
