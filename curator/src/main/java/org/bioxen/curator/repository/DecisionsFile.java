// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.curator.catalog.CatalogProperties;
import org.bioxen.curator.catalog.site.AtomicFile;
import org.bioxen.curator.format.JsonException;
import org.bioxen.curator.format.JsonInput;

/**
 * The file in which the decisions are. It is replaced whole, by one process at a time: what two change at once is changed by both.
 * Thread-safe.
 */
final class DecisionsFile {
    private static final int FORMAT = 1;
    private static final int LONGEST = 4_000;
    private static final int MOST = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 20;

    private final Path file;
    private final ReentrantLock mine = new ReentrantLock();

    DecisionsFile(Path file) {
        this.file = file;
    }

    /** Tells one state of the file from another; empty if there is none. */
    Optional<List<Object>> stamp() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(List.of(String.valueOf(now.fileKey()), now.lastModifiedTime(), now.size()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /**
     * Reads it.
     *
     * @throws CuratorException if it is there and cannot be read
     */
    Decisions read() {
        try {
            return JsonInput.read(file.toString(), Files.readAllBytes(file), DecisionsFile::decisions);
        } catch (NoSuchFileException none) {
            return Decisions.NONE;
        } catch (IOException unreadable) {
            throw new CuratorException("the catalogs that were added cannot be read: " + unreadable, unreadable);
        } catch (JsonException damaged) {
            throw new CuratorException(damaged.getMessage() + "; mend or delete the file", damaged);
        }
    }

    /**
     * Changes it.
     *
     * @throws CuratorException if it cannot be read or written, or somebody else does not let go of it
     */
    void change(UnaryOperator<Decisions> change) {
        boolean locked = false;
        try {
            locked = mine.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!locked) {
                throw busy();
            }
            Files.createDirectories(file.getParent());
            Path lock = file.resolveSibling(file.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock(channel); // until the channel is closed
                Decisions before = read();
                Decisions after = change.apply(before);
                if (!after.equals(before)) {
                    AtomicFile.write(file, text(after).getBytes(UTF_8));
                }
            }
        } catch (IOException failed) {
            throw new CuratorException("the catalogs cannot be changed: " + failed, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CuratorException("interrupted while the catalogs were to be changed", interrupted);
        } finally {
            if (locked) {
                mine.unlock();
            }
        }
    }

    private void lock(FileChannel channel) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (channel.tryLock() != null) {
                    return;
                }
            } catch (OverlappingFileLockException sameProcess) {
                // another copy of this bundle; wait for it as for any other
            }
            if (System.nanoTime() - end > 0) {
                throw busy();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS); // the kernel does not tell when a lock is free
        }
    }

    private CuratorException busy() {
        return new CuratorException("somebody else has been changing " + file + " for " + PATIENCE.toSeconds() + " s");
    }

    private static Decisions decisions(JsonInput in) throws JsonException {
        long[] format = {0};
        Map<String, String> added = new TreeMap<>();
        Map<String, Integer> priorities = new TreeMap<>();
        Set<String> disabled = new TreeSet<>();
        in.object(field -> {
            switch (field) {
                case "format" -> format[0] = in.number(FORMAT, FORMAT);
                case "added" -> in.object(id -> added.put(id(in, id), in.line(LONGEST)));
                case "priorities" ->
                    in.object(id -> priorities.put(id(in, id), (int) in.number(Integer.MIN_VALUE, Integer.MAX_VALUE)));
                case "disabled" -> in.array(MOST, () -> disabled.add(in.value(LONGEST, CatalogProperties::checkId)));
                default -> throw in.unknown(field, "format", "added", "priorities", "disabled");
            }
        });
        in.required("format", format[0] == FORMAT ? FORMAT : null);
        return new Decisions(added, priorities, disabled);
    }

    private static String id(JsonInput in, String id) throws JsonException {
        try {
            return CatalogProperties.checkId(id);
        } catch (IllegalArgumentException none) {
            throw in.problem(none.getMessage());
        }
    }

    private static String text(Decisions decisions) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.setPrettyPrinter(new DefaultPrettyPrinter());
            out.writeStartObject();
            out.writeNumberField("format", FORMAT);
            out.writeObjectFieldStart("added");
            for (Map.Entry<String, String> one : decisions.added().entrySet()) {
                out.writeStringField(one.getKey(), one.getValue());
            }
            out.writeEndObject();
            out.writeObjectFieldStart("priorities");
            for (Map.Entry<String, Integer> one : decisions.priorities().entrySet()) {
                out.writeNumberField(one.getKey(), one.getValue());
            }
            out.writeEndObject();
            out.writeArrayFieldStart("disabled");
            for (String id : decisions.disabled()) {
                out.writeString(id);
            }
            out.writeEndArray();
            out.writeEndObject();
            out.writeRaw('\n');
        }
        return text.toString();
    }
}
