// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bioxen.curator.archive.ArchiveException.Reason;

/**
 * The bytes of a tar (POSIX.1-2008, "pax Interchange Format", and the GNU form of long names), checked block by block while they
 * pass to the reader behind it, which forgives much: it drops the slash before an absolute name, replaces what is not UTF-8,
 * takes sizes from extended headers, and needs no end mark. Here only what every reader understands alike gets through. For one
 * thread.
 */
final class TarStructure extends InputStream {
    private static final int BLOCK = 512;
    private static final int END_BLOCKS = 2;
    /** Writers fill up their last record, some to a MiB. */
    private static final int MOST_END_BLOCKS = 2048;

    private static final int MOST_AUXILIARY = 64 << 10;
    private static final int NAME = 100;
    private static final int MODE = 100;
    private static final int SIZE = 124;
    private static final int NUMBER = 12;
    private static final int CHECKSUM = 148;
    private static final int SHORT_NUMBER = 8;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final String POSIX = "ustar\u000000";
    private static final String GNU = "ustar  \0";

    /**
     * An entry.
     *
     * @param name as the archive gives it
     * @param path where it goes; absent for the root folder itself
     */
    record Entry(String name, Optional<EntryPath> path, boolean folder, long size, boolean program) {}

    private final InputStream in;
    private final Budget budget;
    private final byte[] block = new byte[BLOCK];
    private int served = BLOCK;
    private int endBlocks;
    private long dataLeft;
    private char auxiliaryType;
    private ByteArrayOutputStream auxiliary;
    private Optional<String> longName = Optional.empty();
    private Optional<Map<String, String>> extended = Optional.empty();
    private Entry current;
    private int entries;

    TarStructure(InputStream in, Budget budget) {
        this.in = in;
        this.budget = budget;
    }

    /** Whether a file that begins so may be a tar. */
    static boolean matches(byte[] start) {
        return start.length >= BLOCK && (hasMagic(start, POSIX) || hasMagic(start, GNU));
    }

    /** The entry whose header passed last. */
    Entry current() {
        return current;
    }

    /** How many entries have passed. */
    int entries() {
        return entries;
    }

    @Override
    public int read() throws IOException {
        return served == BLOCK && !next() ? -1 : block[served++] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (served == BLOCK && !next()) {
            return -1;
        }
        int n = Math.min(length, BLOCK - served);
        System.arraycopy(block, served, into, offset, n);
        served += n;
        return n;
    }

    private boolean next() throws IOException {
        int n = readBlock();
        if (n == 0 && endBlocks >= END_BLOCKS) {
            return false;
        }
        if (n < BLOCK) {
            throw new ArchiveException(Reason.TRUNCATED, "the tar ends too early");
        }
        budget.output(BLOCK);
        served = 0;
        if (dataLeft > 0) {
            data();
        } else if (isZero()) {
            if (++endBlocks > MOST_END_BLOCKS) {
                throw new ArchiveException(Reason.SURPLUS_DATA, "the tar goes on behind its end");
            }
            if (auxiliary != null || longName.isPresent() || extended.isPresent()) {
                throw new ArchiveException(Reason.TRUNCATED, "the tar ends behind an extended header");
            }
        } else if (endBlocks > 0) {
            throw new ArchiveException(Reason.SURPLUS_DATA, "the tar goes on behind its end");
        } else {
            header();
        }
        return true;
    }

    private int readBlock() throws ArchiveException {
        try {
            return in.readNBytes(block, 0, BLOCK);
        } catch (IOException | RuntimeException e) {
            throw ArchiveException.whileReading("the archive", e);
        }
    }

    private boolean isZero() {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private void data() throws ArchiveException {
        int n = (int) Math.min(BLOCK, dataLeft);
        dataLeft -= n;
        if (auxiliary != null) {
            auxiliary.write(block, 0, n);
            if (dataLeft == 0) {
                endAuxiliary();
            }
        }
    }

    private void header() throws ArchiveException {
        budget.entry();
        checkSum();
        if (!hasMagic(block, POSIX) && !hasMagic(block, GNU)) {
            throw new ArchiveException(Reason.UNSUPPORTED, "the tar has a header in a form older than POSIX");
        }
        char type = (char) (block[TYPE] & 0xFF);
        switch (type) {
            case '0', '\0' -> entry(false);
            case '5' -> entry(true);
            case 'x', 'g', 'L' -> beginAuxiliary(type);
            case '1', '2', 'K' -> throw refused(Reason.LINK, "is a link");
            case '3', '4', '6' -> throw refused(Reason.SPECIAL_FILE, "is a device or a pipe");
            case 'S' -> throw refused(Reason.SPARSE, "is a file with holes");
            default -> throw refused(Reason.UNSUPPORTED, "is of a kind that packages do not have");
        }
    }

    private ArchiveException refused(Reason reason, String why) {
        int end = 0;
        while (end < NAME && block[end] != 0) {
            end++;
        }
        String name = longName.orElse(new String(block, 0, end, StandardCharsets.ISO_8859_1));
        return new ArchiveException(reason, "'" + EntryPath.shown(name) + "' " + why);
    }

    private void checkSum() throws ArchiveException {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM + SHORT_NUMBER ? ' ' : block[i] & 0xFF;
        }
        if (sum != number(CHECKSUM, SHORT_NUMBER)) {
            throw new ArchiveException(Reason.DAMAGED, "a header of the tar has a wrong check sum");
        }
    }

    private void entry(boolean folder) throws ArchiveException {
        long size = number(SIZE, NUMBER);
        if (folder && size != 0) {
            throw refused(Reason.LYING_SIZE, "is a folder that has a size");
        }
        String name = name();
        current = new Entry(name, path(name, folder), folder, size, (number(MODE, SHORT_NUMBER) & 0111) != 0);
        dataLeft = size;
        entries++;
        longName = Optional.empty();
        extended = Optional.empty();
    }

    private String name() throws ArchiveException {
        Optional<String> path = extended.map(records -> records.get("path"));
        if (longName.isPresent() || path.isPresent()) {
            return longName.or(() -> path).orElseThrow();
        }
        String name = text(0, NAME);
        String prefix = hasMagic(block, POSIX) ? text(PREFIX, PREFIX_LENGTH) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** {@code tar -c .} writes {@code ./} before each name, and the folder itself: that alone is forgiven. */
    private Optional<EntryPath> path(String name, boolean folder) throws ArchiveException {
        if (folder && (name.equals(".") || name.equals("./"))) {
            return Optional.empty();
        }
        String below = name.startsWith("./") ? name.substring(2) : name;
        String bare =
                folder && below.endsWith("/") && below.length() > 1 ? below.substring(0, below.length() - 1) : below;
        return Optional.of(EntryPath.parse(bare, budget.limits()));
    }

    private void beginAuxiliary(char type) throws ArchiveException {
        long size = number(SIZE, NUMBER);
        if (size < 1 || size > MOST_AUXILIARY) {
            throw new ArchiveException(
                    type == 'L' ? Reason.NAME_TOO_LONG : Reason.UNSUPPORTED,
                    "the tar has an extended header of " + size + " bytes");
        }
        if (type != 'g' && (longName.isPresent() || extended.isPresent())) {
            throw new ArchiveException(Reason.MISMATCH, "the tar has two extended headers for one entry");
        }
        auxiliaryType = type;
        auxiliary = new ByteArrayOutputStream();
        dataLeft = size;
    }

    private void endAuxiliary() throws ArchiveException {
        byte[] data = auxiliary.toByteArray();
        auxiliary = null;
        if (auxiliaryType == 'L') {
            int end = data[data.length - 1] == 0 ? data.length - 1 : data.length;
            longName = Optional.of(decode(data, 0, end));
        } else {
            Map<String, String> records = records(data);
            if (auxiliaryType == 'x') {
                extended = Optional.of(records);
            } else if (records.containsKey("path")) {
                throw new ArchiveException(Reason.MISMATCH, "the tar gives one name to all of its entries");
            }
        }
    }

    /** The records {@code LENGTH KEY=VALUE\n} of an extended header; of the values only a path is kept. */
    private static Map<String, String> records(byte[] data) throws ArchiveException {
        Map<String, String> records = new HashMap<>();
        int at = 0;
        while (at < data.length) {
            int blank = at;
            int length = 0;
            while (blank < data.length && data[blank] >= '0' && data[blank] <= '9' && length <= data.length) {
                length = length * 10 + data[blank++] - '0';
            }
            int end = at + length;
            if (blank == at || blank >= data.length || data[blank] != ' ' || end > data.length || end < blank + 3) {
                throw notRecords();
            }
            int equals = blank + 1;
            while (equals < end && data[equals] != '=') {
                equals++;
            }
            if (equals >= end || data[end - 1] != '\n') {
                throw notRecords();
            }
            String key = decode(data, blank + 1, equals);
            checkKey(key);
            String value = key.equals("path") ? decode(data, equals + 1, end - 1) : "";
            if (records.put(key, value) != null) {
                throw new ArchiveException(
                        Reason.MISMATCH, "an extended header of the tar gives '" + EntryPath.shown(key) + "' twice");
            }
            at = end;
        }
        return records;
    }

    private static void checkKey(String key) throws ArchiveException {
        if (key.equals("size")) {
            throw new ArchiveException(Reason.LYING_SIZE, "an extended header of the tar overrides a size");
        }
        if (key.equals("linkpath")) {
            throw new ArchiveException(Reason.LINK, "an extended header of the tar names the target of a link");
        }
        if (key.startsWith("GNU.sparse.") || key.equals("SCHILY.realsize") || key.equals("SCHILY.filetype")) {
            throw new ArchiveException(Reason.SPARSE, "an extended header of the tar describes a file with holes");
        }
    }

    private static ArchiveException notRecords() {
        return new ArchiveException(Reason.DAMAGED, "an extended header of the tar cannot be read");
    }

    private String text(int offset, int length) throws ArchiveException {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        for (int i = end; i < offset + length; i++) {
            if (block[i] != 0) {
                throw refused(Reason.CONTROL_CHARACTER, "goes on behind a NUL");
            }
        }
        return decode(block, offset, end);
    }

    private static String decode(byte[] bytes, int from, int to) throws ArchiveException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            String shown = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
            throw new ArchiveException(Reason.NAME_ENCODING, "the name '" + EntryPath.shown(shown) + "' is not UTF-8");
        }
    }

    private long number(int offset, int length) throws ArchiveException {
        if ((block[offset] & 0x80) != 0) {
            throw new ArchiveException(Reason.LYING_SIZE, "a header of the tar has a number in base 256");
        }
        int at = offset;
        int end = offset + length;
        while (at < end && block[at] == ' ') {
            at++;
        }
        long value = 0;
        while (at < end && block[at] >= '0' && block[at] <= '7') {
            value = value * 8 + block[at++] - '0';
        }
        while (at < end) {
            if (block[at] != ' ' && block[at] != 0) {
                throw new ArchiveException(Reason.DAMAGED, "a header of the tar has a number that is none");
            }
            at++;
        }
        return value;
    }

    private static boolean hasMagic(byte[] header, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.US_ASCII);
        return Arrays.equals(header, MAGIC, MAGIC + wanted.length, wanted, 0, wanted.length);
    }
}
