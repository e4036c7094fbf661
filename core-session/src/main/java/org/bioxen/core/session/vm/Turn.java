// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The right to work with a VM's engine. There is one at a time; who holds it alone starts engines, evaluates and closes, and gives it
 * back when the engine is as it must be.
 */
final class Turn {
    private final Optional<QueuedExecution> execution;
    private volatile Optional<Workers.Place> place;
    private final Thread thread = Thread.currentThread();
    /** Completes when the turn has been given back, or given up, and what came of it has been told. */
    final CompletableFuture<Void> done = new CompletableFuture<>();

    RunningEvaluation running; // guarded by the VM's lock
    boolean waitingForInput; // guarded by the VM's lock

    /** A turn that starts or closes an engine. */
    Turn() {
        execution = Optional.empty();
        place = Optional.empty();
    }

    /** A turn that works off an execution. */
    Turn(QueuedExecution execution, Workers.Place place) {
        this.execution = Optional.of(execution);
        this.place = Optional.of(place);
    }

    Optional<QueuedExecution> execution() {
        return execution;
    }

    boolean isOf(QueuedExecution one) {
        return execution.isPresent() && execution.get() == one;
    }

    boolean isOnCurrentThread() {
        return thread == Thread.currentThread();
    }

    /** Says which place the work of this turn holds. */
    void holds(Workers.Place held) {
        place = Optional.of(held);
    }

    Optional<RunningEvaluation> running() {
        return Optional.ofNullable(running);
    }

    /** Lets other VMs run while this one waits. */
    void waits(boolean on) {
        place.ifPresent(held -> held.waits(on));
    }

    /** Where the next turn can be run on the same thread when this one's work has ended; empty on any other thread. */
    Optional<Workers.Place> placeHere() {
        return isOnCurrentThread() ? place : Optional.empty();
    }

    /** Lets other VMs run although the thread does not come back. */
    void releasePlace() {
        place.ifPresent(Workers.Place::release);
    }
}
