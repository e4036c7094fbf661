// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.io.IOException;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.Userdata;
import org.bioxen.core.luaj.vm.Walk;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A file as scripts have it: reads ahead, and knows the formats of {@code read}. */
final class FileHandle extends Userdata {
    private static final int BUFFER = 8192;
    private static final int MAX_BUFFER = 1 << 16;
    private static final int MAX_NUMERAL = 200;
    private static final byte[] NONE = {};

    private final LibraryState owner;
    private final Stream stream;
    private final boolean standard;
    private byte[] buffer = NONE;
    private int position;
    private int limit;
    private boolean closed;

    FileHandle(LibraryState owner, Stream stream, boolean standard) {
        super(owner.fileMetatable);
        this.owner = owner;
        this.stream = stream;
        this.standard = standard;
    }

    @Override
    protected void hold(Walk walk) {
        walk.add(closed ? 100 : 2L * MAX_BUFFER / 8 + buffer.length);
    }

    boolean isClosed() {
        return closed;
    }

    boolean isCommand() {
        return stream instanceof ShellProcess;
    }

    Varargs close() throws IOException {
        if (standard) {
            return LuaValue.varargsOf(LuaValue.NIL, Arguments.of("cannot close standard file"));
        }
        closed = true;
        owner.closed(this);
        buffer = NONE;
        position = 0;
        limit = 0;
        return stream.close();
    }

    void abandon() {
        if (!closed) {
            closed = true;
            stream.abandon();
        }
    }

    void flush() throws IOException {
        stream.flush();
    }

    void flushQuietly() {
        try {
            stream.flush();
        } catch (IOException later) {
            // The script meets it at its next write or close.
            return;
        }
    }

    void buffer(int bytes, boolean untilNewline) {
        stream.buffer(Math.min(bytes, MAX_BUFFER), untilNewline);
    }

    /** What is read ahead and not consumed is not ahead for the next evaluation: it was that evaluation's input. */
    void forget() {
        position = 0;
        limit = 0;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        if (position < limit && !standard) {
            stream.position(stream.position() - (limit - position));
        }
        position = 0;
        limit = 0;
        stream.write(bytes, offset, length);
    }

    long seek(String whence, long offset) throws IOException {
        long base =
                switch (whence) {
                    case "set" -> 0;
                    case "cur" -> stream.position() - (limit - position);
                    default -> stream.size();
                };
        long target = base + offset;
        if (target < 0) {
            throw new IOException("Invalid argument");
        }
        position = 0;
        limit = 0;
        stream.position(target);
        return target;
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        if (buffer.length == 0) {
            buffer = new byte[BUFFER];
        }
        int n = stream.read(buffer, 0, buffer.length);
        position = 0;
        limit = Math.max(n, 0);
        return n > 0;
    }

    /** A line; {@code null} at the end. */
    LuaString readLine(Coroutine co, boolean keepNewline) throws IOException {
        Bytes line = null;
        while (fill()) {
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            boolean found = end < limit;
            int length = end - position + (found && keepNewline ? 1 : 0);
            if (found && line == null) {
                LuaString text = LuaString.valueOf(java.util.Arrays.copyOfRange(buffer, position, position + length));
                position = end + 1;
                return text;
            }
            line = line == null ? new Bytes(co, 2 * BUFFER) : line;
            line.add(buffer, position, length);
            position = found ? end + 1 : end;
            if (found) {
                break;
            }
            co.vm().poll();
        }
        return line == null ? null : line.toLuaString();
    }

    LuaString readAll(Coroutine co) throws IOException {
        Bytes all = new Bytes(co, BUFFER);
        while (fill()) {
            all.add(buffer, position, limit - position);
            position = limit;
            co.vm().poll();
        }
        return all.toLuaString();
    }

    /** At most so many bytes; {@code null} at the end. */
    LuaString readBytes(Coroutine co, long count) throws IOException {
        if (count == 0) {
            return fill() ? LuaValue.EMPTYSTRING : null;
        }
        Bytes all = new Bytes(co, (int) Math.min(count, BUFFER));
        while (all.size() < count && fill()) {
            int n = (int) Math.min(count - all.size(), limit - position);
            all.add(buffer, position, n);
            position += n;
            co.vm().poll();
        }
        return all.size() == 0 ? null : all.toLuaString();
    }

    private int peek() throws IOException {
        return fill() ? buffer[position] & 0xff : -1;
    }

    /** A numeral; {@code null} if there is none. */
    LuaNumber readNumber(Coroutine co) throws IOException {
        int c = peek();
        while (c == ' ' || c >= 9 && c <= 13) {
            position++;
            c = peek();
        }
        Bytes text = new Bytes(co, 32);
        accept(text, "+-");
        boolean hex = accept(text, "0") && accept(text, "xX");
        int digits = digits(text, hex) + (text.size() > 0 && !hex ? 1 : 0);
        if (accept(text, ".")) {
            digits += digits(text, hex);
        }
        if (digits > 0 && accept(text, hex ? "pP" : "eE")) {
            accept(text, "+-");
            digits(text, false);
        }
        return Numbers.coerce(text.toLuaString());
    }

    private boolean accept(Bytes text, String any) throws IOException {
        int c = peek();
        if (c < 0 || any.indexOf(c) < 0 || text.size() >= MAX_NUMERAL) {
            return false;
        }
        text.add(c);
        position++;
        return true;
    }

    private int digits(Bytes text, boolean hex) throws IOException {
        int count = 0;
        while (accept(text, hex ? "0123456789abcdefABCDEF" : "0123456789")) {
            count++;
        }
        return count;
    }
}
