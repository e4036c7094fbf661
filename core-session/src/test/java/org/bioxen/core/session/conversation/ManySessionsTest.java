// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import org.bioxen.api.session.AttachException;
import org.bioxen.api.session.AttachOptions;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.AttachmentRole;
import org.bioxen.api.session.InteractiveSessionException;
import org.bioxen.api.session.InterruptResult;
import org.bioxen.api.session.OutputChunk;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.session.SessionNotFoundException;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thousand sessions at once, and eight threads that do with them what comes to their mind: {@code -Dbioxen.sessions.actions=N} for
 * more, {@code -Dbioxen.sessions.seed=N} for others.
 */
@Timeout(1200)
class ManySessionsTest {
    private static final int SESSIONS = 1000;
    private static final int THREADS = 8;
    private static final int ACTIONS = Integer.getInteger("bioxen.sessions.actions", 1000);
    private static final long SEED = Long.getLong("bioxen.sessions.seed", 20_261_122L);
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicReferenceArray<Attachment> clients = new AtomicReferenceArray<>(SESSIONS);
    private final AtomicReferenceArray<Witness> witnesses = new AtomicReferenceArray<>(SESSIONS);
    private final AtomicInteger killed = new AtomicInteger();
    private SessionRuntime runtime;
    private SessionManager sessions;
    private VmManager vms;

    /** Sees all that one session logs, in a place of its own, and finds every gap and every repeat. */
    private static final class Witness {
        private final StringBuilder all = new StringBuilder(); // guarded by this
        private long next; // guarded by this

        synchronized void hear(SessionOutput output) {
            assertThat(output.from()).isEqualTo(next);
            assertThat(output.droppedBytes()).isZero();
            next = output.next();
            output.chunks().forEach(chunk -> all.append(chunk.text()));
            notifyAll();
        }

        /** All that was heard once it has come so far. */
        synchronized String await(long end) throws InterruptedException {
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (next < end && System.nanoTime() < limit) {
                TimeUnit.NANOSECONDS.timedWait(this, limit - System.nanoTime());
            }
            return all.toString();
        }
    }

    @BeforeEach
    void startSessions() throws Exception {
        runtime = new SessionRuntime();
        runtime.need("luaj");
        sessions = runtime.sessions();
        vms = runtime.vms();
        for (int i = 0; i < SESSIONS; i++) {
            make(i);
        }
    }

    @AfterEach
    void stopRuntime() throws Exception {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        runtime.close();
    }

    private void make(int index) {
        Attachment client = sessions.create(VmSpec.named("s" + index)
                .level(SandboxLevel.TRUSTED)
                .backend("luaj")
                .limits(Limits.builder().wallTime(Duration.ofMinutes(5)).build())
                .build());
        Witness witness = new Witness();
        sessions.attach(
                        "s" + index,
                        AttachOptions.builder(AttachmentRole.OBSERVER)
                                .fromOldest()
                                .build())
                .listen(witness::hear);
        clients.set(index, client);
        witnesses.set(index, witness);
    }

    @Test
    void everyLogIsCompleteAndNothingIsLeft() throws Exception {
        List<Future<?>> actors = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Random random = new Random(SEED + t);
            actors.add(threads.submit(() -> {
                for (int i = 0; i < ACTIONS; i++) {
                    act(random);
                }
                return null;
            }));
        }
        for (Future<?> actor : actors) {
            actor.get(20, TimeUnit.MINUTES);
        }

        for (int i = 0; i < SESSIONS; i++) {
            lastWord(i);
        }
        assertThat(killed.get()).isPositive();
        sessions.list().forEach(info -> sessions.terminate(info.id()));
        assertThat(sessions.list()).isEmpty();
        assertThat(vms.list()).isEmpty();
        assertThat(runtime.openEngines()).isZero();
    }

    /** One thing with one session; that another was quicker is no failure. */
    private void act(Random random) throws Exception {
        int index = random.nextInt(SESSIONS);
        Attachment client = clients.get(index);
        String id = "s" + index;
        try {
            switch (random.nextInt(14)) {
                case 0, 1, 2, 3 -> client.sendInput("for i = 1, " + random.nextInt(20) + " do print(i) end");
                case 4 -> client.sendInput("x = io.read()");
                case 5 -> client.sendInput("error('boom')");
                case 6 -> {
                    // Others may stop it before, but never so many run that the machine does nothing else.
                    client.sendInput("while true do end");
                    client.interrupt();
                }
                case 7, 8 -> read(client.readOutput());
                case 9 -> read(client.readOutput(MOMENT));
                case 10 -> reattach(index, client);
                case 11, 12 -> client.interrupt();
                default -> {
                    if (random.nextInt(4) == 0) {
                        synchronized (clients) {
                            sessions.terminate(id);
                            make(index);
                        }
                        killed.incrementAndGet();
                    }
                }
            }
        } catch (InteractiveSessionException | VmManagerException quicker) {
            assertThat(quicker)
                    .isInstanceOfAny(AttachException.class, SessionNotFoundException.class, VmManagerException.class);
        }
    }

    private void reattach(int index, Attachment client) {
        long seen = client.info().next();
        client.close();
        Attachment again = sessions.attach("s" + index);
        try {
            assertThat(again.info().next()).isGreaterThanOrEqualTo(seen);
        } finally {
            clients.compareAndSet(index, client, again);
        }
    }

    private static void read(SessionOutput output) {
        assertThat(output.droppedBytes()).isZero();
    }

    /** Every session still answers; its log from the start is what its witness heard. */
    private void lastWord(int index) throws Exception {
        String id = "s" + index;
        Attachment client = sessions.attach(
                id,
                AttachOptions.builder(AttachmentRole.CONTROLLER)
                        .takeOver(true)
                        .fromOldest()
                        .build());
        SessionOutput all;
        do {
            while (client.interrupt() != InterruptResult.NOTHING_RAN) {
                // Everything that was sent and does not end by itself.
            }
            client.sendInput("print('the', 'end')");
            all = sessions.attach(
                            id,
                            AttachOptions.builder(AttachmentRole.OBSERVER)
                                    .fromOldest()
                                    .build())
                    .readUntilSettled(Duration.ofSeconds(30));
        } while (!all.text().endsWith("the\tend\n"));
        assertThat(all.from()).isZero();
        assertThat(all.droppedBytes()).isZero();
        assertThat(client.session().info().state()).isEqualTo(VmState.IDLE);
        assertThat(client.session().info().nextSequence()).isEqualTo(all.next());
        String whole = all.chunks().stream().map(OutputChunk::text).collect(Collectors.joining());
        assertThat(witnesses.get(index).await(all.next())).isEqualTo(whole);
    }
}
