// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.Requirement;
import org.bioxen.curator.store.JsonObject;
import org.bioxen.curator.store.JsonText;

/** Lock files as text: the same text for the same content, whoever writes it. */
public final class LockFileText {
    private static final long FORMAT = 1;
    private static final int MOST_PACKAGES = 100_000;

    private LockFileText() {}

    /** The text of a lock file. */
    public static byte[] write(LockFile lock) {
        return JsonText.write(json -> {
            json.writeNumberField("format", FORMAT);
            json.writeStringField("lua", lock.layout().luaVersion());
            json.writeArrayFieldStart("packages");
            for (LockedPackage one : lock.packages().values()) {
                write(json, one);
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, LockedPackage one) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", one.name().value());
        json.writeStringField("version", one.id().version().toString());
        json.writeStringField("catalog", one.catalog());
        json.writeObjectFieldStart("artifact");
        json.writeStringField("format", one.artifact().format());
        json.writeStringField("platform", one.artifact().platform());
        json.writeStringField("sha256", one.artifact().sha256());
        json.writeNumberField("size", one.artifact().size());
        json.writeEndObject();
        json.writeArrayFieldStart("dependencies");
        for (Dependency dependency : one.dependencies()) {
            json.writeString(dependency.toString());
        }
        json.writeEndArray();
        if (one.requested().isPresent()) {
            json.writeStringField("requested", one.requested().get().toString());
        }
        if (one.pinned()) {
            json.writeBooleanField("pinned", true);
        }
        if (one.licence().isPresent()) {
            json.writeStringField("licence", one.licence().get());
        }
        json.writeArrayFieldStart("files");
        for (LockedFile file : one.files()) {
            json.writeStartObject();
            json.writeStringField("path", file.path());
            json.writeNumberField("size", file.size());
            json.writeStringField("sha256", file.sha256());
            json.writeStringField("md5", file.md5());
            if (file.executable()) {
                json.writeBooleanField("executable", true);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * Reads a lock file, be it from whomever.
     *
     * @param where what messages call it
     * @throws IntegrityException if it is none
     */
    public static LockFile read(byte[] text, String where) {
        JsonObject object = JsonText.read(text, where).only("format", "lua", "packages");
        if (object.number("format") != FORMAT) {
            throw object.fault("format", "is not " + FORMAT + "; a newer version of the platform may read it");
        }
        List<JsonObject> packages = object.objects("packages");
        if (packages.size() > MOST_PACKAGES) {
            throw object.fault("packages", "are more than " + MOST_PACKAGES);
        }
        List<LockedPackage> read = new ArrayList<>();
        for (JsonObject one : packages) {
            read.add(readPackage(one));
        }
        try {
            return LockFile.of(object.parsed("lua", TreeLayout::new), read);
        } catch (IllegalArgumentException conflict) {
            throw new IntegrityException(where + ": " + conflict.getMessage(), conflict);
        }
    }

    private static LockedPackage readPackage(JsonObject one) {
        one.only("name", "version", "catalog", "artifact", "dependencies", "requested", "pinned", "licence", "files");
        PackageId id =
                new PackageId(one.parsed("name", PackageName::new), one.parsed("version", PackageVersion::parse));
        JsonObject artifact = one.object("artifact").only("format", "platform", "sha256", "size");
        List<LockedFile> files = new ArrayList<>();
        for (JsonObject file : one.objects("files")) {
            file.only("path", "size", "sha256", "md5", "executable");
            files.add(file.parsed(
                    "path",
                    path -> new LockedFile(
                            path,
                            file.number("size"),
                            file.text("sha256"),
                            file.text("md5"),
                            file.flag("executable"))));
        }
        return new LockedPackage(
                id,
                one.parsed("catalog", EnvironmentNames::check),
                artifact.parsed(
                        "sha256",
                        digest -> new LockedArtifact(
                                artifact.text("format"), artifact.text("platform"), digest, artifact.number("size"))),
                one.parsedList("dependencies", Dependency::parse),
                one.optionalParsed("requested", text -> requested(id, text)),
                one.flag("pinned"),
                one.optionalText("licence"),
                files);
    }

    private static Requirement requested(PackageId id, String text) {
        Requirement requirement = Requirement.parse(text);
        if (!requirement.name().equals(id.name())) {
            throw new IllegalArgumentException("'" + text + "' does not ask for " + id.name());
        }
        return requirement;
    }
}
