// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes a zip field by field, also such as no library would write. */
final class ZipBytes {
    static final int STORED = 0;
    static final int DEFLATED = 8;

    /** An entry; what is not set for one of its headers is the same in both. */
    static final class Entry {
        byte[] name;
        byte[] localName;
        int method;
        int localMethod;
        int flags = 1 << 11;
        int localFlags = 1 << 11;
        long crc;
        long localCrc;
        long compressed;
        long localCompressed;
        long size;
        long localSize;
        long attributes = 0100644L << 16;
        byte[] extra = new byte[0];
        byte[] data;
        byte[] before = new byte[0];
        byte[] after = new byte[0];
        int offsetShift;
        int disk;

        /** Sets both headers' sizes to be found behind the data. */
        void describe(boolean signed) {
            flags |= 1 << 3;
            localFlags = flags;
            localCrc = 0;
            localCompressed = 0;
            localSize = 0;
            ByteBuffer descriptor = buffer(16);
            if (signed) {
                descriptor.putInt(0x08074b50);
            }
            descriptor.putInt((int) crc).putInt((int) compressed).putInt((int) size);
            after = slice(descriptor);
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    byte[] prefix = new byte[0];
    byte[] beforeCentral = new byte[0];
    byte[] beforeEnd = new byte[0];
    byte[] suffix = new byte[0];
    byte[] comment = new byte[0];
    int countShift;
    int sizeShift;
    int centralShift;
    int disk;

    ZipBytes file(String name, String content) {
        return entry(TarBytes.utf8(name), DEFLATED, TarBytes.utf8(content), entry -> {});
    }

    ZipBytes file(String name, String content, Consumer<Entry> change) {
        return entry(TarBytes.utf8(name), DEFLATED, TarBytes.utf8(content), change);
    }

    ZipBytes entry(byte[] name, int method, byte[] content, Consumer<Entry> change) {
        Entry entry = new Entry();
        entry.name = name;
        entry.localName = name;
        entry.method = method;
        entry.localMethod = method;
        entry.data = method == DEFLATED ? deflate(content) : content;
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.crc = crc.getValue();
        entry.localCrc = entry.crc;
        entry.compressed = entry.data.length;
        entry.localCompressed = entry.compressed;
        entry.size = content.length;
        entry.localSize = entry.size;
        change.accept(entry);
        entries.add(entry);
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream central = new ByteArrayOutputStream();
        out.writeBytes(prefix);
        for (Entry entry : entries) {
            out.writeBytes(entry.before);
            int offset = out.size() - prefix.length + entry.offsetShift;
            ByteBuffer local = buffer(30)
                    .putInt(0x04034b50)
                    .putShort((short) 20)
                    .putShort((short) entry.localFlags)
                    .putShort((short) entry.localMethod)
                    .putInt(0x5C210000)
                    .putInt((int) entry.localCrc)
                    .putInt((int) entry.localCompressed)
                    .putInt((int) entry.localSize)
                    .putShort((short) entry.localName.length)
                    .putShort((short) 0);
            out.writeBytes(slice(local));
            out.writeBytes(entry.localName);
            out.writeBytes(entry.data);
            out.writeBytes(entry.after);
            ByteBuffer header = buffer(46)
                    .putInt(0x02014b50)
                    .putShort((short) (3 << 8 | 20))
                    .putShort((short) 20)
                    .putShort((short) entry.flags)
                    .putShort((short) entry.method)
                    .putInt(0x5C210000)
                    .putInt((int) entry.crc)
                    .putInt((int) entry.compressed)
                    .putInt((int) entry.size)
                    .putShort((short) entry.name.length)
                    .putShort((short) entry.extra.length)
                    .putShort((short) 0)
                    .putShort((short) entry.disk)
                    .putShort((short) 0)
                    .putInt((int) entry.attributes)
                    .putInt(offset);
            central.writeBytes(slice(header));
            central.writeBytes(entry.name);
            central.writeBytes(entry.extra);
        }
        out.writeBytes(beforeCentral);
        int start = out.size() - prefix.length;
        out.writeBytes(central.toByteArray());
        out.writeBytes(beforeEnd);
        ByteBuffer end = buffer(22)
                .putInt(0x06054b50)
                .putShort((short) disk)
                .putShort((short) disk)
                .putShort((short) (entries.size() + countShift))
                .putShort((short) (entries.size() + countShift))
                .putInt(central.size() + sizeShift)
                .putInt(start + centralShift)
                .putShort((short) comment.length);
        out.writeBytes(slice(end));
        out.writeBytes(comment);
        out.writeBytes(suffix);
        return out.toByteArray();
    }

    static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] slice(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }
}
