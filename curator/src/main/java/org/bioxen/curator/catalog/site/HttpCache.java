// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bioxen.curator.format.JsonException;
import org.bioxen.curator.format.JsonInput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was read of a web catalog's index, kept on disk: for the next process, for those who are offline, and to tell an old state from
 * a new one. Several processes may use one folder: every file is replaced whole, and nothing that is read from here is believed
 * without its digest. Where it cannot be written the catalog works without. Thread-safe.
 */
final class HttpCache {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCache.class);
    private static final String STATE = "state.json";
    private static final int LONGEST = 8_000;
    private static final long MOST_BYTES = 512L << 20;

    private final Path folder;
    private final String location;

    /**
     * What was seen last.
     *
     * @param pointer the pointer's bytes
     * @param etag what the server called them
     * @param modified since when it has had them
     * @param revision the highest revision seen
     */
    record State(String pointer, Optional<String> etag, Optional<String> modified, long revision) {}

    HttpCache(Path folder, String location) {
        this.folder = folder;
        this.location = location;
    }

    /** What was seen last at this location, if anything was. */
    Optional<State> state() {
        try {
            return JsonInput.read(STATE, Files.readAllBytes(folder.resolve(STATE)), this::state);
        } catch (NoSuchFileException never) {
            return Optional.empty();
        } catch (IOException | JsonException damaged) {
            LOG.warn("what was kept of the catalog at {} is not used: {}", location, damaged.getMessage());
            return Optional.empty();
        }
    }

    private Optional<State> state(JsonInput in) throws JsonException {
        var read = new Object() {
            String location;
            String pointer;
            String etag;
            String modified;
            Long revision;
        };
        in.object(field -> {
            switch (field) {
                case "location" -> read.location = in.string(LONGEST);
                case "pointer" -> read.pointer = in.string(LONGEST);
                case "etag" -> read.etag = in.string(LONGEST);
                case "modified" -> read.modified = in.string(LONGEST);
                case "revision" -> read.revision = in.number(1, Long.MAX_VALUE);
                default -> throw in.unknown(field, "location", "pointer", "etag", "modified", "revision");
            }
        });
        // Another place is another catalog, whoever called it the same.
        return in.required("location", read.location).equals(location)
                ? Optional.of(new State(
                        in.required("pointer", read.pointer),
                        Optional.ofNullable(read.etag),
                        Optional.ofNullable(read.modified),
                        in.required("revision", read.revision)))
                : Optional.empty();
    }

    void state(State state) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
                out.writeStartObject();
                out.writeStringField("location", location);
                out.writeStringField("pointer", state.pointer());
                if (state.etag().isPresent()) {
                    out.writeStringField("etag", state.etag().get());
                }
                if (state.modified().isPresent()) {
                    out.writeStringField("modified", state.modified().get());
                }
                out.writeNumberField("revision", state.revision());
                out.writeEndObject();
            }
            AtomicFile.write(folder.resolve(STATE), bytes.toByteArray());
        } catch (IOException full) {
            LOG.warn("what was seen of the catalog at {} cannot be kept in {}: {}", location, folder, full.toString());
        }
    }

    Optional<byte[]> file(String path) {
        try {
            return Optional.of(Files.readAllBytes(place(path)));
        } catch (IOException notKept) {
            return Optional.empty();
        }
    }

    void file(String path, byte[] bytes) {
        try {
            AtomicFile.write(place(path), bytes);
        } catch (IOException full) {
            LOG.debug("{} is not kept: {}", path, full.toString());
        }
    }

    void forget(String path) {
        try {
            Files.deleteIfExists(place(path));
        } catch (IOException stays) {
            LOG.debug("{} stays: {}", path, stays.toString());
        }
    }

    /** Deletes the files that are none of these, and all if they are too much. */
    void keepOnly(Set<String> paths) {
        Path files = folder.resolve("files");
        try (Stream<Path> all = Files.list(files)) {
            long total = 0;
            for (Path file : (Iterable<Path>) all::iterator) {
                total += Files.size(file);
                if (total > MOST_BYTES || !paths.contains(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException gone) {
            LOG.debug("{} is not tidied: {}", files, gone.toString());
        }
    }

    private Path place(String path) {
        return folder.resolve("files").resolve(name(path));
    }

    /** What the file of this path is called here: short, and on no file system something else. */
    static String name(String path) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(path.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException("every Java has SHA-256", none);
        }
    }
}
