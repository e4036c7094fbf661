// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmTotals;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.vm.VmText;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Renders what the commands on VMs return. Thread-safe. */
@Component(
        service = Converter.class,
        immediate = true,
        property = {
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.vm.VmInfo",
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.vm.BackendInfo",
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.vm.Execution",
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.vm.ExecutionResult",
            Converter.CONVERTER_CLASSES + "=org.bioxen.api.vm.VmTotals"
        })
public final class VmConverter implements Converter {
    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the converter shall be there only where Gogo is
     */
    @Activate
    public VmConverter(@Reference CommandProcessor gogo) {}

    VmConverter() {}

    /** A VM converts to its id, so that what {@code vm:create} returned can stand where an id is expected, as what runs on one does. */
    @Override
    public Object convert(Class<?> desiredType, Object in) {
        return desiredType == String.class ? name(in) : null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        if (target instanceof Listing<?> listing) {
            return level == INSPECT && isOurs(listing.type()) ? VmText.of(listing) : null;
        }
        if (target instanceof Enum<?> constant) {
            return isOurs(constant.getDeclaringClass()) ? constant.name() : null;
        }
        if (!(target instanceof VmInfo
                || target instanceof BackendInfo
                || target instanceof Execution
                || target instanceof VmTotals
                || target instanceof ExecutionResult)) {
            return null;
        }
        if (level == INSPECT || target instanceof Execution) {
            return VmText.of(target);
        }
        String name = name(target);
        return level == LINE || name == null ? target.toString() : name;
    }

    private static boolean isOurs(Class<?> type) {
        return type.getPackage() == VmInfo.class.getPackage() || type.getPackage() == VmText.class.getPackage();
    }

    private static String name(Object thing) {
        if (thing instanceof VmInfo info) {
            return info.id();
        }
        if (thing instanceof BackendInfo info) {
            return info.name();
        }
        return thing instanceof Execution execution ? execution.vmId() : null;
    }
}
