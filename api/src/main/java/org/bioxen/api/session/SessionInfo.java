// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmState;

/** What a session was at one moment. Immutable. */
public final class SessionInfo {
    private final VmInfo vm;
    private final SessionPhase phase;
    private final List<AttachmentInfo> attachments;
    private final long firstSequence;
    private final long nextSequence;
    private final long inputs;
    private final int pendingInputs;
    private final Optional<String> environment;
    private final OptionalInt exitCode;

    private SessionInfo(Builder builder) {
        vm = builder.vm;
        phase = builder.phase;
        attachments = List.copyOf(builder.attachments);
        firstSequence = builder.firstSequence;
        nextSequence = builder.nextSequence;
        inputs = builder.inputs;
        pendingInputs = builder.pendingInputs;
        environment = Optional.ofNullable(builder.environment);
        exitCode = builder.exitCode;
    }

    /** A builder for the session of this VM. */
    public static Builder builder(VmInfo vm) {
        return new Builder(vm);
    }

    /** The session's id, which is its VM's. */
    public String id() {
        return vm.id();
    }

    /** Its VM: state, backend, Lua version, usage, spec. */
    public VmInfo vm() {
        return vm;
    }

    /** What its VM is doing. */
    public VmState state() {
        return vm.state();
    }

    /** Where the conversation stands. */
    public SessionPhase phase() {
        return phase;
    }

    /** Whether the last input is not a whole chunk yet and waits for the rest. */
    public boolean incomplete() {
        return phase == SessionPhase.INCOMPLETE;
    }

    /** Whether a script reads standard input and waits for it. */
    public boolean waitingForInput() {
        return phase == SessionPhase.WAITING_FOR_INPUT;
    }

    /** Who is attached, the longest attached first. */
    public List<AttachmentInfo> attachments() {
        return attachments;
    }

    /** The attachment that controls it, if there is one. */
    public Optional<AttachmentInfo> controller() {
        return attachments.stream()
                .filter(one -> one.role() == AttachmentRole.CONTROLLER)
                .findFirst();
    }

    /** The sequence number of the oldest byte that the log still has. */
    public long firstSequence() {
        return firstSequence;
    }

    /** The sequence number of the byte that comes next into the log: how many bytes ever came. */
    public long nextSequence() {
        return nextSequence;
    }

    /** How many bytes the log has dropped so far. */
    public long droppedBytes() {
        return firstSequence;
    }

    /** How many inputs were sent so far. */
    public long inputs() {
        return inputs;
    }

    /** How many inputs wait to be begun or read. */
    public int pendingInputs() {
        return pendingInputs;
    }

    /** The environment whose packages {@code require} finds, if there is one. */
    public Optional<String> environment() {
        return environment;
    }

    /** What a script gave to {@code os.exit}, if the session ended that way. */
    public OptionalInt exitCode() {
        return exitCode;
    }

    @Override
    public String toString() {
        return id() + " " + phase + " " + state() + ", log " + firstSequence + ".." + nextSequence;
    }

    /** Builds a {@link SessionInfo}. Not thread-safe. */
    public static final class Builder {
        private final VmInfo vm;
        private SessionPhase phase = SessionPhase.READY;
        private List<AttachmentInfo> attachments = List.of();
        private long firstSequence;
        private long nextSequence;
        private long inputs;
        private int pendingInputs;
        private String environment;
        private OptionalInt exitCode = OptionalInt.empty();

        private Builder(VmInfo vm) {
            this.vm = Objects.requireNonNull(vm, "vm");
        }

        /** Sets {@link SessionInfo#phase()}. */
        public Builder phase(SessionPhase now) {
            phase = Objects.requireNonNull(now, "now");
            return this;
        }

        /** Sets {@link SessionInfo#attachments()}. */
        public Builder attachments(List<AttachmentInfo> all) {
            attachments = Objects.requireNonNull(all, "all");
            return this;
        }

        /** Sets {@link SessionInfo#firstSequence()} and {@link SessionInfo#nextSequence()}. */
        public Builder log(long first, long next) {
            firstSequence = first;
            nextSequence = next;
            return this;
        }

        /** Sets {@link SessionInfo#inputs()}. */
        public Builder inputs(long number) {
            inputs = number;
            return this;
        }

        /** Sets {@link SessionInfo#pendingInputs()}. */
        public Builder pendingInputs(int number) {
            pendingInputs = number;
            return this;
        }

        /** Sets {@link SessionInfo#environment()}. */
        public Builder environment(String name) {
            environment = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Sets {@link SessionInfo#exitCode()}. */
        public Builder exitCode(int code) {
            exitCode = OptionalInt.of(code);
            return this;
        }

        /** The information so far. */
        public SessionInfo build() {
            return new SessionInfo(this);
        }
    }
}
