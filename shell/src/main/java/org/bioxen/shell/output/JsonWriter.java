// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

/**
 * Writes JSON text: the caller says what comes next, this class puts the commas and escapes the strings. Not thread-safe.
 *
 * <p>Own, and not a library, because it stands in the start path of every one-shot. Source: RFC 8259.
 */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder(256);
    private boolean comma;

    /** Begins an object. */
    public JsonWriter beginObject() {
        return open('{');
    }

    /** Ends it. */
    public JsonWriter endObject() {
        return close('}');
    }

    /** Begins an array. */
    public JsonWriter beginArray() {
        return open('[');
    }

    /** Ends it. */
    public JsonWriter endArray() {
        return close(']');
    }

    /** The name of the member whose value comes next. */
    public JsonWriter name(String name) {
        separate();
        quote(name);
        text.append(':');
        comma = false;
        return this;
    }

    /** A string. */
    public JsonWriter string(String value) {
        separate();
        quote(value);
        return this;
    }

    /** A whole number. */
    public JsonWriter number(long value) {
        separate();
        text.append(value);
        return this;
    }

    /** A number; it is finite. */
    public JsonWriter number(double value) {
        separate();
        text.append(value);
        return this;
    }

    /** A boolean. */
    public JsonWriter bool(boolean value) {
        separate();
        text.append(value);
        return this;
    }

    /** {@code null}. */
    public JsonWriter nothing() {
        separate();
        text.append("null");
        return this;
    }

    private JsonWriter open(char bracket) {
        separate();
        text.append(bracket);
        comma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        text.append(bracket);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            text.append(',');
        }
        comma = true;
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"':
                    text.append("\\\"");
                    break;
                case '\\':
                    text.append("\\\\");
                    break;
                case '\n':
                    text.append("\\n");
                    break;
                case '\r':
                    text.append("\\r");
                    break;
                case '\t':
                    text.append("\\t");
                    break;
                default:
                    if (c < ' ' || c == 0x7f || isLoneSurrogate(value, i)) {
                        escape(c);
                    } else {
                        text.append(c);
                    }
            }
        }
        text.append('"');
    }

    private void escape(char c) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX.charAt(c >> shift & 0xf));
        }
    }

    private static boolean isLoneSurrogate(String value, int at) {
        char c = value.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
