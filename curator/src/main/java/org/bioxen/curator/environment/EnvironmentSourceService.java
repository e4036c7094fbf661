// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.nio.file.Path;
import java.util.Optional;
import org.bioxen.spi.environment.EnvironmentSource;
import org.bioxen.spi.environment.OpenEnvironment;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Opens environments for whoever runs VMs. It needs nothing else of the curator, so that a VM starts without it. */
@Component(service = EnvironmentSource.class)
public final class EnvironmentSourceService implements EnvironmentSource {
    private final Opener opener;

    /** Made by Declarative Services. */
    @Activate
    public EnvironmentSourceService(BundleContext context) {
        opener = new Opener(CuratorFolders.of(
                Optional.ofNullable(context.getProperty("bioxen.data")).map(Path::of)));
    }

    @Override
    public OpenEnvironment open(String name) {
        return opener.open(name);
    }
}
