// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.bioxen.api.logging.LogRecord;
import org.bioxen.shell.log.LogText;
import org.bioxen.shell.output.Listing;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Renders what the {@code log} commands return. Thread-safe. */
@Component(
        service = Converter.class,
        immediate = true,
        property = Converter.CONVERTER_CLASSES + "=org.bioxen.api.logging.LogRecord")
public final class LogConverter implements Converter {
    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the converter shall be there only where Gogo is
     */
    @Activate
    public LogConverter(@Reference CommandProcessor gogo) {}

    LogConverter() {}

    @Override
    public Object convert(Class<?> desiredType, Object in) {
        return desiredType == String.class && in instanceof LogRecord record ? LogText.of(record) : null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        if (target instanceof LogRecord record) {
            return LogText.of(record);
        }
        return target instanceof Listing<?> listing && level == INSPECT && LogText.isOurs(listing.type())
                ? LogText.of(listing)
                : null;
    }
}
