// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.core.session.vm.Conversation;

/** A script that somebody executes on the session's VM, beside the conversation. */
final class ExecutedScript implements Conversation.Part {
    private final Session session;
    private final Execution execution;

    ExecutedScript(Session session, Execution execution) {
        this.session = session;
        this.execution = execution;
    }

    Execution execution() {
        return execution;
    }

    @Override
    public void output(StandardStream stream, byte[] bytes, int offset, int length) {
        session.output(this, 0, stream, bytes, offset, length);
    }

    @Override
    public void ended(ExecutionResult result) {
        session.ended(this, result);
    }
}
