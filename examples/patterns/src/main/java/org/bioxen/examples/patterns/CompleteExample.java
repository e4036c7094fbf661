// SPDX-License-Identifier: Apache-2.0
package org.bioxen.examples.patterns;

import java.time.Duration;
import org.bioxen.api.session.AttachException;
import org.bioxen.api.session.AttachOptions;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.DetachException;
import org.bioxen.api.session.InputResult;
import org.bioxen.api.session.SessionAlreadyExistsException;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.session.SessionNotFoundException;
import org.bioxen.api.session.SessionPhase;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.VmSpec;

/**
 * A session from its beginning to its end, with all that can be asked of it and all that can go wrong: values and errors, a script that
 * reads, two clients at once, an interrupt, history, completion, and {@code except SessionAlreadyExistsError}, {@code AttachError},
 * {@code DetachError}, {@code SessionNotFoundError}.
 */
final class CompleteExample {
    private static final String ID = "complete";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final VmSpec SPEC =
            VmSpec.named(ID).level(SandboxLevel.TRUSTED).build();

    private final SessionManager sessions;

    CompleteExample(SessionManager sessions) {
        this.sessions = sessions;
    }

    void run(Report report) throws InterruptedException {
        try (Attachment client = sessions.create(SPEC)) {
            converse(client, report);
            watch(client, report);
            interrupt(client, report);
            report.line("completed: " + String.join(" ", client.complete("genome.", 10)));
            report.line("sent with 'genome' in it: "
                    + client.session().history("genome").size());
            mistakes(client, report);
            // The script's own end is the session's.
            client.sendInput("os.exit(0)");
            report.line(client.readUntilSettled(PATIENCE).phase() + " with exit code "
                    + client.session().info().exitCode().orElseThrow());
        } finally {
            // Whatever happened above.
            sessions.find(ID).ifPresent(session -> session.terminate());
        }
        try {
            sessions.attach(ID);
        } catch (SessionNotFoundException gone) {
            report.line(gone.getMessage());
        }
    }

    private void converse(Attachment client, Report report) throws InterruptedException {
        client.evaluate("genome = {name = 'pPCP1', length = 9609}", PATIENCE);
        InputResult length = client.evaluate("genome.length / 3", PATIENCE).orElseThrow();
        report.line("codons: " + length.values().get(0).asText());
        InputResult failed = client.evaluate("error('no such gene')", PATIENCE).orElseThrow();
        report.line("failed: " + failed.error().orElseThrow().message());

        // A script that reads gets the next input.
        client.sendInput("gene = io.read()");
        if (client.readUntilSettled(PATIENCE).phase() == SessionPhase.WAITING_FOR_INPUT) {
            client.sendInput("caf1");
        }
        report.line("gene: "
                + client.evaluate("gene", PATIENCE).orElseThrow().stdout().strip());
    }

    private void watch(Attachment client, Report report) throws InterruptedException {
        client.readOutput();
        try (Attachment watcher = sessions.attach(ID, AttachOptions.observer())) {
            client.evaluate("print('seen by both')", PATIENCE);
            report.line(client.readOutput().text().strip() + ": "
                    + watcher.readOutput().text().strip());
            watcher.sendInput("x = 1");
        } catch (AttachException observes) {
            report.line(observes.getMessage());
        }
    }

    private void interrupt(Attachment client, Report report) throws InterruptedException {
        client.sendInput("print('begun') while true do end");
        client.readOutput(PATIENCE);
        report.line("interrupted, state: " + client.interrupt());
        client.readUntilSettled(PATIENCE);
    }

    private void mistakes(Attachment client, Report report) {
        try {
            sessions.create(SPEC);
        } catch (SessionAlreadyExistsException taken) {
            report.line(taken.getMessage());
        }
        Attachment watcher = sessions.attach(ID, AttachOptions.observer());
        watcher.detach();
        try {
            watcher.detach();
        } catch (DetachException again) {
            report.line(again.getMessage());
        }
    }
}
