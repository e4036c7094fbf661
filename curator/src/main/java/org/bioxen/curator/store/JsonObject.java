// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bioxen.api.curator.IntegrityException;

/** An object that was read; every reader says where something else was found than it wants. Immutable. */
public final class JsonObject {
    private final String where;
    private final String path;
    private final Map<String, Object> fields;

    JsonObject(String where, String path, Map<String, Object> fields) {
        this.where = where;
        this.path = path;
        this.fields = fields;
    }

    /** Refuses fields other than these. */
    public JsonObject only(String... names) {
        Set<String> known = Set.of(names);
        for (String name : fields.keySet()) {
            if (!known.contains(name)) {
                throw fault(name, "is no field that this version knows");
            }
        }
        return this;
    }

    /** The names of all fields, in their order. */
    public Set<String> names() {
        return fields.keySet();
    }

    /** Text. */
    public String text(String name) {
        return get(name, String.class, "no text");
    }

    /** Text, if there is some. */
    public Optional<String> optionalText(String name) {
        return fields.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** Text that means something. */
    public <T> T parsed(String name, Function<String, T> reader) {
        return parse(name, text(name), reader);
    }

    /** Text that means something, if there is some. */
    public <T> Optional<T> optionalParsed(String name, Function<String, T> reader) {
        return optionalText(name).map(text -> parse(name, text, reader));
    }

    /** A whole number that is not negative. */
    public long number(String name) {
        long number = get(name, Long.class, "no whole number");
        if (number < 0) {
            throw fault(name, "is negative");
        }
        return number;
    }

    /** True or false; false if absent. */
    public boolean flag(String name) {
        return fields.containsKey(name) && get(name, Boolean.class, "neither true nor false");
    }

    /** An object. */
    public JsonObject object(String name) {
        return get(name, JsonObject.class, "no object");
    }

    /** A list of objects. */
    public List<JsonObject> objects(String name) {
        return items(name, JsonObject.class, "no list of objects");
    }

    /** A list of texts that mean something. */
    public <T> List<T> parsedList(String name, Function<String, T> reader) {
        List<T> read = new ArrayList<>();
        for (String item : items(name, String.class, "no list of texts")) {
            read.add(parse(name, item, reader));
        }
        return read;
    }

    private <T> T parse(String name, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (RuntimeException refused) {
            throw new IntegrityException(where + ": " + path + name + ": " + refused.getMessage(), refused);
        }
    }

    private <T> List<T> items(String name, Class<T> type, String otherwise) {
        List<T> items = new ArrayList<>();
        for (Object item : get(name, List.class, otherwise)) {
            if (!type.isInstance(item)) {
                throw fault(name, "is " + otherwise);
            }
            items.add(type.cast(item));
        }
        return items;
    }

    private <T> T get(String name, Class<T> type, String otherwise) {
        Object value = fields.get(name);
        if (value == null) {
            throw fault(name, "is missing");
        }
        if (!type.isInstance(value)) {
            throw fault(name, "is " + otherwise);
        }
        return type.cast(value);
    }

    /** What is wrong with a field. */
    public IntegrityException fault(String name, String what) {
        return new IntegrityException(where + ": " + path + name + " " + what);
    }
}
