// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.InstalledPackage;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.shell.curator.CuratorText;
import org.bioxen.shell.output.Listing;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Renders what the commands on packages, environments and catalogs return. Thread-safe. */
@Component(
        service = Converter.class,
        immediate = true,
        property = {
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.curator.ChangeReport",
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.curator.HealthReport",
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.curator.SearchResult",
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.curator.PackageInfo",
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.curator.EnvironmentInfo",
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.curator.RepositoryInfo",
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.curator.InstalledPackage"
        })
public final class CuratorConverter implements Converter {
    private static final Package OURS = EnvironmentInfo.class.getPackage();

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the converter shall be there only where Gogo is
     */
    @Activate
    public CuratorConverter(@Reference CommandProcessor gogo) {}

    CuratorConverter() {}

    /** A thing with a name converts to it, so that what a command returned can stand where a name is expected. */
    @Override
    public Object convert(Class<?> desiredType, Object in) {
        return desiredType == String.class ? name(in) : null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        if (target instanceof Listing<?> listing) {
            return level == INSPECT && isOurs(listing.type()) ? CuratorText.of(listing) : null;
        }
        if (target == null || !isOurs(target.getClass())) {
            return null;
        }
        String name = name(target);
        return level == INSPECT || name == null ? CuratorText.of(target) : name;
    }

    private static boolean isOurs(Class<?> type) {
        return type.getPackage() == OURS || type.getPackage() == CuratorText.class.getPackage();
    }

    private static String name(Object thing) {
        if (thing instanceof EnvironmentInfo info) {
            return info.name();
        }
        if (thing instanceof RepositoryInfo info) {
            return info.id();
        }
        return thing instanceof InstalledPackage installed
                ? installed.id().name().value()
                : null;
    }
}
