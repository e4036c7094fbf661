// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.api.curator.PackageName;
import org.bioxen.curator.store.Digests;
import org.bioxen.curator.store.JsonObject;
import org.bioxen.curator.store.JsonText;

/**
 * The files of a generation beside its tree: {@value #LOCK}, {@value #ABOUT} with what differs from machine to machine and the lock
 * file's digest, and {@link EngineNeeds} for who only wants to run it.
 */
final class GenerationText {
    static final String TREE = "tree";
    static final String LOCK = "lock.json";
    static final String ABOUT = "generation.json";

    private GenerationText() {}

    /** The files, by name. */
    static Map<String, byte[]> write(Generation generation) {
        byte[] lock = LockFileText.write(generation.lock());
        byte[] about = JsonText.write(json -> {
            json.writeNumberField("format", 1);
            json.writeNumberField("number", generation.number());
            json.writeStringField("made", generation.made().toString());
            json.writeStringField("what", generation.what());
            json.writeStringField("lock", Digests.sha256(lock));
            json.writeObjectFieldStart("installed");
            for (Map.Entry<PackageName, Instant> one : generation.installed().entrySet()) {
                json.writeStringField(one.getKey().value(), one.getValue().toString());
            }
            json.writeEndObject();
        });
        byte[] needs = EngineNeeds.of(generation.lock()).text().getBytes(StandardCharsets.UTF_8);
        return Map.of(LOCK, lock, ABOUT, about, EngineNeeds.FILE, needs);
    }

    /**
     * Reads a generation.
     *
     * @throws IntegrityException if its files are not as they were written
     * @throws java.nio.file.NoSuchFileException if it is not there
     */
    static Generation read(Path folder) throws IOException {
        Path about = folder.resolve(ABOUT);
        Path lockPath = folder.resolve(LOCK);
        JsonObject object = JsonText.read(Files.readAllBytes(about), about.toString())
                .only("format", "number", "made", "what", "lock", "installed");
        byte[] lock = Files.readAllBytes(lockPath);
        if (!Digests.sha256(lock).equals(object.text("lock"))) {
            throw new IntegrityException(
                    lockPath + " is not as it was written; go back to an earlier generation with env:rollback");
        }
        JsonObject times = object.object("installed");
        SortedMap<PackageName, Instant> installed = new TreeMap<>();
        for (String name : times.names()) {
            installed.put(packageName(times, name), times.parsed(name, Instant::parse));
        }
        return new Generation(
                object.number("number"),
                object.parsed("made", Instant::parse),
                object.text("what"),
                installed,
                LockFileText.read(lock, lockPath.toString()));
    }

    private static PackageName packageName(JsonObject times, String name) {
        try {
            return new PackageName(name);
        } catch (IllegalArgumentException none) {
            throw times.fault(name, "is no package");
        }
    }
}
