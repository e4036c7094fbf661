// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.bioxen.api.vm.LuaError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what a new VM's spec preloads, on the thread of a worker, while who creates the VM waits. Thread-safe. */
final class PreloadWork implements Workers.Work {
    private static final Logger LOG = LoggerFactory.getLogger(PreloadWork.class);

    private final LuaVm vm;
    private final Turn turn;
    private final VmHost host;
    private final CompletableFuture<Optional<LuaError>> failure = new CompletableFuture<>();

    PreloadWork(LuaVm vm, Turn turn, VmHost host) {
        this.vm = vm;
        this.turn = turn;
        this.host = host;
        turn.done.thenRun(() -> refused("it does not stop"));
    }

    @Override
    public void run(Workers.Place place) {
        turn.holds(place);
        vm.subject().run(this::preload);
    }

    private void preload() {
        try {
            failure.complete(new TurnWork(vm, turn, host).preload());
        } catch (TurnWork.GivenUp givenUp) {
            host.zombieReturned(vm.id());
        } catch (RuntimeException | Error fault) {
            LOG.error("VM '{}': the manager failed", vm.id(), fault);
            refused("the VM manager failed: " + fault);
        }
    }

    @Override
    public boolean isWaiting() {
        return vm.isWaitingOutside();
    }

    @Override
    public void refused(String why) {
        failure.complete(Optional.of(LuaError.of(why)));
    }

    /**
     * Why it failed, if it did. Bounded: a preloaded script has the VM's limits, and one that does not stop is given up.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    Optional<LuaError> await() throws InterruptedException {
        try {
            return failure.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
