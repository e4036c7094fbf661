// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.logging;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that was logged. It holds text alone and keeps nothing else alive.
 *
 * @param number counts up from 1 since the logging bundle started
 * @param time when
 * @param level how much it matters
 * @param logger the name of the logger: a class or a component
 * @param thread the name of the thread
 * @param vm the VM that it is about, if it is about one
 * @param session the session that it is about, if it is about one
 * @param message what is said
 * @param trace the trace of the exception that came with it, if one did
 * @param progress how far an operation is, if that is what it tells
 */
public record LogRecord(
        long number,
        Instant time,
        LogLevel level,
        String logger,
        String thread,
        Optional<String> vm,
        Optional<String> session,
        String message,
        Optional<String> trace,
        Optional<OperationProgress> progress) {
    /**
     * How far an operation is.
     *
     * @param operation what it is, as given to {@link VmLogger#timed}
     * @param subject what is being done
     * @param done how much is done
     * @param total how much there is, or -1 where that is not known
     */
    public record OperationProgress(String operation, String subject, long done, long total) {}
}
