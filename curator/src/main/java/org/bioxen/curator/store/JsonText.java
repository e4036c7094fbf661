// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bioxen.api.curator.IntegrityException;

/** Reads and writes the JSON files of the curator: strictly, within bounds, and always the same bytes for the same content. */
public final class JsonText {
    private static final int DEEPEST = 12;
    private static final int LONGEST_TEXT = 1 << 16;
    private static final long LONGEST_FILE = 64L << 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxDocumentLength(LONGEST_FILE)
                    .build())
            .build();

    private JsonText() {}

    /** Writes values; what it throws comes from the generator, which writes to memory. */
    @FunctionalInterface
    public interface Content {
        /** Writes the fields of the object that has been begun. */
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** The bytes of an object, on indented lines that end in a line feed. */
    public static byte[] write(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
            json.writeStartObject();
            content.writeTo(json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads an object.
     *
     * @param where what messages call the text
     * @throws IntegrityException if it is none, has a field twice, or is beyond the bounds
     */
    public static JsonObject read(byte[] text, String where) {
        try (JsonParser json = FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IntegrityException(where + ": no JSON object");
            }
            JsonObject object = object(json, where, "");
            if (json.nextToken() != null) {
                throw new IntegrityException(where + ": something follows the JSON object");
            }
            return object;
        } catch (IOException fault) {
            throw new IntegrityException(where + ": no JSON that can be read: " + firstLine(fault), fault);
        }
    }

    private static JsonObject object(JsonParser json, String where, String path) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, value(json, where, path + name));
        }
        return new JsonObject(where, path, fields);
    }

    private static Object value(JsonParser json, String where, String path) throws IOException {
        switch (json.currentToken()) {
            case START_OBJECT:
                return object(json, where, path + ".");
            case START_ARRAY:
                List<Object> items = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(json, where, path + "[" + items.size() + "]"));
                }
                return items;
            case VALUE_STRING:
                return json.getText();
            case VALUE_NUMBER_INT:
                return json.getLongValue();
            case VALUE_TRUE:
                return true;
            case VALUE_FALSE:
                return false;
            default:
                throw new IntegrityException(where + ": " + path + " is " + json.getText()
                        + "; give text, a whole number, true, false, a list or an object");
        }
    }

    private static String firstLine(IOException fault) {
        return String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    }
}
