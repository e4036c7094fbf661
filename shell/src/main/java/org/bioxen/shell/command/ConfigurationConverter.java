// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.bioxen.shell.configuration.ConfigurationInfo;
import org.bioxen.shell.configuration.ConfigurationText;
import org.bioxen.shell.output.Listing;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Renders what the {@code config} commands return. Thread-safe. */
@Component(
        service = Converter.class,
        immediate = true,
        property = Converter.CONVERTER_CLASSES + "=org.bioxen.shell.configuration.ConfigurationInfo")
public final class ConfigurationConverter implements Converter {
    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the converter shall be there only where Gogo is
     */
    @Activate
    public ConfigurationConverter(@Reference CommandProcessor gogo) {}

    /** A configuration stands for its pid. */
    @Override
    public Object convert(Class<?> desiredType, Object in) {
        return desiredType == String.class && in instanceof ConfigurationInfo info ? info.pid() : null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        if (target instanceof Listing<?> listing) {
            return level == INSPECT && ConfigurationText.isOurs(listing.type()) ? ConfigurationText.of(listing) : null;
        }
        return target != null && ConfigurationText.isOurs(target.getClass()) ? ConfigurationText.of(target) : null;
    }
}
