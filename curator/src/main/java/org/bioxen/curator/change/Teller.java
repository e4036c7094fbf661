// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.util.concurrent.atomic.AtomicBoolean;
import org.bioxen.api.curator.Progress;
import org.bioxen.api.curator.Progress.Phase;
import org.bioxen.api.curator.ProgressListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener how far a change is, never two things at once: what comes while it is told something is dropped. */
final class Teller {
    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

    private final ProgressListener listener;
    private final AtomicBoolean telling = new AtomicBoolean();
    private volatile boolean failed;

    Teller(ProgressListener listener) {
        this.listener = listener;
    }

    void tell(Phase phase, String subject, long done, long total) {
        if (!telling.compareAndSet(false, true)) {
            return;
        }
        try {
            listener.progress(new Progress(phase, subject, done, total));
        } catch (RuntimeException fault) {
            if (!failed) {
                LOG.warn("a progress listener fails: {}", fault.toString());
            }
            failed = true; // once is enough to be told of it
        } finally {
            telling.set(false);
        }
    }
}
