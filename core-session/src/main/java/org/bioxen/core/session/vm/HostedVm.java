// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.List;
import java.util.Optional;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.Vm;

/** A VM as its conversation sees it. Thread-safe. */
public interface HostedVm extends Vm {
    /**
     * Queues a line of the conversation and returns at once.
     *
     * @throws org.bioxen.api.vm.TooManyPendingException if the queue is full
     * @throws org.bioxen.api.vm.VmNotFoundException if the VM is closed or lost
     */
    Execution submit(Conversation.Line line, ExecutionOptions options);

    /** What has the turn now: it runs, or waits for an engine to run on. */
    Optional<Execution> current();

    /**
     * Names that could complete a prefix.
     *
     * @return sorted; empty if the VM does not rest, its engine is gone, or cannot tell
     */
    List<String> complete(String prefix, int limit);

    /**
     * Lets scripts find the packages of this environment from the next one on.
     *
     * @throws org.bioxen.api.vm.VmManagerException if there is no such environment, or nothing that manages environments
     */
    void setEnvironment(String name);

    /** What is logged while somebody works for it is about this. */
    LogSubject subject();

    /** The environment that scripts find packages in from the next one on, if there is one. */
    Optional<String> environment();
}
