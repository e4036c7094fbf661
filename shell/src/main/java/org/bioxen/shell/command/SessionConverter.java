// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.bioxen.api.session.HistoryEntry;
import org.bioxen.api.session.SessionInfo;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.session.SessionText;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Renders what the commands on sessions return. Thread-safe. */
@Component(
        service = Converter.class,
        immediate = true,
        property = {
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.session.SessionInfo",
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.session.HistoryEntry"
        })
public final class SessionConverter implements Converter {
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
        if (target instanceof Listing<?> listing) {
            boolean ours = listing.type() == SessionInfo.class || listing.type() == HistoryEntry.class;
            return ours && level == INSPECT ? SessionText.of(listing) : null;
        }
        if (target instanceof SessionInfo info) {
            return level == INSPECT ? SessionText.of(info) : level == LINE ? info.toString() : info.id();
        }
        return target instanceof HistoryEntry entry ? entry.text() : null;
    }
}
