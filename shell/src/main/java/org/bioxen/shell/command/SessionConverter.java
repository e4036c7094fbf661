// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.bioxen.api.session.AttachmentInfo;
import org.bioxen.api.session.HistoryEntry;
import org.bioxen.api.session.SessionInfo;
import org.bioxen.shell.output.Lines;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.output.Table;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Renders what the {@code session} commands return, as {@link VmConverter} does for the {@code vm} commands. Thread-safe. */
@Component(
        service = Converter.class,
        immediate = true,
        property = {
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.session.SessionInfo",
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.session.HistoryEntry"
        })
public final class SessionConverter implements Converter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the converter shall be there only where Gogo is
     */
    @Activate
    public SessionConverter(@Reference CommandProcessor gogo) {}

    SessionConverter() {}

    /** A session converts to its id, so that what {@code session:create} returned can stand where an id is expected. */
    @Override
    public Object convert(Class<?> desiredType, Object in) {
        if (desiredType == String.class && in instanceof SessionInfo info) {
            return info.id();
        }
        return desiredType == String.class && in instanceof HistoryEntry entry ? entry.text() : null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        if (target instanceof Listing<?> listing && level == INSPECT) {
            return listing.type() == SessionInfo.class
                    ? sessions(listing)
                    : listing.type() == HistoryEntry.class ? history(listing) : null;
        }
        if (target instanceof SessionInfo info) {
            return level == INSPECT ? inspect(info) : level == LINE ? info.toString() : info.id();
        }
        if (target instanceof HistoryEntry entry) {
            return entry.text();
        }
        return null;
    }

    private static String sessions(Listing<?> listing) {
        if (listing.isEmpty()) {
            return "no session lives; session:create makes one";
        }
        Table table = new Table("ID", "PHASE", "VM", "BACKEND", "LUA", "ATTACHED", "INPUTS", "LOG");
        for (Object item : listing) {
            SessionInfo info = (SessionInfo) item;
            table.row(
                    info.id(),
                    info.phase().name(),
                    info.state().name(),
                    info.vm().backend().orElse("-"),
                    info.vm().luaVersion().orElse("-"),
                    Integer.toString(info.attachments().size()),
                    Long.toString(info.inputs()),
                    Long.toString(info.nextSequence()));
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
                                        .map(SessionConverter::client)
                                        .collect(Collectors.joining(", ")))
                .toString();
    }

    private static String client(AttachmentInfo client) {
        return "#" + client.id() + " " + client.role().name().toLowerCase(Locale.ROOT)
                + (client.label().isEmpty() ? "" : " (" + client.label() + ")");
    }
}
