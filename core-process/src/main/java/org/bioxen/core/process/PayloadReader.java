// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.spi.backend.Evaluation;

/** Takes the payload of a frame apart, and believes nothing of it. Not thread-safe. */
final class PayloadReader {
    /** Tables in tables, at most so many; the interpreter keeps well below. */
    private static final int MAX_DEPTH = 300;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int values;
    private int tables;

    PayloadReader(Frame frame) {
        bytes = frame.bytes();
        at = frame.offset();
        end = at + frame.length();
    }

    byte letter() throws CorruptFrameException {
        if (at >= end) {
            throw new CorruptFrameException("a frame that ends too early");
        }
        return bytes[at++];
    }

    /** A number from 0 to 2<sup>31</sup>-1. */
    int u32() throws CorruptFrameException {
        int number = (letter() & 0xFF) << 24 | (letter() & 0xFF) << 16 | (letter() & 0xFF) << 8 | letter() & 0xFF;
        if (number < 0) {
            throw new CorruptFrameException("a frame with a number out of bounds");
        }
        return number;
    }

    private int span() throws CorruptFrameException {
        int length = u32();
        if (length > end - at) {
            throw new CorruptFrameException("a frame that ends too early");
        }
        at += length;
        return length;
    }

    String text() throws CorruptFrameException {
        int length = span();
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /** What has not been taken yet. */
    String rest() {
        int from = at;
        at = end;
        return new String(bytes, from, at - from, StandardCharsets.UTF_8);
    }

    /** A whole number, written in decimal. */
    long number() throws CorruptFrameException {
        return wholeNumber(text());
    }

    /** The rest, as a whole number written in decimal. */
    long numberToEnd() throws CorruptFrameException {
        return wholeNumber(rest());
    }

    private static long wholeNumber(String text) throws CorruptFrameException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            throw new CorruptFrameException("a frame with a number that is none");
        }
    }

    /** An amount: a whole number from 0 to 2<sup>53</sup>, written in decimal. */
    long amount() throws CorruptFrameException {
        long amount = number();
        if (amount < 0 || amount > 1L << 53) {
            throw new CorruptFrameException("a frame with a number out of bounds");
        }
        return amount;
    }

    /** How many things follow, at most so many. */
    int count(int most) throws CorruptFrameException {
        int count = u32();
        if (count > most) {
            throw new CorruptFrameException("a frame that lists " + count + " things");
        }
        return count;
    }

    /** A list of values: their number, then each. */
    List<LuaValue> values() throws CorruptFrameException {
        int count = count(Evaluation.MAX_VALUES);
        List<LuaValue> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(value(letter(), 0));
        }
        return list;
    }

    private LuaValue value(byte tag, int depth) throws CorruptFrameException {
        if (++values > 2 * Evaluation.MAX_VALUES || depth > MAX_DEPTH) {
            throw new CorruptFrameException("a frame with too many values");
        }
        return switch (tag) {
            case 'z' -> LuaValue.nil();
            case 't' -> LuaValue.of(true);
            case 'f' -> LuaValue.of(false);
            case 'i' -> LuaValue.of(number());
            case 'd' -> LuaValue.of(floating(text()));
            case 's' -> {
                int length = span();
                yield LuaValue.Str.of(bytes, at - length, length);
            }
            case 'r' -> reference();
            case 'o' -> new LuaValue.Opaque(text(), text());
            case 'T' -> table(depth);
            default -> throw new CorruptFrameException("a value of the unknown kind " + tag);
        };
    }

    /** Tables are numbered as they come, and only what has come can be meant again. */
    private LuaValue table(int depth) throws CorruptFrameException {
        int id = u32();
        if (id != ++tables) {
            throw new CorruptFrameException("a table out of order");
        }
        List<LuaValue.Entry> entries = new ArrayList<>();
        for (byte tag = letter(); tag != 'e'; tag = letter()) {
            LuaValue key = value(tag, depth + 1);
            if (key instanceof LuaValue.Nil) {
                throw new CorruptFrameException("a table with nil as a key");
            }
            entries.add(new LuaValue.Entry(key, value(letter(), depth + 1)));
        }
        return new LuaValue.Table(id, entries);
    }

    private LuaValue reference() throws CorruptFrameException {
        int id = u32();
        if (id < 1 || id > tables) {
            throw new CorruptFrameException("a reference to no table");
        }
        return new LuaValue.Reference(id);
    }

    private static double floating(String text) throws CorruptFrameException {
        switch (text) {
            case "nan":
                return Double.NaN;
            case "inf":
                return Double.POSITIVE_INFINITY;
            case "-inf":
                return Double.NEGATIVE_INFINITY;
            default:
                try {
                    // A script may have set a locale with a decimal comma.
                    return Double.parseDouble(text.replace(',', '.'));
                } catch (NumberFormatException wrong) {
                    throw new CorruptFrameException("a frame with a number that is none");
                }
        }
    }
}
