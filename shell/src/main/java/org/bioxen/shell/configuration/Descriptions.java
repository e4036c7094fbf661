// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;

/**
 * What all bundles say of their configurations.
 *
 * @param byPid by pid, of the kind if there may be several
 */
record Descriptions(Map<String, Description> byPid) {
    /** Asks the bundles that are there now. */
    static Descriptions of(BundleContext context, MetaTypeService types) {
        Map<String, Description> all = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            MetaTypeInformation information = types.getMetaTypeInformation(bundle);
            // One that is not resolved has nothing that could be configured.
            if (information != null && (bundle.getState() & (Bundle.INSTALLED | Bundle.UNINSTALLED)) == 0) {
                add(all, information, strings(information.getPids()), false);
                add(all, information, strings(information.getFactoryPids()), true);
            }
        }
        return new Descriptions(all);
    }

    private static void add(
            Map<String, Description> all, MetaTypeInformation information, List<String> pids, boolean several) {
        for (String pid : pids) {
            all.putIfAbsent(pid, new Description(pid, several, information.getObjectClassDefinition(pid, null)));
        }
    }

    private static List<String> strings(String[] array) {
        return array == null ? List.of() : Arrays.asList(array);
    }

    /** What describes a configuration that has these values. */
    Optional<Description> find(String pid, Values values) {
        int name = pid.indexOf('~');
        // A program may have made one whose name does not tell.
        String kind = values.kind().orElse(name < 0 ? pid : pid.substring(0, name));
        return Optional.ofNullable(byPid.get(kind)).filter(found -> found.kind() || pid.equals(found.pid()));
    }
}
