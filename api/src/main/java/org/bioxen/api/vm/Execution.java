// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A script that was accepted and will end in exactly one {@link Outcome}. Thread-safe. */
@ProviderType
public interface Execution {
    /** The VM that runs it. */
    String vmId();

    /**
     * The result to come. It always completes, and never exceptionally. Stages that depend on it without an executor of
     * their own run on a thread of the platform and must not block.
     */
    CompletionStage<ExecutionResult> result();

    /** Whether the result is there. */
    boolean isDone();

    /**
     * Waits for the result.
     *
     * @param timeout at most so long; zero only looks
     * @return the result, or empty if it is not there in time: the script goes on
     * @throws InterruptedException if the calling thread is interrupted: the script goes on
     */
    Optional<ExecutionResult> await(Duration timeout) throws InterruptedException;

    /**
     * Asks the script to stop. It ends as {@link Outcome#INTERRUPTED} if it runs, as {@link Outcome#NOT_STARTED} if it
     * still waits in the queue; returns at once.
     *
     * @return false if it had already ended
     */
    boolean interrupt();

    /** What it has written to standard output so far, as far as it is retained, decoded as UTF-8. */
    String stdoutSoFar();
}
