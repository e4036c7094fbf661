// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.hotswap.load;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.bioxen.api.session.AttachOptions;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.AttachmentRole;
import org.bioxen.api.session.InputResult;
import org.bioxen.api.session.OutputKind;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.api.session.SessionPhase;
import org.bioxen.api.session.SessionSpec;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.LuaVmException;
import org.bioxen.api.vm.Rebind;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.VmSpec;
import org.osgi.util.tracker.ServiceTracker;

/**
 * One who talks in sessions, detaches and comes back, whatever goes away under him. What he reads and what a listener of his is brought
 * must be the same log without a gap or a repeat.
 */
final class Talker implements Runnable {
    private static final Duration BOUND = Duration.ofSeconds(25);
    private static final int INPUTS_PER_SESSION = 30;

    private final int number;
    private final Random random;
    private final ServiceTracker<SessionManager, SessionManager> managers;
    private final Counts counts;
    private Optional<Attachment> client = Optional.empty();
    private Reader reader = new Reader();
    private Reader listener = new Reader();
    private int made;
    private int said;
    private volatile boolean stopped;

    Talker(int number, long seed, ServiceTracker<SessionManager, SessionManager> managers, Counts counts) {
        this.number = number;
        random = new Random(seed);
        this.managers = managers;
        this.counts = counts;
    }

    /** What has come to one reader of a log. Thread-safe. */
    private final class Reader {
        private final StringBuilder text = new StringBuilder(); // guarded by this
        private long next; // guarded by this

        synchronized void take(SessionOutput output) {
            if (output.from() != next || output.droppedBytes() > 0) {
                counts.add("gaps in a log", 1);
            }
            next = output.next();
            output.chunks().forEach(chunk -> text.append(chunk.text()));
            counts.add("resets told in a log", output.text(OutputKind.NOTICE).contains("was reset") ? 1 : 0);
            notifyAll();
        }

        synchronized String awaitAsFarAs(long end) throws InterruptedException {
            long limit = System.nanoTime() + BOUND.toNanos();
            while (next < end && System.nanoTime() < limit) {
                wait(100);
            }
            return text.toString();
        }

        synchronized long next() {
            return next;
        }
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                SessionManager manager = managers.waitForService(50);
                if (manager != null) {
                    act(manager);
                }
            } catch (LuaVmException refused) {
                counts.add("session refused: " + refused.getClass().getSimpleName(), 1);
                leave();
            } catch (LinkageError gone) {
                // The bundle behind a session went away in the middle of a call, with the classes that the rest of it
                // needs.
                counts.add("session refused: " + gone.getClass().getSimpleName(), 1);
                client = Optional.empty();
            } catch (InterruptedException | RuntimeException unexpected) {
                counts.add("unexpected", 1);
                unexpected.printStackTrace();
            }
        }
        leave();
    }

    private void leave() {
        try {
            client.ifPresent(mine -> mine.session().terminate());
            client.ifPresent(Attachment::close);
        } finally {
            // Not kept: the manager's classes are to be collected.
            client = Optional.empty();
        }
    }

    private void act(SessionManager manager) throws InterruptedException {
        Attachment mine = client(manager);
        String id = mine.session().id();
        switch (random.nextInt(8)) {
            case 0 -> {
                mine.detach();
                client = Optional.of(manager.attach(id));
            }
            case 1 -> {
                mine.sendInput("while true do end");
                mine.interrupt();
            }
            case 2 -> mine.sendInput("error('on purpose')");
            case 3 -> reader.take(mine.readOutput(BOUND));
            default -> say(mine);
        }
        said++;
        if (said % INPUTS_PER_SESSION == 0) {
            compare(client.orElseThrow());
            leave();
        }
    }

    private Attachment client(SessionManager manager) {
        if (client.isEmpty()) {
            VmSpec.Builder vm = VmSpec.named("talker-" + number + "-" + ++made)
                    .level(SandboxLevel.TRUSTED)
                    .rebind(Rebind.ANY_VERSION)
                    .limits(Limits.builder().wallTime(Duration.ofSeconds(5)).build());
            Attachment mine = manager.create(SessionSpec.of(vm.build()));
            client = Optional.of(mine);
            Reader first = new Reader();
            Reader second = new Reader();
            reader = first;
            listener = second;
            manager.attach(
                            mine.session().id(),
                            AttachOptions.builder(AttachmentRole.OBSERVER)
                                    .fromOldest()
                                    .build())
                    .listen(second::take);
            counts.add("sessions", 1);
        }
        return client.get();
    }

    private void say(Attachment mine) throws InterruptedException {
        Optional<InputResult> result = mine.evaluate("print('said', " + said + ") return x", BOUND);
        counts.add("inputs without an outcome", result.isEmpty() ? 1 : 0);
        counts.add("inputs", 1);
    }

    /** What both readers have got, once all has been worked off. */
    private void compare(Attachment mine) throws InterruptedException {
        SessionOutput last = mine.readUntilSettled(BOUND);
        counts.add("sessions that do not settle", last.phase() == SessionPhase.BUSY ? 1 : 0);
        reader.take(last);
        String read = reader.awaitAsFarAs(0);
        String heard = listener.awaitAsFarAs(reader.next());
        counts.add("logs that differ", heard.startsWith(read) ? 0 : 1);
        counts.add("logs compared", 1);
    }
}
