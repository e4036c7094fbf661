// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A Lua value, copied out of its VM (or on its way in). Immutable, and free of any tie to the engine that made it.
 *
 * <p>Source: Lua 5.4 manual, section 2.1. Engines without an integer subtype report integral numbers within ±2<sup>53</sup>
 * as {@link Int}.
 */
public sealed interface LuaValue {
    /** The value {@code nil}. */
    Nil NIL = new Nil();

    /** {@code nil}. */
    static LuaValue nil() {
        return NIL;
    }

    /** A boolean. */
    static LuaValue of(boolean value) {
        return new Bool(value);
    }

    /** An integer. */
    static LuaValue of(long value) {
        return new Int(value);
    }

    /** A float. */
    static LuaValue of(double value) {
        return new Float(value);
    }

    /** A string: the UTF-8 bytes of the text. */
    static LuaValue of(String text) {
        return Str.of(text);
    }

    /** A string: a copy of these bytes. */
    static LuaValue of(byte[] bytes) {
        return Str.of(bytes);
    }

    /** The name that Lua's {@code type} gives: {@code "nil"}, {@code "boolean"}, {@code "number"} and so on. */
    String typeName();

    /**
     * A text for people, close to what Lua's {@code tostring} gives; strings decode as UTF-8, with replacement characters
     * where they are not.
     */
    String asText();

    /** {@code nil}. */
    record Nil() implements LuaValue {
        @Override
        public String typeName() {
            return "nil";
        }

        @Override
        public String asText() {
            return "nil";
        }
    }

    /** A boolean. */
    record Bool(boolean value) implements LuaValue {
        @Override
        public String typeName() {
            return "boolean";
        }

        @Override
        public String asText() {
            return java.lang.Boolean.toString(value);
        }
    }

    /** A number of the integer subtype. */
    record Int(long value) implements LuaValue {
        @Override
        public String typeName() {
            return "number";
        }

        @Override
        public String asText() {
            return Long.toString(value);
        }
    }

    /** A number of the float subtype. */
    record Float(double value) implements LuaValue {
        @Override
        public String typeName() {
            return "number";
        }

        @Override
        public String asText() {
            if (Double.isNaN(value)) {
                return "nan";
            }
            if (Double.isInfinite(value)) {
                return value > 0 ? "inf" : "-inf";
            }
            return Double.toString(value);
        }
    }

    /** A string: any bytes, not only text. */
    final class Str implements LuaValue {
        private final byte[] bytes;

        private Str(byte[] bytes) {
            this.bytes = bytes;
        }

        /** A copy of these bytes. */
        public static Str of(byte[] bytes) {
            return new Str(bytes.clone());
        }

        /** A copy of this range. */
        public static Str of(byte[] bytes, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            return new Str(Arrays.copyOfRange(bytes, offset, offset + length));
        }

        /** The UTF-8 bytes of the text. */
        public static Str of(String text) {
            return new Str(text.getBytes(StandardCharsets.UTF_8));
        }

        /** A read-only view of the bytes. */
        public ByteBuffer bytes() {
            return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }

        /** A copy of the bytes. */
        public byte[] toByteArray() {
            return bytes.clone();
        }

        /** Number of bytes. */
        public int length() {
            return bytes.length;
        }

        /** The text, if the bytes are well-formed UTF-8. */
        public Optional<String> asUtf8() {
            try {
                return Optional.of(StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(bytes())
                        .toString());
            } catch (CharacterCodingException notText) {
                return Optional.empty();
            }
        }

        @Override
        public String typeName() {
            return "string";
        }

        @Override
        public String asText() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Str str && Arrays.equals(bytes, str.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Str[" + asText() + "]";
        }
    }

    /**
     * A table at its first occurrence in a result.
     *
     * @param id a number unique among the tables of one result, from 1 on
     * @param entries its pairs: first those of the sequence 1, 2, … in order, then the others as the engine iterates them;
     *     no key is {@code nil} or NaN, no value is {@code nil}
     */
    record Table(int id, List<Entry> entries) implements LuaValue {
        /** Copies the entries. */
        public Table {
            entries = List.copyOf(entries);
        }

        /** The value under a key, compared as raw Lua keys are; absent if there is none. */
        public Optional<LuaValue> get(LuaValue key) {
            return entries.stream()
                    .filter(e -> e.key().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }

        /** The value under a string key. */
        public Optional<LuaValue> get(String key) {
            return get(LuaValue.of(key));
        }

        /** The value under an integer key. */
        public Optional<LuaValue> get(long key) {
            return get(LuaValue.of(key));
        }

        @Override
        public String typeName() {
            return "table";
        }

        @Override
        public String asText() {
            return "table #" + id;
        }
    }

    /**
     * A pair of a table.
     *
     * @param key the key
     * @param value the value
     */
    record Entry(LuaValue key, LuaValue value) {
        /** Refuses {@code null}. */
        public Entry {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * A further occurrence of a table of the same result, so that shared and cyclic tables survive.
     *
     * @param id the {@link Table#id()} of the first occurrence
     */
    record Reference(int id) implements LuaValue {
        @Override
        public String typeName() {
            return "table";
        }

        @Override
        public String asText() {
            return "table #" + id;
        }
    }

    /**
     * A value that cannot leave its VM (function, coroutine, userdata), or a table beyond the bounds of a result.
     *
     * @param typeName its Lua type
     * @param text its printed form
     */
    record Opaque(String typeName, String text) implements LuaValue {
        /** Refuses {@code null}. */
        public Opaque {
            Objects.requireNonNull(typeName, "typeName");
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String asText() {
            return text;
        }
    }
}
