// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Writes the members of JSON objects, one after the other; what is not there is {@code null}. Not thread-safe. */
public final class JsonMembers {
    private final JsonWriter json;

    /** For what the writer has begun. */
    public JsonMembers(JsonWriter json) {
        this.json = json;
    }

    /** One object with these members, on one line. */
    public static String object(Consumer<JsonMembers> members) {
        JsonWriter json = new JsonWriter();
        json.beginObject();
        members.accept(new JsonMembers(json));
        return json.endObject().toString();
    }

    /** What it writes to, for the value of a member that is none of these. */
    public JsonWriter named(String name) {
        return json.name(name);
    }

    /** Text, or whatever has one. */
    public JsonMembers text(String name, Object value) {
        json.name(name).string(value.toString());
        return this;
    }

    /** Text, if there is some. */
    public JsonMembers text(String name, Optional<?> value) {
        json.name(name);
        value.ifPresentOrElse(text -> json.string(text.toString()), json::nothing);
        return this;
    }

    /** A constant, by its name. */
    public JsonMembers constant(String name, Enum<?> value) {
        json.name(name).string(value.name());
        return this;
    }

    /** Texts as an array. */
    public JsonMembers texts(String name, Collection<?> items) {
        json.name(name).beginArray();
        items.forEach(item -> json.string(item.toString()));
        json.endArray();
        return this;
    }

    /** A whole number. */
    public JsonMembers number(String name, long value) {
        json.name(name).number(value);
        return this;
    }

    /** A whole number, if there is one. */
    public JsonMembers number(String name, OptionalLong value) {
        json.name(name);
        value.ifPresentOrElse(json::number, json::nothing);
        return this;
    }

    /** A whole number, if there is one. */
    public JsonMembers number(String name, OptionalInt value) {
        json.name(name);
        value.ifPresentOrElse(json::number, json::nothing);
        return this;
    }

    /** A time in milliseconds, to the microsecond, if there is one. */
    public JsonMembers time(String name, Optional<Duration> value) {
        json.name(name);
        value.ifPresentOrElse(time -> json.number(time.toNanos() / 1000 / 1e3), json::nothing);
        return this;
    }

    /** True or false. */
    public JsonMembers flag(String name, boolean value) {
        json.name(name).bool(value);
        return this;
    }

    /** An object with members of its own. */
    public JsonMembers object(String name, Runnable members) {
        json.name(name).beginObject();
        members.run();
        json.endObject();
        return this;
    }

    /** An array of objects, one of each item. */
    public <T> JsonMembers objects(String name, Collection<? extends T> items, Consumer<T> members) {
        json.name(name).beginArray();
        for (T item : items) {
            json.beginObject();
            members.accept(item);
            json.endObject();
        }
        json.endArray();
        return this;
    }
}
