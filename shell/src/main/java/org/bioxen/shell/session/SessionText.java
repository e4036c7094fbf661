// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.session;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bioxen.api.session.AttachmentInfo;
import org.bioxen.api.session.HistoryEntry;
import org.bioxen.api.session.SessionInfo;
import org.bioxen.shell.output.Lines;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.output.Table;
import org.bioxen.shell.vm.VmText;

/** The answers of the verbs as people read them: many things as a table, one thing as lines of name and value. */
public final class SessionText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private SessionText() {}

    /** The text, without a line end; what is none of the sessions' is its own text. */
    public static String of(Object value) {
        if (value instanceof Listing<?> listing) {
            return listing.type() == SessionInfo.class
                    ? sessions(listing)
                    : listing.type() == HistoryEntry.class ? history(listing) : listing.toString();
        }
        if (value instanceof SessionInfo info) {
            return inspect(info);
        }
        return value instanceof HistoryEntry entry ? entry.text() : String.valueOf(value);
    }

    private static String sessions(Listing<?> listing) {
        if (listing.isEmpty()) {
            return "no session lives; session:create makes one";
        }
        boolean labelled = listing.stream()
                .anyMatch(item -> !((SessionInfo) item).vm().spec().labels().isEmpty());
        String[] header = {"ID", "PHASE", "VM", "BACKEND", "LUA", "ATTACHED", "INPUTS", "LOG", "LABELS"};
        Table table = new Table(VmText.withLabels(labelled, header));
        for (Object item : listing) {
            SessionInfo info = (SessionInfo) item;
            table.row(VmText.withLabels(
                    labelled,
                    info.id(),
                    info.phase().name(),
                    info.state().name(),
                    info.vm().backend().orElse("-"),
                    info.vm().luaVersion().orElse("-"),
                    Integer.toString(info.attachments().size()),
                    Long.toString(info.inputs()),
                    Long.toString(info.nextSequence()),
                    VmText.labels(info.vm())));
        }
        return table.toString();
    }

    private static String history(Listing<?> listing) {
        if (listing.isEmpty()) {
            return "no such input";
        }
        Table table = new Table("INPUT", "TIME", "TEXT");
        for (Object item : listing) {
            HistoryEntry entry = (HistoryEntry) item;
            table.row(
                    Long.toString(entry.number()),
                    TIME.format(entry.time().atZone(ZoneId.systemDefault())),
                    entry.text().replace("\n", "\n                 "));
        }
        return table.toString();
    }

    private static String inspect(SessionInfo info) {
        Lines lines = new Lines()
                .line("id", info.id())
                .line("phase", info.phase().name())
                .line("VM", info.state().name());
        info.vm().remark().ifPresent(why -> lines.line("remark", why));
        lines.line("backend", info.vm().backend().orElse("-"))
                .line("lua", info.vm().luaVersion().orElse("-"))
                .line("level", info.vm().spec().level().name().toLowerCase(Locale.ROOT))
                .line("inputs", info.inputs() + " sent, " + info.pendingInputs() + " waiting")
                .line(
                        "log",
                        "bytes " + info.firstSequence() + " to " + info.nextSequence() + ", " + info.droppedBytes()
                                + " dropped");
        info.environment().ifPresent(name -> lines.line("environment", name));
        info.exitCode().ifPresent(code -> lines.line("exit code", Integer.toString(code)));
        return lines.line(
                        "attached",
                        info.attachments().isEmpty()
                                ? "nobody"
                                : info.attachments().stream()
                                        .map(SessionText::client)
                                        .collect(Collectors.joining(", ")))
                .toString();
    }

    private static String client(AttachmentInfo client) {
        return "#" + client.id() + " " + client.role().name().toLowerCase(Locale.ROOT)
                + (client.label().isEmpty() ? "" : " (" + client.label() + ")");
    }
}
