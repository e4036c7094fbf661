// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes a tar block by block, also such as no library would write. */
final class TarBytes {
    static final Consumer<byte[]> UNCHANGED = header -> {};

    private static final int BLOCK = 512;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    TarBytes file(String name, String content) {
        return entry('0', utf8(name), utf8(content), UNCHANGED);
    }

    TarBytes folder(String name) {
        return entry('5', utf8(name), new byte[0], UNCHANGED);
    }

    TarBytes entry(char type, String name) {
        return entry(type, utf8(name), new byte[0], UNCHANGED);
    }

    /** An entry whose header is changed before its check sum is made. */
    TarBytes entry(char type, byte[] name, byte[] content, Consumer<byte[]> change) {
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, Math.min(name.length, 100));
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, String.format("%011o\0", content.length));
        put(header, 136, "00000000000\0");
        header[156] = (byte) type;
        put(header, 257, "ustar\u000000");
        change.accept(header);
        put(header, 148, "        ");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xFF;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        return raw(header).blocks(content);
    }

    /** An extended header of records {@code KEY=VALUE}. */
    TarBytes pax(char type, String... records) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (String record : records) {
            int rest = utf8(record).length + 2;
            int length = rest + Integer.toString(rest).length();
            length = rest + Integer.toString(length).length();
            data.writeBytes(utf8(length + " " + record + "\n"));
        }
        return entry(type, utf8("PaxHeader"), data.toByteArray(), UNCHANGED);
    }

    TarBytes longName(String name) {
        return entry('L', utf8("././@LongLink"), utf8(name + "\0"), header -> put(header, 257, "ustar  \0"));
    }

    TarBytes blocks(byte[] content) {
        return raw(content).raw(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    TarBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] end() {
        return raw(new byte[2 * BLOCK]).unfinished();
    }

    byte[] unfinished() {
        return out.toByteArray();
    }

    static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
