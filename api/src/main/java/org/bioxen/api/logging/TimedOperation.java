// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.logging;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Something that takes time, from {@link VmLogger#timed} to {@link #close}:
 *
 * <pre>{@code
 * try (TimedOperation install = logger.timed("install")) {
 *     …
 *     install.progress("json", 1, 3);
 *     …
 *     install.succeeded();
 * }
 * }</pre>
 *
 * Whatever leaves the block without {@link #succeeded} counts as a failure. What is said last counts. One that is never closed is never
 * logged. It may be ended on another thread than it was begun on; its lines are about the VM and session that it was begun for.
 * Thread-safe.
 */
@ProviderType
public interface TimedOperation extends AutoCloseable {
    /** What it is. */
    String operation();

    /** How long it has taken so far, or took. */
    Duration elapsed();

    /**
     * Says how far it is. {@link LogHistory} keeps it and tells who listens; it is written to no file. Of what comes for the same
     * subject more than ten times a second, some is left out, but never the end, where all is done. After {@link #close} it does
     * nothing.
     *
     * @param subject what is being done
     * @param done how much is done
     * @param total how much there is, or -1 where that is not known
     */
    void progress(String subject, long done, long total);

    /** Says that it has succeeded. */
    void succeeded();

    /** Says that it has failed, and why in one line. Ends nothing yet. */
    void failed(String why);

    /** Ends it and logs how it ended. Closing again does nothing. */
    @Override
    void close();
}
