// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaFrame;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Usage;

/**
 * A result as one JSON object on one line. Every member is always there; what is not known is {@code null}. Output that is not
 * UTF-8 is shown with replacement characters, and then {@code stdoutBytes} or {@code stderrBytes} has all of it as base64.
 */
public final class JsonResult {
    private JsonResult() {}

    /**
     * The object.
     *
     * @param backend name of the backend that ran the script, if it came so far
     * @param vm id of the VM, if it came so far
     */
    public static String of(ExecutionResult result, int exitCode, Optional<String> backend, Optional<String> vm) {
        JsonWriter json = new JsonWriter();
        write(json, result, exitCode, backend, vm);
        return json.toString();
    }

    /**
     * Writes the object as the next value.
     *
     * @param backend name of the backend that ran the script, if it came so far
     * @param vm id of the VM, if it came so far
     */
    public static void write(
            JsonWriter json, ExecutionResult result, int exitCode, Optional<String> backend, Optional<String> vm) {
        Optional<LuaError> error = result.error();
        List<LuaValue> all = new ArrayList<>(result.values());
        if (error.isPresent()) {
            all.add(error.get().value());
        }
        JsonValues values = new JsonValues(json, all);
        json.beginObject().name("outcome").string(result.outcome().name());
        output(json, "stdout", result.stdout(), result.stdoutBytes());
        output(json, "stderr", result.stderr(), result.stderrBytes());
        json.name("truncated").bool(result.truncated());
        json.name("values").beginArray();
        for (LuaValue value : result.values()) {
            values.write(value);
        }
        json.endArray();
        json.name("error");
        if (error.isPresent()) {
            error(json, values, error.get());
        } else {
            json.nothing();
        }
        json.name("usage");
        usage(json, result.usage());
        json.name("stateAfter").string(result.stateAfter().name());
        json.name("exitCode").number(exitCode);
        text(json.name("backend"), backend);
        text(json.name("vm"), vm);
        json.endObject();
    }

    private static void output(JsonWriter json, String name, String text, ByteBuffer bytes) {
        json.name(name).string(text);
        // Only what was not UTF-8 has a replacement character that its bytes do not have.
        if (text.indexOf('\ufffd') >= 0 && !StandardCharsets.UTF_8.encode(text).equals(bytes)) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            json.name(name + "Bytes").string(JsonValues.base64(copy));
        }
    }

    private static void error(JsonWriter json, JsonValues values, LuaError error) {
        json.beginObject().name("message").string(error.message());
        json.name("value");
        values.write(error.value());
        text(json.name("chunk"), error.chunk());
        line(json.name("line"), error.line().isPresent(), error.line().orElse(0));
        json.name("traceback").beginArray();
        for (LuaFrame frame : error.traceback()) {
            json.beginObject().name("source").string(frame.source());
            line(json.name("line"), frame.line().isPresent(), frame.line().orElse(0));
            json.name("function").string(frame.function()).endObject();
        }
        json.endArray().endObject();
    }

    /** Writes what was used, as an object, as the next value. */
    public static void usage(JsonWriter json, Usage usage) {
        json.beginObject();
        new JsonMembers(json)
                .time("wallMillis", Optional.of(usage.wallTime()))
                .time("cpuMillis", usage.cpuTime())
                .number("instructions", usage.instructions())
                .number("memoryBytes", usage.memoryBytes())
                .number("outputBytes", usage.outputBytes());
        json.endObject();
    }

    private static void line(JsonWriter json, boolean known, int line) {
        if (known) {
            json.number(line);
        } else {
            json.nothing();
        }
    }

    private static void text(JsonWriter json, Optional<String> text) {
        if (text.isPresent()) {
            json.string(text.get());
        } else {
            json.nothing();
        }
    }
}
