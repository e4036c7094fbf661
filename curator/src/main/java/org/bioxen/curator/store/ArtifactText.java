// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

import java.util.ArrayList;
import java.util.List;

/** How the store writes down what is in an artifact. */
final class ArtifactText {
    private static final long FORMAT = 1;

    private ArtifactText() {}

    static byte[] write(StoredArtifact artifact) {
        return JsonText.write(json -> {
            json.writeNumberField("format", FORMAT);
            json.writeStringField("sha256", artifact.sha256());
            json.writeNumberField("size", artifact.size());
            json.writeArrayFieldStart("files");
            for (StoredArtifact.Entry file : artifact.files()) {
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
        });
    }

    static StoredArtifact read(byte[] text, String where) {
        JsonObject object = JsonText.read(text, where).only("format", "sha256", "size", "files");
        if (object.number("format") != FORMAT) {
            throw object.fault("format", "is not " + FORMAT);
        }
        List<StoredArtifact.Entry> files = new ArrayList<>();
        for (JsonObject file : object.objects("files")) {
            file.only("path", "size", "sha256", "md5", "executable");
            files.add(new StoredArtifact.Entry(
                    file.text("path"), file.number("size"), sha256(file), file.text("md5"), file.flag("executable")));
        }
        return new StoredArtifact(sha256(object), object.number("size"), files);
    }

    private static String sha256(JsonObject object) {
        String digest = object.text("sha256");
        if (!Digests.isSha256(digest)) {
            throw object.fault("sha256", "is no SHA-256");
        }
        return digest;
    }
}
