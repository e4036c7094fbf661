// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.system;

import org.osgi.framework.Bundle;

/**
 * A bundle and how it is.
 *
 * @param id its number
 * @param name its symbolic name
 * @param state as the framework calls it, in small letters
 */
record BundleState(long id, String name, String version, String state) {
    static BundleState of(Bundle bundle) {
        return new BundleState(
                bundle.getBundleId(),
                String.valueOf(bundle.getSymbolicName()),
                bundle.getVersion().toString(),
                switch (bundle.getState()) {
                    case Bundle.ACTIVE -> "active";
                    case Bundle.RESOLVED -> "resolved";
                    case Bundle.INSTALLED -> "installed";
                    case Bundle.STARTING -> "starting";
                    case Bundle.STOPPING -> "stopping";
                    default -> "uninstalled";
                });
    }
}
