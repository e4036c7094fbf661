// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

/**
 * The events that the platform posts to the OSGi Event Admin, where there is one: one for each state that a VM comes into, in their
 * order. They are posted asynchronously, so a VM may be in its next state when an event about it arrives.
 *
 * <p>A VM enters {@link VmState#RUNNING} and {@link VmState#IDLE} with each execution; who only cares for its life subscribes to the
 * topics of {@code STARTING}, {@code SUSPENDED}, {@code LOST} and {@code TERMINATED}.
 */
public final class VmEvents {
    /** Matches every topic of these events: {@value}. */
    public static final String ALL_TOPICS = "org/bioxen/vm/*";

    /** Property: the VM's id, a {@code String}. */
    public static final String VM = "vm.id";

    /** Property: name of the {@link VmState} that it has come into, a {@code String}. */
    public static final String STATE = "vm.state";

    /** Property: name of the {@link VmState} before, a {@code String}; absent for a VM that is being made. */
    public static final String PREVIOUS_STATE = "vm.state.previous";

    /** Property: the backend that it is on, or was on last, a {@code String}; absent before there was one. */
    public static final String BACKEND = "vm.backend";

    /** Property: why, in one line, a {@code String}; absent where there is nothing to say. */
    public static final String REMARK = "vm.remark";

    /** Followed by the key of a label of the VM's spec: a property with that label's value, a {@code String}. */
    public static final String LABEL_PREFIX = "vm.label.";

    /** Property: when it came into the state, in milliseconds since the epoch, a {@code Long}. */
    public static final String TIMESTAMP = "timestamp";

    private VmEvents() {}

    /** The topic of a VM that has come into this state, for example {@code org/bioxen/vm/SUSPENDED}. */
    public static String topic(VmState state) {
        return "org/bioxen/vm/" + state.name();
    }
}
