// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Instant;
import java.util.Optional;
import org.bioxen.api.vm.Rebind;
import org.bioxen.api.vm.Usage;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmState;

/**
 * What is known of a VM beside what it does now: how it ended, what it runs on, what became of its Lua state, what it used. Not
 * thread-safe: guarded by its VM's lock.
 */
final class VmRecord {
    private final String id;
    private final VmSpec spec;
    private final EventQueue events;
    private final Instant created = Instant.now();
    private final VmAccount account = new VmAccount();
    private boolean started;
    private boolean preloadsDue = true;
    private boolean resetDue;
    private String resetReason; // until the conversation has been told
    private VmState end; // TERMINATED or LOST, null while it lives
    private VmState told = VmState.STARTING; // the state that was published last
    private String remark;
    private String backendName;
    private String luaVersion;
    private long stackBytes;

    VmRecord(String id, VmSpec spec, EventQueue events) {
        this.id = id;
        this.spec = spec;
        this.events = events;
    }

    // ---------------------------------------------------------------- its life

    /** Says that it has been made. */
    void started() {
        started = true;
    }

    boolean hasStarted() {
        return started;
    }

    /** How it ended; empty while it lives. */
    Optional<VmState> end() {
        return Optional.ofNullable(end);
    }

    /** Says that it has been closed; false if that has been said before. */
    boolean terminated() {
        boolean first = end != VmState.TERMINATED;
        end = VmState.TERMINATED;
        return first;
    }

    // ---------------------------------------------------------------- its engine

    /** Says what it runs on from now on. */
    void runsOn(OwnedEngine fresh) {
        backendName = fresh.backend().name();
        luaVersion = fresh.luaVersion();
        stackBytes = fresh.stackBytes();
        remark = null;
        preloadsDue = true;
    }

    /** The stack that a thread needs to work with its engine, or needed with the last one. */
    long stackBytes() {
        return stackBytes;
    }

    /** The Lua version that an engine must have that takes the place of one that is gone. */
    Optional<String> versionToKeep() {
        return spec.rebind() == Rebind.SAME_VERSION ? Optional.ofNullable(luaVersion) : Optional.empty();
    }

    /** Whether the engine is fresh, so that what the spec preloads must be run there first. */
    boolean arePreloadsDue() {
        return preloadsDue;
    }

    void preloaded() {
        preloadsDue = false;
    }

    /** Says that the Lua state is gone, and why. */
    void lost(String why) {
        resetDue = true;
        resetReason = why;
        remark = why;
        if (spec.rebind() == Rebind.NEVER && end == null) {
            end = VmState.LOST;
        }
    }

    /** Whether a result must say that the state from before was gone; once. */
    boolean takeReset() {
        boolean due = resetDue;
        resetDue = false;
        return due;
    }

    /** Why the state from before is gone; once, as {@link #takeReset}, but apart from it. */
    Optional<String> takeResetReason() {
        Optional<String> why = Optional.ofNullable(resetReason);
        resetReason = null;
        return why;
    }

    String remark() {
        return String.valueOf(remark);
    }

    // ---------------------------------------------------------------- what is told of it

    /** Adds what one execution used. */
    void used(Usage usage) {
        account.add(usage);
    }

    /** Publishes that it is being made. */
    void publishBeginning() {
        publish(Optional.empty(), told);
    }

    /** Publishes the state that it has now, if it is another than the last. */
    void publish(VmState now) {
        if (now != told) {
            publish(Optional.of(told), now);
            told = now;
        }
    }

    private void publish(Optional<VmState> before, VmState now) {
        if (events.isHeard()) {
            events.post(new StateChange(
                    id,
                    before,
                    now,
                    Optional.ofNullable(backendName),
                    Optional.ofNullable(remark),
                    spec.labels(),
                    System.currentTimeMillis()));
        }
    }

    VmInfo info(VmState state, int pending) {
        VmInfo.Builder info = VmInfo.builder(id, spec)
                .state(state)
                .created(created)
                .pending(pending)
                .executions(account.executions())
                .usage(account.sum());
        if (backendName != null) {
            info.backend(backendName).luaVersion(luaVersion);
        }
        if (remark != null) {
            info.remark(remark);
        }
        return info.build();
    }
}
