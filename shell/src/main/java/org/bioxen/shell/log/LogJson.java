// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.log;

import org.bioxen.shell.output.JsonWriter;
import org.bioxen.shell.output.Listing;

/** Levels as one JSON object on one line; records have a form of their own, an object a line. */
final class LogJson {
    private LogJson() {}

    static String of(Object value) {
        JsonWriter json = new JsonWriter().beginObject();
        if (value instanceof Listing<?> listing && listing.type() == LoggerLevel.class) {
            json.name("levels").beginArray();
            for (Object item : listing) {
                LoggerLevel level = (LoggerLevel) item;
                json.beginObject().name("logger").string(level.logger());
                json.name("level").string(level.level().name());
                json.name("from").string(level.origin()).endObject();
            }
            json.endArray();
        } else if (value instanceof Listing<?> listing && listing.type() == String.class) {
            json.name("components").beginArray();
            listing.forEach(item -> json.string(String.valueOf(item)));
            json.endArray();
        } else {
            json.name("message").string(String.valueOf(value));
        }
        return json.endObject().toString();
    }
}
