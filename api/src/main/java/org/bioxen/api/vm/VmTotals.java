// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.util.Map;
import java.util.Objects;

/**
 * What the VM manager has done since it started (counters, which only grow) and does at the moment (gauges). Immutable.
 *
 * <p>The sum of {@link #ended()} is the number of accepted executions that have an outcome; when nothing is pending or running it is
 * {@link #accepted()}.
 */
public final class VmTotals {
    private final Map<VmState, Integer> vms;
    private final long vmsCreated;
    private final long accepted;
    private final Map<Outcome, Long> ended;
    private final int pending;
    private final Usage usage;
    private final int enginesOpen;
    private final long enginesGivenUp;
    private final int threadsRunning;
    private final int threadsWaiting;
    private final long threadsStuck;
    private final long eventsDropped;

    private VmTotals(Builder builder) {
        vms = Map.copyOf(builder.vms);
        vmsCreated = builder.vmsCreated;
        accepted = builder.accepted;
        ended = Map.copyOf(builder.ended);
        pending = builder.pending;
        usage = builder.usage;
        enginesOpen = builder.enginesOpen;
        enginesGivenUp = builder.enginesGivenUp;
        threadsRunning = builder.threadsRunning;
        threadsWaiting = builder.threadsWaiting;
        threadsStuck = builder.threadsStuck;
        eventsDropped = builder.eventsDropped;
    }

    /** A builder that starts with nothing done. */
    public static Builder builder() {
        return new Builder();
    }

    /** Gauge: the living VMs by state; a state that none is in may be absent. */
    public Map<VmState, Integer> vms() {
        return vms;
    }

    /** Counter: VMs made. */
    public long vmsCreated() {
        return vmsCreated;
    }

    /** Counter: executions accepted. */
    public long accepted() {
        return accepted;
    }

    /** Counter: executions ended, by outcome; an outcome that none had may be absent. */
    public Map<Outcome, Long> ended() {
        return ended;
    }

    /** Gauge: executions that wait in the queues of VMs. */
    public int pending() {
        return pending;
    }

    /** Counter: what executions have used, summed up; the memory is what the last one left, and means little here. */
    public Usage usage() {
        return usage;
    }

    /** Gauge: engines that are open or being started. */
    public int enginesOpen() {
        return enginesOpen;
    }

    /** Counter: engines that neither stopped nor closed in time. */
    public long enginesGivenUp() {
        return enginesGivenUp;
    }

    /** Gauge: threads that run scripts. */
    public int threadsRunning() {
        return threadsRunning;
    }

    /** Gauge: threads of scripts that wait for input, beyond those that run. */
    public int threadsWaiting() {
        return threadsWaiting;
    }

    /** Gauge: threads that are still in an engine that was given up. */
    public long threadsStuck() {
        return threadsStuck;
    }

    /** Counter: state changes that were not published because the Event Admin did not take them in time. */
    public long eventsDropped() {
        return eventsDropped;
    }

    @Override
    public String toString() {
        return "vms=" + vms + " accepted=" + accepted + " ended=" + ended + " pending=" + pending + " enginesOpen="
                + enginesOpen + " threadsStuck=" + threadsStuck;
    }

    /** Builds {@link VmTotals}. Not thread-safe. */
    public static final class Builder {
        private Map<VmState, Integer> vms = Map.of();
        private long vmsCreated;
        private long accepted;
        private Map<Outcome, Long> ended = Map.of();
        private int pending;
        private Usage usage = Usage.nothing();
        private int enginesOpen;
        private long enginesGivenUp;
        private int threadsRunning;
        private int threadsWaiting;
        private long threadsStuck;
        private long eventsDropped;

        private Builder() {}

        /** Sets {@link VmTotals#vms()}. */
        public Builder vms(Map<VmState, Integer> living) {
            vms = Map.copyOf(living);
            return this;
        }

        /** Sets {@link VmTotals#vmsCreated()}. */
        public Builder vmsCreated(long number) {
            vmsCreated = number;
            return this;
        }

        /** Sets {@link VmTotals#accepted()}. */
        public Builder accepted(long number) {
            accepted = number;
            return this;
        }

        /** Sets {@link VmTotals#ended()}. */
        public Builder ended(Map<Outcome, Long> byOutcome) {
            ended = Map.copyOf(byOutcome);
            return this;
        }

        /** Sets {@link VmTotals#pending()}. */
        public Builder pending(int number) {
            pending = number;
            return this;
        }

        /** Sets {@link VmTotals#usage()}. */
        public Builder usage(Usage sum) {
            usage = Objects.requireNonNull(sum, "sum");
            return this;
        }

        /** Sets {@link VmTotals#enginesOpen()}. */
        public Builder enginesOpen(int number) {
            enginesOpen = number;
            return this;
        }

        /** Sets {@link VmTotals#enginesGivenUp()}. */
        public Builder enginesGivenUp(long number) {
            enginesGivenUp = number;
            return this;
        }

        /** Sets {@link VmTotals#threadsRunning()}. */
        public Builder threadsRunning(int number) {
            threadsRunning = number;
            return this;
        }

        /** Sets {@link VmTotals#threadsWaiting()}. */
        public Builder threadsWaiting(int number) {
            threadsWaiting = number;
            return this;
        }

        /** Sets {@link VmTotals#threadsStuck()}. */
        public Builder threadsStuck(long number) {
            threadsStuck = number;
            return this;
        }

        /** Sets {@link VmTotals#eventsDropped()}. */
        public Builder eventsDropped(long number) {
            eventsDropped = number;
            return this;
        }

        /** The totals so far. */
        public VmTotals build() {
            return new VmTotals(this);
        }
    }
}
