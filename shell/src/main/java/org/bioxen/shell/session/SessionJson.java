// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.session;

import java.util.List;
import org.bioxen.api.session.HistoryEntry;
import org.bioxen.api.session.InputResult;
import org.bioxen.api.session.InterruptResult;
import org.bioxen.api.session.SessionInfo;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.shell.output.JsonMembers;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.vm.VmJson;

/**
 * The answers of the verbs as one JSON object on one line. Every member is always there; what is not known is {@code null}. Moments are as
 * in ISO 8601.
 */
public final class SessionJson {
    private SessionJson() {}

    /** What came of an interrupt. */
    record Interrupt(String id, InterruptResult state) {}

    /** The object. */
    public static String of(Object value) {
        return JsonMembers.object(json -> write(json, value));
    }

    private static void write(JsonMembers json, Object value) {
        if (value instanceof Listing<?> listing && listing.type() == SessionInfo.class) {
            json.objects("sessions", listing, item -> session(json, (SessionInfo) item));
        } else if (value instanceof Listing<?> listing && listing.type() == HistoryEntry.class) {
            json.objects("inputs", listing, item -> input(json, (HistoryEntry) item));
        } else if (value instanceof List<?> names) {
            json.texts("names", names);
        } else if (value instanceof SessionInfo info) {
            session(json, info);
        } else if (value instanceof SessionOutput output) {
            output(json, output);
        } else if (value instanceof InputResult result) {
            json.number("input", result.number()).constant("fate", result.fate());
        } else if (value instanceof Interrupt interrupt) {
            json.text("id", interrupt.id()).constant("state", interrupt.state());
        } else {
            json.text("message", String.valueOf(value));
        }
    }

    private static void session(JsonMembers json, SessionInfo info) {
        json.text("id", info.id())
                .constant("phase", info.phase())
                .object("vm", () -> VmJson.write(json, info.vm()))
                .objects("attachments", info.attachments(), client -> json.number("id", client.id())
                        .constant("role", client.role())
                        .text("label", client.label())
                        .text("since", client.since())
                        .number("next", client.next())
                        .number("droppedBytes", client.droppedBytes()))
                .number("firstSequence", info.firstSequence())
                .number("nextSequence", info.nextSequence())
                .number("droppedBytes", info.droppedBytes())
                .number("inputs", info.inputs())
                .number("pendingInputs", info.pendingInputs())
                .text("environment", info.environment())
                .number("exitCode", info.exitCode());
    }

    private static void input(JsonMembers json, HistoryEntry entry) {
        json.number("number", entry.number()).text("time", entry.time()).text("text", entry.text());
    }

    private static void output(JsonMembers json, SessionOutput output) {
        json.text("text", output.text())
                .number("from", output.from())
                .number("next", output.next())
                .number("droppedBytes", output.droppedBytes())
                .constant("phase", output.phase())
                .objects("chunks", output.chunks(), chunk -> json.number("sequence", chunk.sequence())
                        .constant("kind", chunk.kind())
                        .number("input", chunk.input())
                        .text("text", chunk.text()));
    }
}
