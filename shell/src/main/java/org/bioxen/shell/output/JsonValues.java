// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bioxen.api.vm.LuaValue;

/**
 * Lua values as JSON, without loss. {@code nil}, booleans, finite numbers and UTF-8 strings are what JSON has; integers keep all
 * their 64 bits. A table whose keys are 1 to n is an array; one whose keys are text is an object, and so is the empty one. The rest
 * is an object with one key that starts with a dollar sign: {@code {"$number":"nan"}} (also {@code inf}, {@code -inf}),
 * {@code {"$bytes":base64}} for a string that is not UTF-8, {@code {"$table":id,"entries":[[key,value],…]}} for any other table
 * and for one that occurs again, {@code {"$ref":id}} for that further occurrence, {@code {"$opaque":type,"text":…}} for what
 * cannot leave its VM.
 */
final class JsonValues {
    private final JsonWriter json;
    private final Set<Integer> referenced = new HashSet<>();

    /** For values of one result, in which table ids are unique. */
    JsonValues(JsonWriter json, List<LuaValue> values) {
        this.json = json;
        for (LuaValue value : values) {
            collectReferences(value);
        }
    }

    private void collectReferences(LuaValue value) {
        if (value instanceof LuaValue.Reference reference) {
            referenced.add(reference.id());
        } else if (value instanceof LuaValue.Table table) {
            for (LuaValue.Entry entry : table.entries()) {
                collectReferences(entry.key());
                collectReferences(entry.value());
            }
        }
    }

    void write(LuaValue value) {
        if (value instanceof LuaValue.Nil) {
            json.nothing();
        } else if (value instanceof LuaValue.Bool bool) {
            json.bool(bool.value());
        } else if (value instanceof LuaValue.Int integer) {
            json.number(integer.value());
        } else if (value instanceof LuaValue.Float number) {
            if (Double.isFinite(number.value())) {
                json.number(number.value());
            } else {
                json.beginObject().name("$number").string(number.asText()).endObject();
            }
        } else if (value instanceof LuaValue.Str string) {
            string(string);
        } else if (value instanceof LuaValue.Table table) {
            table(table);
        } else if (value instanceof LuaValue.Reference reference) {
            json.beginObject().name("$ref").number(reference.id()).endObject();
        } else if (value instanceof LuaValue.Opaque opaque) {
            json.beginObject().name("$opaque").string(opaque.typeName());
            json.name("text").string(opaque.text()).endObject();
        }
    }

    private void string(LuaValue.Str string) {
        Optional<String> text = string.asUtf8();
        if (text.isPresent()) {
            json.string(text.get());
        } else {
            json.beginObject()
                    .name("$bytes")
                    .string(base64(string.toByteArray()))
                    .endObject();
        }
    }

    private void table(LuaValue.Table table) {
        if (referenced.contains(table.id())) {
            entries(table);
        } else if (isText(table)) {
            json.beginObject();
            for (LuaValue.Entry entry : table.entries()) {
                json.name(entry.key().asText());
                write(entry.value());
            }
            json.endObject();
        } else if (isSequence(table)) {
            json.beginArray();
            for (LuaValue.Entry entry : table.entries()) {
                write(entry.value());
            }
            json.endArray();
        } else {
            entries(table);
        }
    }

    private void entries(LuaValue.Table table) {
        json.beginObject().name("$table").number(table.id()).name("entries").beginArray();
        for (LuaValue.Entry entry : table.entries()) {
            json.beginArray();
            write(entry.key());
            write(entry.value());
            json.endArray();
        }
        json.endArray().endObject();
    }

    private static boolean isSequence(LuaValue.Table table) {
        long expected = 1;
        for (LuaValue.Entry entry : table.entries()) {
            if (!(entry.key() instanceof LuaValue.Int key) || key.value() != expected) {
                return false;
            }
            expected++;
        }
        return true;
    }

    /** Whether the keys can be member names that nobody takes for one of the forms with a dollar sign. */
    private static boolean isText(LuaValue.Table table) {
        for (LuaValue.Entry entry : table.entries()) {
            if (!(entry.key() instanceof LuaValue.Str key)) {
                return false;
            }
            Optional<String> text = key.asUtf8();
            if (text.isEmpty() || text.get().startsWith("$")) {
                return false;
            }
        }
        return true;
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
