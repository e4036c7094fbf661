// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.bioxen.curator.format.JsonException;
import org.bioxen.curator.format.JsonInput;

/**
 * The one file of a catalog that changes, {@value #FILE}: it names the index by its digest. It has one spelling, so that a changed
 * byte anywhere in it is found.
 *
 * @param index the index; it lies in the catalog's root and is called after its digest
 */
public record IndexPointer(ContentRef index) {
    /** Where it is in a catalog. */
    public static final String FILE = "catalog.json";

    /** The most bytes that it can have. */
    public static final int MAX_BYTES = 1024;

    /** The format's number; the reader takes no other. */
    static final int FORMAT = 1;

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if the index is not called after its digest
     */
    public IndexPointer {
        Objects.requireNonNull(index, "index");
        if (!index.path().equals(path(index.sha256()))) {
            throw new IllegalArgumentException("an index of this digest is called " + path(index.sha256()));
        }
    }

    /** The pointer to an index of these bytes. */
    static IndexPointer to(byte[] index) {
        String sha256 = Digests.of(index);
        return new IndexPointer(new ContentRef(path(sha256), index.length, sha256));
    }

    private static String path(String sha256) {
        return "index-" + sha256 + ".json";
    }

    /**
     * Reads a pointer.
     *
     * @throws JsonException if it is not exactly as it must be
     */
    public static IndexPointer read(byte[] bytes) throws JsonException {
        return JsonInput.read(FILE, bytes, in -> {
            long[] format = {0};
            ContentRef[] index = {null};
            in.object(field -> {
                switch (field) {
                    case "format" -> format[0] = in.number(FORMAT, FORMAT);
                    case "index" -> index[0] = IndexJson.contentRef(in, Integer.MAX_VALUE);
                    default -> throw in.unknown(field, "format", "index");
                }
            });
            ContentRef found = in.required("index", index[0]);
            if (!found.path().equals(path(found.sha256()))) {
                throw in.problem("the index is not called after its digest");
            }
            IndexPointer pointer = new IndexPointer(found);
            if (format[0] != FORMAT || !Arrays.equals(bytes, pointer.bytes())) {
                throw in.problem("must be written " + new String(pointer.bytes(), StandardCharsets.US_ASCII).strip());
            }
            return pointer;
        });
    }

    /** The pointer as it is written: without blanks, with a line end behind. */
    public byte[] bytes() {
        return ("{\"format\":" + FORMAT + ",\"index\":{\"path\":\"" + index.path() + "\",\"size\":" + index.size()
                        + ",\"sha256\":\"" + index.sha256() + "\"}}\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
