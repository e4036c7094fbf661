// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.session.AttachException;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.AttachmentRole;
import org.bioxen.api.session.OutputChunk;
import org.bioxen.api.session.OutputKind;
import org.bioxen.api.session.SessionNotFoundException;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.api.session.SessionPhase;

/**
 * The Lua prompt without a terminal: takes line by line from a stream, and shows nothing but what comes of it. A line that a script
 * reads is the script's. Used by one thread.
 */
final class StreamPrompt {
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private final Attachment attachment;
    private final Lines lines;
    private final StreamPage page;
    private final Transcript transcript;
    private boolean failed;

    StreamPrompt(Attachment attachment, Lines lines, StreamPage page) {
        this.attachment = attachment;
        this.lines = lines;
        this.page = page;
        this.transcript = new Transcript(page, attachment.info().next());
    }

    /** Converses until one side ends it. */
    Ending run() {
        try {
            return attachment.info().role() == AttachmentRole.OBSERVER ? watch() : converse();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Ending.INTERRUPTED;
        } catch (AttachException other) {
            return Ending.DETACHED;
        } catch (SessionNotFoundException over) {
            transcript.show(attachment.readOutput());
            return Ending.ENDED;
        }
    }

    private Ending converse() throws InterruptedException {
        SessionPhase phase = awaitSettled(0);
        while (phase != SessionPhase.ENDED && !page.isClosed()) {
            Optional<String> line = lines.next();
            if (line.isPresent()) {
                phase = awaitSettled(attachment.sendInput(line.get()));
            } else if (phase == SessionPhase.WAITING_FOR_INPUT) {
                attachment.sendEndOfInput();
                phase = awaitSettled(0);
            } else {
                if (phase == SessionPhase.INCOMPLETE) {
                    page.note("the input ends in the middle of a chunk, which is not run");
                    failed = true;
                }
                return failed ? Ending.LEFT_AFTER_ERRORS : Ending.LEFT;
            }
        }
        return phase == SessionPhase.ENDED ? Ending.ENDED : Ending.OUTPUT_CLOSED;
    }

    private SessionPhase awaitSettled(long input) throws InterruptedException {
        try {
            while (true) {
                SessionOutput output = attachment.readOutput(A_WHILE);
                transcript.show(output);
                for (OutputChunk chunk : output.chunks()) {
                    failed |= chunk.kind() == OutputKind.ERROR && input > 0;
                }
                if (output.phase().isSettled() || page.isClosed()) {
                    return output.phase();
                }
            }
        } catch (InterruptedException stop) {
            attachment.interrupt();
            throw stop;
        }
    }

    private Ending watch() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Attachment.Subscription log = attachment.listen(output -> {
            transcript.show(output);
            if (output.phase() == SessionPhase.ENDED || page.isClosed()) {
                over.countDown();
            }
        });
        try {
            while (!over.await(1, TimeUnit.SECONDS)) {
                if (!attachment.isAttached()) {
                    return Ending.DETACHED;
                }
            }
            return page.isClosed() ? Ending.OUTPUT_CLOSED : Ending.ENDED;
        } finally {
            log.close();
        }
    }
}
