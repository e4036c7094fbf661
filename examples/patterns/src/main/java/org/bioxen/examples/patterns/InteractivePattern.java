// SPDX-License-Identifier: Apache-2.0
package org.bioxen.examples.patterns;

import java.time.Duration;
import java.util.stream.Collectors;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.SessionInfo;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmSpec;

/**
 * A conversation that one leaves and comes back to: {@code session = manager.create_interactive_vm(id)}, {@code session.send_input("x =
 * 42")}, {@code session.read_output()}, {@code manager.detach_from_vm(id)}, {@code manager.attach_to_vm(id)}. Nothing sleeps: a read
 * returns when there is something to read, or nothing more to come.
 */
final class InteractivePattern {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SessionManager sessions;
    private final VmManager vms;

    InteractivePattern(SessionManager sessions, VmManager vms) {
        this.sessions = sessions;
        this.vms = vms;
    }

    void run(Report report) throws InterruptedException {
        VmSpec spec = VmSpec.named("interactive").level(SandboxLevel.TRUSTED).build();
        Attachment client = sessions.create(spec);
        try {
            // Input is read as the Lua prompt reads it.
            client.sendInput("x = 42");
            client.sendInput("print('x is', x)");
            report.line(client.readUntilSettled(PATIENCE).text().strip());

            // A chunk may come in pieces; an error ends nothing.
            client.sendInput("function square(n)");
            report.line(
                    "after the first line: " + client.readUntilSettled(PATIENCE).phase());
            client.sendInput("return n * n end");
            client.sendInput("square(x)");
            report.line(client.readUntilSettled(PATIENCE).text().strip());

            // Detach. Whatever runs meanwhile, through the session or beside it, writes into the session's log.
            client.detach();
            vms.execute("interactive", Script.of("for i = 1, 3 do print('missed', i) end"));
            report.line(
                    "sessions: " + sessions.list().stream().map(SessionInfo::id).collect(Collectors.joining(", ")));

            // Attach again: what was missed is there, and so is the state.
            client = sessions.attach("interactive");
            SessionOutput missed = client.readOutput();
            report.line(missed.text().strip().replace("\n", ", ") + "; dropped: " + missed.droppedBytes());
            client.sendInput("x");
            report.line("x is still " + client.readUntilSettled(PATIENCE).text().strip());
        } finally {
            sessions.terminate("interactive");
        }
    }
}
