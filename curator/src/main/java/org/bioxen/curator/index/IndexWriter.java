// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.catalog.Release;

/** Writes what {@link IndexJson} reads; the same values give the same bytes. */
final class IndexWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator out;

    private IndexWriter(JsonGenerator out) {
        this.out = out;
    }

    private interface Content {
        void write(IndexWriter writer) throws IOException;
    }

    static byte[] index(CatalogIndex index) throws IOException {
        return document(writer -> writer.write(index));
    }

    /** Writes the releases in the order given. */
    static byte[] releases(PackageName name, List<Release> releases) throws IOException {
        return document(writer -> writer.write(name, releases));
    }

    private static byte[] document(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("format", IndexPointer.FORMAT);
            content.write(new IndexWriter(out));
            out.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private void write(CatalogIndex index) throws IOException {
        out.writeStringField("title", index.title());
        out.writeStringField("description", index.description());
        out.writeNumberField("revision", index.revision());
        out.writeStringField("created", index.created().toString());
        out.writeObjectFieldStart("packages");
        for (Map.Entry<PackageName, CatalogIndex.Entry> entry : index.packages().entrySet()) {
            out.writeObjectFieldStart(entry.getKey().value());
            out.writeStringField("summary", entry.getValue().summary());
            strings("labels", entry.getValue().labels());
            out.writeStringField("latest", entry.getValue().latest().toString());
            out.writeObjectFieldStart("releases");
            file(entry.getValue().releases());
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeObjectFieldStart("profiles");
        for (Map.Entry<String, Profile> entry : index.profiles().entrySet()) {
            out.writeObjectFieldStart(entry.getKey());
            out.writeStringField("summary", entry.getValue().summary());
            dependencies("packages", entry.getValue().packages());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private void write(PackageName name, List<Release> releases) throws IOException {
        out.writeStringField("name", name.value());
        out.writeArrayFieldStart("releases");
        for (Release release : releases) {
            out.writeStartObject();
            write(release);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void write(Release release) throws IOException {
        out.writeStringField("version", release.id().version().toString());
        out.writeStringField("summary", release.summary());
        out.writeStringField("description", release.description());
        if (release.licence().isPresent()) {
            out.writeStringField("licence", release.licence().get());
        }
        if (release.homepage().isPresent()) {
            out.writeStringField("homepage", release.homepage().get());
        }
        dependencies("dependencies", release.dependencies());
        strings("labels", release.labels());
        if (release.yanked().isPresent()) {
            out.writeStringField("yanked", release.yanked().get());
        }
        out.writeArrayFieldStart("artifacts");
        for (Artifact artifact : release.artifacts()) {
            out.writeStartObject();
            out.writeStringField("format", artifact.format());
            out.writeStringField("platform", artifact.platform());
            file(new ContentRef(
                    artifact.location(),
                    artifact.size().orElseThrow(),
                    artifact.sha256().orElseThrow()));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void file(ContentRef file) throws IOException {
        out.writeStringField("path", file.path());
        out.writeNumberField("size", file.size());
        out.writeStringField("sha256", file.sha256());
    }

    private void dependencies(String field, List<Dependency> dependencies) throws IOException {
        strings(field, dependencies.stream().map(Dependency::toString).toList());
    }

    private void strings(String field, List<String> values) throws IOException {
        out.writeArrayFieldStart(field);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }
}
