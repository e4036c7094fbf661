// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import java.nio.file.Path;
import java.util.List;
import org.bioxen.shell.configuration.ConfigurationInfo.Key;
import org.bioxen.shell.output.JsonWriter;
import org.bioxen.shell.output.Letters;
import org.bioxen.shell.output.Lines;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.output.Table;

/** What the verbs of {@code config} answer, for people and for programs. */
public final class ConfigurationText {
    private static final int SHORT_VALUE = 32;
    private static final int SHORT_DESCRIPTION = 60;

    private ConfigurationText() {}

    /** For people, without a line end; what is none of these is its own text. */
    public static String of(Object value) {
        return Letters.printable(text(value));
    }

    /** Whether this is something that these verbs answer. */
    public static boolean isOurs(Class<?> type) {
        return type.getPackage() == ConfigurationText.class.getPackage();
    }

    private static String text(Object value) {
        if (value instanceof Listing<?> listing) {
            return String.join(
                    "\n\n",
                    listing.stream()
                            .map(each -> listed((ConfigurationInfo) each))
                            .toList());
        }
        if (value instanceof ConfigurationInfo info) {
            return whole(info);
        }
        if (value instanceof Key key) {
            return whole(key);
        }
        return value instanceof ConfigurationChange change ? changed(change) : String.valueOf(value);
    }

    private static String listed(ConfigurationInfo info) {
        StringBuilder text = new StringBuilder(name(info));
        if (!info.title().isEmpty()) {
            text.append("  ").append(info.title());
        }
        info.file().ifPresent(file -> text.append("  (").append(file).append(')'));
        info.problems().forEach(problem -> text.append("\n! ").append(cut(problem, 2 * SHORT_DESCRIPTION)));
        return text + "\n" + indented(table(info.keys(), SHORT_VALUE, SHORT_DESCRIPTION));
    }

    private static String name(ConfigurationInfo info) {
        return info.kind() ? info.pid() + "~NAME" : info.pid();
    }

    private static String whole(ConfigurationInfo info) {
        Lines lines = new Lines().line("pid", name(info));
        if (!info.title().isEmpty()) {
            lines.line("title", info.title());
        }
        lines.line("description", info.description());
        lines.line("file", info.file().map(Path::toString).orElse("-"));
        info.problems().forEach(problem -> lines.line("problem", problem));
        return lines + "\n\n" + table(info.keys(), 2 * SHORT_VALUE, Integer.MAX_VALUE);
    }

    private static String whole(Key key) {
        Lines lines = new Lines()
                .line("key", key.name())
                .line("value", key.value().orElse("-"))
                .line("default", standard(key, Integer.MAX_VALUE))
                .line("type", key.type());
        if (!key.options().isEmpty()) {
            lines.line("one of", String.join(", ", key.options()));
        }
        return lines.line("description", key.description()).toString();
    }

    private static Table table(List<Key> keys, int value, int description) {
        Table table = new Table("KEY", "VALUE", "DEFAULT", "TYPE", "DESCRIPTION");
        for (Key key : keys) {
            table.row(
                    key.name(),
                    key.value().map(text -> cut(text, value)).orElse("-"),
                    standard(key, value),
                    key.type(),
                    cut(key.description(), description));
        }
        return table;
    }

    private static String standard(Key key, int most) {
        return key.standard().map(text -> cut(text, most)).orElse(key.required() ? "(required)" : "-");
    }

    private static String indented(Object text) {
        return "  " + text.toString().replace("\n", "\n  ");
    }

    /** One line, not longer than that. */
    private static String cut(String text, int most) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= most ? line : line.substring(0, most - 1) + "…";
    }

    private static String changed(ConfigurationChange change) {
        String what = change.keys().isEmpty() ? change.pid() : change.pid() + " " + String.join(", ", change.keys());
        return what + ": " + change.effect().words() + "  (" + change.file() + ")";
    }

    /** For programs: one object on one line. */
    static String json(Object value) {
        JsonWriter json = new JsonWriter();
        if (value instanceof Listing<?> listing) {
            json.beginObject().name("configurations").beginArray();
            listing.forEach(each -> write(json, (ConfigurationInfo) each));
            json.endArray().endObject();
        } else if (value instanceof ConfigurationInfo info) {
            write(json, info);
        } else if (value instanceof Key key) {
            write(json, key);
        } else if (value instanceof ConfigurationChange change) {
            json.beginObject().name("pid").string(change.pid());
            strings(json.name("keys"), change.keys());
            json.name("file").string(change.file().toString());
            json.name("effect").string(change.effect().name().toLowerCase(java.util.Locale.ROOT));
            json.endObject();
        } else {
            json.beginObject().name("text").string(String.valueOf(value)).endObject();
        }
        return json.toString();
    }

    private static void write(JsonWriter json, ConfigurationInfo info) {
        json.beginObject().name("pid").string(info.pid());
        json.name("title").string(info.title());
        json.name("description").string(info.description());
        json.name("kind").bool(info.kind());
        json.name("file");
        info.file().ifPresentOrElse(file -> json.string(file.toString()), json::nothing);
        json.name("keys").beginArray();
        info.keys().forEach(key -> write(json, key));
        strings(json.endArray().name("problems"), info.problems());
        json.endObject();
    }

    private static void write(JsonWriter json, Key key) {
        json.beginObject().name("key").string(key.name());
        json.name("value");
        key.value().ifPresentOrElse(json::string, json::nothing);
        json.name("default");
        key.standard().ifPresentOrElse(json::string, json::nothing);
        json.name("required").bool(key.required());
        json.name("type").string(key.type());
        strings(json.name("options"), key.options());
        json.name("description").string(key.description()).endObject();
    }

    private static void strings(JsonWriter json, List<String> all) {
        json.beginArray();
        all.forEach(json::string);
        json.endArray();
    }
}
