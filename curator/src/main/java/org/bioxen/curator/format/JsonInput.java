// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * A JSON document (RFC 8259, UTF-8 without a mark) read from front to back by somebody who knows what it must be: every value is
 * asked for by its kind and its bounds, fields that nobody asks for, fields given twice and text behind the end are errors. Not
 * thread-safe.
 */
public final class JsonInput {
    private static final int MOST_DEPTH = 16;
    private static final int LONGEST_STRING = 64 << 10;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_NUMBER = 32;
    private static final int SHOWN = 60;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Names come from strangers: no table of them that outlives the document.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxStringLength(LONGEST_STRING)
                    .maxNameLength(LONGEST_NAME)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    private final String document;
    private final JsonParser parser;
    /** A token that was read ahead and that {@link #next} gives again; {@code null} if there is none. */
    private JsonToken peeked;

    private JsonInput(String document, JsonParser parser) {
        this.document = document;
        this.parser = parser;
    }

    /** Reads one field of an object; the name has been read, the value has not. */
    public interface Field {
        /** Reads the value of the field of that name, or throws {@link JsonInput#unknown}. */
        void read(String name) throws JsonException;
    }

    /** Reads one element of an array. */
    public interface Element {
        /** Reads the value. */
        void read() throws JsonException;
    }

    /** Reads a whole document. */
    public interface Document<T> {
        /** Reads its one value. */
        T read(JsonInput in) throws JsonException;
    }

    /**
     * Reads a document.
     *
     * @param document what it is called in messages
     * @throws JsonException if it is not JSON, or not what the reader asks for
     */
    public static <T> T read(String document, byte[] bytes, Document<T> reader) throws JsonException {
        Reader text = new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonInput in = new JsonInput(document, parser);
            T value = reader.read(in);
            if (in.next() != null) {
                throw in.problem("goes on behind its end");
            }
            return value;
        } catch (IOException e) {
            throw new JsonException(document + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads an object. */
    public void object(Field field) throws JsonException {
        expect(next(), JsonToken.START_OBJECT, "an object");
        while (next() != JsonToken.END_OBJECT) {
            field.read(name());
        }
    }

    /**
     * Reads an array.
     *
     * @param most how many elements it may have
     */
    public void array(int most, Element element) throws JsonException {
        expect(next(), JsonToken.START_ARRAY, "an array");
        for (int n = 0; !endOfArray(); n++) {
            if (n == most) {
                throw problem("has more than " + most + " elements");
            }
            element.read();
        }
    }

    private boolean endOfArray() throws JsonException {
        peeked = next();
        if (peeked == JsonToken.END_ARRAY) {
            peeked = null;
            return true;
        }
        return false;
    }

    /**
     * Reads a string.
     *
     * @param most how many characters it may have
     */
    public String string(int most) throws JsonException {
        expect(next(), JsonToken.VALUE_STRING, "a string");
        String value = text();
        if (value.length() > most) {
            throw problem("is longer than " + most + " characters");
        }
        return value;
    }

    /**
     * Reads a string of one line that a person may be shown.
     *
     * @param most how many characters it may have
     */
    public String line(int most) throws JsonException {
        return shown(string(most), "");
    }

    /**
     * Reads a string of several lines that a person may be shown.
     *
     * @param most how many characters it may have
     */
    public String lines(int most) throws JsonException {
        return shown(string(most), "\n\t");
    }

    /**
     * Reads a string as something.
     *
     * @param most how many characters it may have
     * @param parse makes it; if it throws {@link IllegalArgumentException}, with its message
     */
    public <T> T value(int most, Function<String, T> parse) throws JsonException {
        String text = line(most);
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new JsonException(problem(e.getMessage()).getMessage(), e);
        }
    }

    /** Reads a whole number between two bounds, both included. */
    public long number(long least, long most) throws JsonException {
        expect(next(), JsonToken.VALUE_NUMBER_INT, "a whole number");
        long value;
        try {
            value = parser.getLongValue();
        } catch (IOException e) {
            throw new JsonException(
                    problem("is no number between " + least + " and " + most).getMessage(), e);
        }
        if (value < least || value > most) {
            throw problem(value + " is not between " + least + " and " + most);
        }
        return value;
    }

    /**
     * What a field gave.
     *
     * @param value {@code null} if the field was not there
     * @throws JsonException if it was not there
     */
    public <T> T required(String field, T value) throws JsonException {
        if (value == null) {
            throw problem("lacks the field '" + field + "'");
        }
        return value;
    }

    /** That there is no field of that name. */
    public JsonException unknown(String field, String... known) {
        return problem("has a field '" + clean(field) + "'; it may have " + String.join(", ", known));
    }

    /** That something is wrong where the reader is. */
    public JsonException problem(String what) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        String where = pointer.isEmpty() ? "" : " at " + clean(pointer);
        return new JsonException(
                document + ", line " + parser.currentTokenLocation().getLineNr() + where + ": " + clean(what));
    }

    private String shown(String text, String controls) throws JsonException {
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            boolean separator = c == '\u2028' || c == '\u2029' || Character.getType(c) == Character.SURROGATE;
            if (separator || isDirection(c) || Character.isISOControl(c) && controls.indexOf(c) < 0) {
                throw problem("has the character " + String.format("U+%04X", c) + ", which cannot be shown");
            }
        }
        return text;
    }

    /** Characters that turn the direction of writing make a line look like another. */
    private static boolean isDirection(int c) {
        return c == '\u061C'
                || c == '\u200E'
                || c == '\u200F'
                || c >= '\u202A' && c <= '\u202E'
                || c >= '\u2066' && c <= '\u2069';
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(4L * SHOWN)
                .forEach(c -> clean.append(
                        Character.isISOControl(c) || isDirection(c) ? "?" : new String(Character.toChars(c))));
        return clean.toString();
    }

    private void expect(JsonToken found, JsonToken wanted, String kind) throws JsonException {
        if (found != wanted) {
            throw problem("should be " + kind + (found == null ? " and is nothing" : " and is " + kindOf(found)));
        }
    }

    private static String kindOf(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            default -> "not";
        };
    }

    private JsonToken next() throws JsonException {
        if (peeked != null) {
            JsonToken token = peeked;
            peeked = null;
            return token;
        }
        try {
            return parser.nextToken();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String name() throws JsonException {
        try {
            return parser.currentName();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String text() throws JsonException {
        try {
            return parser.getText();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private JsonException unreadable(IOException e) {
        String why = e instanceof CharacterCodingException
                ? "is not UTF-8"
                : e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return new JsonException(problem(why).getMessage(), e);
    }
}
