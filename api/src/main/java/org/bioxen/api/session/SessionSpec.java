// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import java.util.Objects;
import org.bioxen.api.vm.VmSpec;

/** What a session shall be: its VM, and how much it remembers. Immutable. */
public final class SessionSpec {
    /** Bytes of output that a session's log retains unless told otherwise: 1 MiB. */
    public static final int DEFAULT_LOG_BYTES = 1 << 20;

    /** Inputs that a session's history retains unless told otherwise: 1000. */
    public static final int DEFAULT_HISTORY_ENTRIES = 1000;

    private final VmSpec vm;
    private final int logBytes;
    private final int historyEntries;

    private SessionSpec(Builder builder) {
        vm = builder.vm;
        logBytes = builder.logBytes;
        historyEntries = builder.historyEntries;
    }

    /** A session of this VM with the default bounds. */
    public static SessionSpec of(VmSpec vm) {
        return builder(vm).build();
    }

    /** A builder for a session of this VM. */
    public static Builder builder(VmSpec vm) {
        return new Builder(vm);
    }

    /**
     * Its VM. The VM's id, or the one that is made up if there is none, is the session's; its limits are those of each input, the time
     * that the input waits for {@code io.read} included; a persistent one outlives the bundle that made it.
     */
    public VmSpec vm() {
        return vm;
    }

    /**
     * How many bytes of output the log retains, the last ones, from 1024 on; it drops the oldest and counts them. Whenever the kind
     * of output or the input changes, that costs 64 bytes more.
     */
    public int logBytes() {
        return logBytes;
    }

    /**
     * How many inputs the history retains, the last ones; zero for none. Beside that, it retains at most as much text as the log has
     * bytes.
     */
    public int historyEntries() {
        return historyEntries;
    }

    @Override
    public String toString() {
        return "SessionSpec[" + vm + ", log of " + logBytes + " bytes, history of " + historyEntries + "]";
    }

    /** Builds a {@link SessionSpec}. Not thread-safe. */
    public static final class Builder {
        private final VmSpec vm;
        private int logBytes = DEFAULT_LOG_BYTES;
        private int historyEntries = DEFAULT_HISTORY_ENTRIES;

        private Builder(VmSpec vm) {
            this.vm = Objects.requireNonNull(vm, "vm");
        }

        /** Sets {@link SessionSpec#logBytes()}. */
        public Builder logBytes(int bytes) {
            if (bytes < 1024) {
                throw new IllegalArgumentException("the log is to retain " + bytes + " bytes; give 1024 or more");
            }
            logBytes = bytes;
            return this;
        }

        /** Sets {@link SessionSpec#historyEntries()}. */
        public Builder historyEntries(int number) {
            if (number < 0) {
                throw new IllegalArgumentException("the history is to retain " + number + " inputs; give zero or more");
            }
            historyEntries = number;
            return this;
        }

        /** The spec so far. */
        public SessionSpec build() {
            return new SessionSpec(this);
        }
    }
}
