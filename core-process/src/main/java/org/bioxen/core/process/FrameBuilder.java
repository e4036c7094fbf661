// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.bioxen.api.vm.LuaValue;

/** Puts one frame together, ready to be written in one piece. Not thread-safe. */
final class FrameBuilder extends ByteArrayOutputStream {
    FrameBuilder(byte kind, int expectedPayload) {
        super(Frame.HEADER + expectedPayload);
        u32(0);
        write(kind);
    }

    FrameBuilder u32(int number) {
        write(number >>> 24);
        write(number >>> 16);
        write(number >>> 8);
        write(number);
        return this;
    }

    FrameBuilder letter(char letter) {
        write(letter);
        return this;
    }

    FrameBuilder text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private FrameBuilder bytes(byte[] bytes) {
        u32(bytes.length);
        writeBytes(bytes);
        return this;
    }

    /** A value that may be given to a script: no table, nothing opaque. */
    FrameBuilder value(LuaValue value) {
        if (value instanceof LuaValue.Bool bool) {
            letter(bool.value() ? 't' : 'f');
        } else if (value instanceof LuaValue.Int integer) {
            letter('i').text(Long.toString(integer.value()));
        } else if (value instanceof LuaValue.Float number) {
            letter('d').text(LuaValue.of(number.value()).asText());
        } else if (value instanceof LuaValue.Str string) {
            letter('s').bytes(string.toByteArray());
        } else if (value instanceof LuaValue.Nil) {
            letter('z');
        } else {
            throw new IllegalArgumentException("a " + value.typeName() + " cannot be given to a script");
        }
        return this;
    }

    /** Number of bytes after the header. */
    int payloadSize() {
        return count - Frame.HEADER;
    }

    /** Writes the frame, header included, and flushes. */
    void send(OutputStream out) throws IOException {
        int length = payloadSize();
        buf[0] = (byte) (length >>> 24);
        buf[1] = (byte) (length >>> 16);
        buf[2] = (byte) (length >>> 8);
        buf[3] = (byte) length;
        out.write(buf, 0, count);
        out.flush();
    }
}
