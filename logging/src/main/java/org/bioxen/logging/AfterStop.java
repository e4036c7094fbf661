// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;

/** What goes on when this bundle stops, so that nothing is lost until it is started again, and how that ends. */
final class AfterStop {
    private AfterStop() {}

    /** The framework, whose context outlasts that of this bundle. */
    static Bundle framework(BundleContext bundle) {
        return bundle.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    }

    /** Called while the bundle stops: whether it cannot be started again, because the framework is stopping. */
    static boolean isNever(BundleContext bundle) {
        return framework(bundle).getState() == Bundle.STOPPING;
    }

    /**
     * Called while the bundle stops: does one thing when it has been started again, or the other when that cannot be any more, because
     * it is uninstalled or the framework stops; at once, if the framework is stopping.
     */
    static void await(BundleContext bundle, Runnable again, Runnable never) {
        Bundle framework = framework(bundle);
        if (isNever(bundle)) {
            never.run();
            return;
        }
        long self = bundle.getBundle().getBundleId();
        BundleContext lasting = framework.getBundleContext();
        lasting.addBundleListener(new SynchronousBundleListener() {
            @Override
            public void bundleChanged(BundleEvent event) {
                long id = event.getBundle().getBundleId();
                if (id == self && event.getType() == BundleEvent.STARTED) {
                    lasting.removeBundleListener(this);
                    again.run();
                } else if (id == self && event.getType() == BundleEvent.UNINSTALLED
                        || id == framework.getBundleId() && event.getType() == BundleEvent.STOPPING) {
                    lasting.removeBundleListener(this);
                    never.run();
                }
            }
        });
    }
}
