// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import java.util.Objects;

/** How a client attaches to a session. Immutable. */
public final class AttachOptions {
    private final AttachmentRole role;
    private final boolean takeOver;
    private final Start start;
    private final String label;

    /** Where an attachment begins to read the log. */
    public sealed interface Start {
        /** At the oldest byte that the log still has. */
        record Oldest() implements Start {}

        /**
         * At a sequence number; what of it is dropped by then counts as dropped for this attachment.
         *
         * @param number from 0 on, at most the number of the next byte to come
         */
        record Sequence(long number) implements Start {
            /** Refuses a negative number. */
            public Sequence {
                if (number < 0) {
                    throw new IllegalArgumentException("the sequence number is " + number + "; give zero or more");
                }
            }
        }

        /** At what comes from now on. */
        record Now() implements Start {}

        /**
         * Where the controller, or if there is none, the one that detached last, has read to; at the beginning if there never was one.
         * Shows what was missed.
         */
        record LeftOff() implements Start {}
    }

    private AttachOptions(Builder builder) {
        role = builder.role;
        takeOver = builder.takeOver;
        start = builder.start;
        label = builder.label;
    }

    /** To control, from where the last controller left off, without take-over. */
    public static AttachOptions controller() {
        return builder(AttachmentRole.CONTROLLER).build();
    }

    /** To observe, from where the last controller left off. */
    public static AttachOptions observer() {
        return builder(AttachmentRole.OBSERVER).build();
    }

    /** A builder for this role, from where the last controller left off. */
    public static Builder builder(AttachmentRole role) {
        return new Builder(role);
    }

    /** Whether it controls or observes. */
    public AttachmentRole role() {
        return role;
    }

    /** Whether a controller that is there becomes an observer, rather than that this attachment is refused. */
    public boolean takeOver() {
        return takeOver;
    }

    /** Where it begins to read. */
    public Start start() {
        return start;
    }

    /** Who attaches, for those who list attachments; empty if nothing was said. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return "AttachOptions[" + role + (takeOver ? ", take-over" : "") + ", " + start + "]";
    }

    /** Builds {@link AttachOptions}. Not thread-safe. */
    public static final class Builder {
        private final AttachmentRole role;
        private boolean takeOver;
        private Start start = new Start.LeftOff();
        private String label = "";

        private Builder(AttachmentRole role) {
            this.role = Objects.requireNonNull(role, "role");
        }

        /** Sets {@link AttachOptions#takeOver()}; off in a new builder, without meaning for an observer. */
        public Builder takeOver(boolean on) {
            takeOver = on;
            return this;
        }

        /** Begins at the oldest byte that the log still has. */
        public Builder fromOldest() {
            start = new Start.Oldest();
            return this;
        }

        /** Begins at a sequence number, from 0 on. */
        public Builder fromSequence(long number) {
            start = new Start.Sequence(number);
            return this;
        }

        /** Begins at what comes from now on. */
        public Builder fromNow() {
            start = new Start.Now();
            return this;
        }

        /** Begins where the controller has read to, or the last one left off, as a new builder does. */
        public Builder fromLeftOff() {
            start = new Start.LeftOff();
            return this;
        }

        /** Sets {@link AttachOptions#label()}. */
        public Builder label(String who) {
            label = Objects.requireNonNull(who, "who");
            return this;
        }

        /** The options so far. */
        public AttachOptions build() {
            return new AttachOptions(this);
        }
    }
}
