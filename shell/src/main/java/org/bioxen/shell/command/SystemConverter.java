// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.system.SystemStatus;
import org.bioxen.shell.system.SystemText;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Renders what the {@code sys} and {@code bundle} commands return. Thread-safe. */
@Component(
        service = Converter.class,
        immediate = true,
        property = Converter.CONVERTER_CLASSES + "=org.bioxen.shell.system.SystemStatus")
public final class SystemConverter implements Converter {
    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the converter shall be there only where Gogo is
     */
    @Activate
    public SystemConverter(@Reference CommandProcessor gogo) {}

    @Override
    public Object convert(Class<?> desiredType, Object in) {
        return desiredType == String.class && in instanceof SystemStatus ? SystemText.of(in) : null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        boolean ours = target instanceof SystemStatus
                || target instanceof Listing<?> listing && level == INSPECT && SystemText.isOurs(listing.type());
        return ours ? SystemText.of(target) : null;
    }
}
