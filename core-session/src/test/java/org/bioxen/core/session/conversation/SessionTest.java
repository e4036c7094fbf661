// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.session.AttachException;
import org.bioxen.api.session.AttachOptions;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.AttachmentRole;
import org.bioxen.api.session.DetachException;
import org.bioxen.api.session.HistoryEntry;
import org.bioxen.api.session.InputResult;
import org.bioxen.api.session.InteractiveSession;
import org.bioxen.api.session.InteractiveSessionException;
import org.bioxen.api.session.InterruptResult;
import org.bioxen.api.session.OutputChunk;
import org.bioxen.api.session.OutputKind;
import org.bioxen.api.session.SessionAlreadyExistsException;
import org.bioxen.api.session.SessionEvents;
import org.bioxen.api.session.SessionInfo;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.session.SessionNotFoundException;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.api.session.SessionPhase;
import org.bioxen.api.session.SessionSpec;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Rebind;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.TooManyPendingException;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** What a session promises, on each of the real backends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class SessionTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final String backend;
    private final boolean keepsState;
    private SessionRuntime runtime;
    private SessionManager sessions;
    private VmManager vms;

    /**
     * On this backend.
     *
     * @param keepsState whether it promises to keep the Lua state when it is interrupted
     */
    SessionTest(String backend, boolean keepsState) {
        this.backend = backend;
        this.keepsState = keepsState;
    }

    @BeforeAll
    void startRuntime() throws Exception {
        runtime = new SessionRuntime();
        sessions = runtime.sessions();
        vms = runtime.vms();
    }

    @BeforeEach
    void needBackend() throws Exception {
        runtime.need(backend);
    }

    @AfterEach
    void endSessions() {
        sessions.list().forEach(info -> sessions.get(info.id()).terminate());
        assertThat(vms.list()).isEmpty();
    }

    @AfterAll
    void stopRuntime() throws Exception {
        runtime.close();
    }

    private VmSpec.Builder spec(String id) {
        return VmSpec.named(id).level(SandboxLevel.TRUSTED).backend(backend);
    }

    private Attachment create(String id) {
        return sessions.create(spec(id).build());
    }

    private static String settled(Attachment client) throws InterruptedException {
        SessionOutput output = client.readUntilSettled(SOON);
        assertThat(output.phase().isSettled())
                .as("settled after " + output.text())
                .isTrue();
        return output.text();
    }

    private static String say(Attachment client, String text) throws InterruptedException {
        client.sendInput(text);
        return settled(client);
    }

    /** Something that runs until it is stopped, and does so already. */
    private static void run(Attachment client, String source) throws InterruptedException {
        client.sendInput("print('on') " + source);
        SessionOutput output = client.readOutput(SOON);
        assertThat(output.text()).contains("on");
    }

    // ------------------------------------------------------------ the prompt

    @Test
    void anExpressionPrintsItsValues() throws Exception {
        Attachment client = create("s1");

        assertThat(say(client, "2 + 2")).isEqualTo("4\n");
        assertThat(say(client, "x = 42")).isEmpty();
        assertThat(say(client, "x, 'a'")).isEqualTo("42\ta\n");
        assertThat(say(client, "return x\n")).isEqualTo("42\n");
        assertThat(say(client, "")).isEmpty();
    }

    @Test
    void anIncompleteInputWaitsForItsRest() throws Exception {
        Attachment client = create("s1");

        client.sendInput("for i = 1, 2 do");
        SessionOutput first = client.readUntilSettled(SOON);
        assertThat(first.phase()).isEqualTo(SessionPhase.INCOMPLETE);
        assertThat(first.text()).isEmpty();
        assertThat(client.session().info().incomplete()).isTrue();
        assertThat(say(client, "print(i)")).isEmpty();
        assertThat(say(client, "end")).isEqualTo("1\n2\n");
        assertThat(client.session().info().phase()).isEqualTo(SessionPhase.READY);
    }

    @Test
    void anInterruptDropsAnIncompleteInput() throws Exception {
        Attachment client = create("s1");
        say(client, "for i = 1, 2 do");

        assertThat(client.interrupt()).isEqualTo(InterruptResult.NOTHING_RAN);

        assertThat(client.session().info().incomplete()).isFalse();
        assertThat(say(client, "1 + 1")).isEqualTo("2\n");
    }

    @Test
    void anErrorIsPrintedAndEndsNothing() throws Exception {
        Attachment client = create("s1");
        say(client, "x = 1");

        client.sendInput("error('boom')");
        SessionOutput output = client.readUntilSettled(SOON);

        assertThat(output.text(OutputKind.ERROR)).startsWith("stdin:1: boom\n");
        assertThat(say(client, "x = = 2")).contains("stdin:1:");
        assertThat(say(client, "x")).isEqualTo("1\n");
    }

    @Test
    void outputAndValuesAndErrorsKeepTheirOrder() throws Exception {
        Attachment client = create("s1");
        client.sendInput("io.write('a') print('b') return 'c'");
        client.sendInput("print('d') error('e', 0)");
        client.sendInput("'f'");

        String text = "";
        SessionOutput output;
        do {
            output = client.readOutput(SOON);
            text += output.text();
        } while (!output.phase().isSettled());

        assertThat(text).startsWith("ab\nc\nd\ne\n").endsWith("f\n");
    }

    @Test
    void whatWasSentIsInTheLogWhereItWasBegun() throws Exception {
        Attachment client = create("s1");
        client.sendInput("print(1)");
        client.sendInput("print(2)");
        settled(client);

        List<OutputChunk> chunks;
        try (Attachment watcher = sessions.attach(
                "s1",
                AttachOptions.builder(AttachmentRole.OBSERVER).fromOldest().build())) {
            chunks = watcher.readOutput().chunks();
        }

        assertThat(chunks).extracting(OutputChunk::text).containsExactly("print(1)\n", "1\n", "print(2)\n", "2\n");
        assertThat(chunks).extracting(OutputChunk::input).containsExactly(1L, 1L, 2L, 2L);
    }

    // ------------------------------------------------------------ standard input

    @Test
    void aScriptThatReadsGetsTheNextInput() throws Exception {
        Attachment client = create("s1");

        client.sendInput("name = io.read()");
        SessionOutput waits = client.readUntilSettled(SOON);
        assertThat(waits.phase()).isEqualTo(SessionPhase.WAITING_FOR_INPUT);
        SessionInfo info = client.session().info();
        assertThat(info.waitingForInput()).isTrue();
        assertThat(info.state()).isEqualTo(VmState.WAITING_FOR_INPUT);
        assertThat(say(client, "Ada")).isEmpty();
        assertThat(say(client, "name")).isEqualTo("Ada\n");
    }

    @Test
    void whatIsSentAheadIsReadAllTheSameAndTheRestIsRun() throws Exception {
        Attachment client = create("s1");
        client.sendInput("a, b = io.read(), io.read('*n')");
        client.sendInput("first line");
        client.sendInput("17");
        client.sendInput("return a, b");

        assertThat(settled(client)).isEqualTo("first line\t17\n");
    }

    @Test
    void linesThatTheScriptLeavesAreEvaluated() throws Exception {
        Attachment client = create("s1");
        say(client, "line = io.read()");

        assertThat(say(client, "taken\nprint(line)")).isEqualTo("taken\n");
    }

    @Test
    void theEndOfInputIsFoundOnce() throws Exception {
        Attachment client = create("s1");
        say(client, "all = io.read('*a')");
        client.sendInput("one");
        client.sendInput("two");
        client.sendEndOfInput();
        settled(client);

        assertThat(say(client, "all")).isEqualTo("one\ntwo\n\n");
        client.sendEndOfInput();
        assertThat(say(client, "1")).isEqualTo("1\n");
    }

    @Test
    void anEvaluatedInputThatIsReadSaysSo() throws Exception {
        Attachment client = create("s1");
        say(client, "line = io.read()");

        InputResult result = client.evaluate("hello", SOON).orElseThrow();

        assertThat(result.fate()).isEqualTo(InputResult.Fate.READ);
    }

    // ------------------------------------------------------------ evaluate

    @Test
    void evaluateGivesTheInputsOwnOutputAndValues() throws Exception {
        Attachment client = create("s1");
        client.sendInput("print('before')");

        InputResult result =
                client.evaluate("print('mine') return 2 + 2, 'x'", SOON).orElseThrow();

        assertThat(result.fate()).isEqualTo(InputResult.Fate.EVALUATED);
        assertThat(result.number()).isEqualTo(2);
        assertThat(result.stdout()).isEqualTo("mine\n4\tx\n");
        assertThat(result.values()).extracting(LuaValue::asText).containsExactly("4", "x");
        assertThat(client.readOutput().text()).isEqualTo("before\nmine\n4\tx\n");
    }

    @Test
    void evaluateTellsAnErrorAndAnIncompleteInput() throws Exception {
        Attachment client = create("s1");

        InputResult failed = client.evaluate("error('boom')", SOON).orElseThrow();
        assertThat(failed.success()).isFalse();
        assertThat(failed.error().orElseThrow().message()).isEqualTo("stdin:1: boom");
        assertThat(client.evaluate("f(", SOON).orElseThrow().fate()).isEqualTo(InputResult.Fate.INCOMPLETE);
    }

    @Test
    void evaluateGivesUpWaitingAndTheInputGoesOn() throws Exception {
        Attachment client = create("s1");
        say(client, "x = 0");

        assertThat(client.evaluate("x = io.read()", Duration.ofMillis(20))).isEmpty();
        say(client, "late");

        assertThat(say(client, "x")).isEqualTo("late\n");
    }

    // ------------------------------------------------------------ attach and detach

    @Test
    void whatWasMissedIsThereOnTheWayBack() throws Exception {
        Attachment client = create("s1");
        say(client, "x = 42");
        client.detach();
        Execution loop = vms.submit("s1", Script.of("for i = 1, 10000 do print(i) end"));
        assertThat(loop.await(SOON)).isPresent();

        Attachment again = sessions.attach("s1");
        SessionOutput missed = again.readOutput();

        StringBuilder expected = new StringBuilder();
        for (int i = 1; i <= 10_000; i++) {
            expected.append(i).append('\n');
        }
        assertThat(missed.droppedBytes()).isZero();
        assertThat(missed.text()).isEqualTo(expected.toString());
        assertThat(say(again, "x")).isEqualTo("42\n");
    }

    @Test
    void whatTheLogCannotHoldIsCounted() throws Exception {
        Attachment client = sessions.create(
                SessionSpec.builder(spec("s1").build()).logBytes(4096).build());
        client.detach();
        vms.execute("s1", Script.of("for i = 1, 10000 do print(string.format('%05d', i)) end"));

        Attachment again = sessions.attach("s1");
        SessionOutput missed = again.readOutput();

        assertThat(missed.from()).isZero();
        assertThat(missed.next()).isEqualTo(60_000);
        assertThat(missed.droppedBytes()).isPositive().isEqualTo(again.info().droppedBytes());
        long firstWhole = missed.droppedBytes() / 6 + 2;
        assertThat(missed.text()).contains(String.format("%05d%n", firstWhole)).endsWith("09999\n10000\n");
        assertThat(missed.droppedBytes() + missed.text().length()).isEqualTo(60_000);
        assertThat(again.session().info().droppedBytes()).isEqualTo(missed.droppedBytes());
    }

    @Test
    void oneControlsAndOthersWatch() throws Exception {
        Attachment client = create("s1");
        say(client, "print('early')");
        Attachment watcher = sessions.attach("s1", AttachOptions.observer());
        Attachment fromStart = sessions.attach(
                "s1",
                AttachOptions.builder(AttachmentRole.OBSERVER).fromSequence(0).build());
        say(client, "print('late')");

        assertThat(watcher.readOutput().text()).isEqualTo("late\n");
        assertThat(fromStart.readOutput().text()).isEqualTo("early\nlate\n");
        assertThatThrownBy(() -> watcher.sendInput("x = 1"))
                .isInstanceOf(AttachException.class)
                .hasMessageContaining("only observes");
        assertThatThrownBy(watcher::interrupt).isInstanceOf(AttachException.class);
        assertThatThrownBy(() -> sessions.attach("s1"))
                .isInstanceOf(AttachException.class)
                .hasMessageContaining("is controlled by");
        assertThat(client.session().info().attachments()).hasSize(3);
    }

    @Test
    void aControllerCanBeTakenOver() throws Exception {
        Attachment client = create("s1");
        Attachment other = sessions.attach(
                "s1",
                AttachOptions.builder(AttachmentRole.CONTROLLER)
                        .takeOver(true)
                        .label("terminal 2")
                        .build());

        assertThat(client.info().role()).isEqualTo(AttachmentRole.OBSERVER);
        assertThatThrownBy(() -> client.sendInput("1")).isInstanceOf(AttachException.class);
        assertThat(say(other, "1")).endsWith("1\n");
        assertThat(client.readOutput().text()).isEqualTo("-- control was taken over by attachment 2 (terminal 2)\n1\n");
        assertThat(sessions.controller("s1")).isSameAs(other);
    }

    @Test
    void attachingNeedsASessionAndAPlaceInItsLog() {
        create("s1");

        assertThatThrownBy(() -> sessions.attach("nothing"))
                .isInstanceOf(SessionNotFoundException.class)
                .hasMessageContaining("nothing");
        assertThatThrownBy(() -> sessions.attach(
                        "s1",
                        AttachOptions.builder(AttachmentRole.OBSERVER)
                                .fromSequence(1)
                                .build()))
                .isInstanceOf(AttachException.class);
    }

    @Test
    void detachingNeedsSomethingAttached() {
        Attachment client = create("s1");
        client.detach();

        assertThatThrownBy(client::detach).isInstanceOf(DetachException.class);
        assertThatThrownBy(() -> sessions.detach("s1")).isInstanceOf(DetachException.class);
        assertThatThrownBy(() -> sessions.sendInput("s1", "1")).isInstanceOf(AttachException.class);
        assertThatThrownBy(() -> client.sendInput("1")).isInstanceOf(AttachException.class);
        assertThatThrownBy(client::readOutput).isInstanceOf(AttachException.class);
        client.close();
        assertThat(client.isAttached()).isFalse();
    }

    @Test
    void anIdCanBeTakenOnce() {
        create("s1");
        vms.create(spec("plain").build());

        assertThatThrownBy(() -> create("s1"))
                .isInstanceOf(SessionAlreadyExistsException.class)
                .hasMessageContaining("exists already");
        assertThatThrownBy(() -> create("plain"))
                .isInstanceOf(SessionAlreadyExistsException.class)
                .hasMessageContaining("has no session");
        assertThatThrownBy(() -> sessions.attach("plain")).isInstanceOf(SessionNotFoundException.class);
        vms.terminate("plain");
    }

    @Test
    void theShortFormsActOnTheController() throws Exception {
        create("s1");

        sessions.sendInput("s1", "print('hello')");
        assertThat(sessions.readOutput("s1", SOON).text()).isEqualTo("hello\n");
        assertThat(sessions.evaluate("s1", "1 + 1", SOON).orElseThrow().stdout())
                .isEqualTo("2\n");
        sessions.detach("s1");
        sessions.attach("s1");
        assertThat(sessions.readOutput("s1").text()).isEqualTo("2\n");
        assertThat(sessions.list()).extracting(SessionInfo::id).containsExactly("s1");
    }

    @Test
    void aReadThatWaitsEndsWhenItsAttachmentDoes() throws Exception {
        Attachment client = create("s1");
        run(client, "while true do end");
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                client.readOutput(SOON);
                failure.complete(null);
            } catch (InterruptedException | RuntimeException expected) {
                failure.complete(expected);
            }
        });
        reader.start();

        client.detach();

        assertThat(failure.get(20, TimeUnit.SECONDS)).isInstanceOf(AttachException.class);
        reader.join();
    }

    // ------------------------------------------------------------ the VM beside the session

    @Test
    void whatIsExecutedOnTheVmIsInTheLogToo() throws Exception {
        Attachment client = create("s1");
        say(client, "x = 1");

        vms.execute("s1", Script.of("x = x + 1 print('beside') io.stderr:write('warned\\n')"));
        vms.execute("s1", Script.of("error('failed', 0)"));

        assertThat(client.readOutput().text()).startsWith("beside\nwarned\nfailed\n");
        assertThat(say(client, "x")).isEqualTo("2\n");
    }

    @Test
    void inputsAndExecutionsRunInTheOrderInWhichTheyCame() throws Exception {
        Attachment client = create("s1");
        say(client, "log = ''");
        run(client, "io.read()");
        vms.submit("s1", Script.of("log = log .. 'a'"));
        client.sendInput("go");
        client.sendInput("log = log .. 'b'");
        vms.submit("s1", Script.of("log = log .. 'c'"));
        client.sendInput("log = log .. 'd'");
        settled(client);

        assertThat(say(client, "log")).isEqualTo("abcd\n");
    }

    // ------------------------------------------------------------ interrupt

    /** Interrupts, and finds in the state what the answer said. */
    private void interrupt(Attachment client) throws InterruptedException {
        InterruptResult answer = client.interrupt();

        assertThat(settled(client)).contains("interrupted");
        if (keepsState) {
            assertThat(answer).isEqualTo(InterruptResult.KEPT);
        }
        String after = say(client, "x");
        if (answer == InterruptResult.KEPT) {
            assertThat(after).isEqualTo("42\n");
        } else {
            assertThat(answer).isEqualTo(InterruptResult.LOST);
            assertThat(after).startsWith("-- the Lua state was reset: ").endsWith("nil\n");
        }
    }

    @Test
    void aLoopIsInterruptedAndTheAnswerSaysWhatBecameOfTheState() throws Exception {
        Attachment client = create("s1");
        say(client, "x = 42");
        run(client, "while true do end");

        interrupt(client);
    }

    @Test
    void aBlockedReadIsInterruptedAndTheAnswerSaysWhatBecameOfTheState() throws Exception {
        Attachment client = create("s1");
        say(client, "x = 42");
        say(client, "io.read()");

        interrupt(client);
    }

    @Test
    void whateverIsInterruptedIsAnsweredWithinASecond() throws Exception {
        Attachment client = create("s1");
        List<String> endless = List.of(
                "coroutine.wrap(function() while true do end end)()",
                "string.find(string.rep('a', 40), string.rep('a?', 40) .. string.rep('a', 40))",
                "while true do pcall(function() while true do end end) end");
        for (String source : endless) {
            run(client, source);
            long began = System.nanoTime();
            InterruptResult result = client.interrupt();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).as(source).isLessThan(Duration.ofSeconds(2));
            assertThat(result).as(source).isIn(InterruptResult.KEPT, InterruptResult.LOST);
            settled(client);
            assertThat(say(client, "1 + 1")).as(source).endsWith("2\n");
        }
    }

    @Test
    void whatWaitsBehindAnInterruptedInputRuns() throws Exception {
        Attachment client = create("s1");
        run(client, "while true do end");
        client.sendInput("print('next')");

        client.interrupt();

        assertThat(settled(client)).endsWith("next\n");
        assertThat(client.interrupt()).isEqualTo(InterruptResult.NOTHING_RAN);
    }

    // ------------------------------------------------------------ the end

    @Test
    void anExitEndsTheSessionWithItsCode() throws Exception {
        Attachment client = create("s1");
        InteractiveSession session = client.session();

        client.sendInput("print('bye') os.exit(3)");
        SessionOutput last = client.readUntilSettled(SOON);

        assertThat(last.phase()).isEqualTo(SessionPhase.ENDED);
        assertThat(last.text()).isEqualTo("bye\n-- the session has ended with exit code 3\n");
        assertThat(session.info().exitCode()).hasValue(3);
        assertThat(session.info().state()).isEqualTo(VmState.TERMINATED);
        assertThat(sessions.find("s1")).isEmpty();
        assertThatThrownBy(() -> client.sendInput("1")).isInstanceOf(SessionNotFoundException.class);
        assertThat(client.isAttached()).isTrue();
    }

    @Test
    void whatWaitsWhenTheSessionEndsIsDiscarded() throws Exception {
        Attachment client = create("s1");
        run(client, "while true do end");
        CompletableFuture<InputResult> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return client.evaluate("1", SOON).orElseThrow();
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        });
        while (client.session().history().size() < 2) {
            Thread.onSpinWait();
        }

        sessions.terminate("s1");

        assertThat(waiting.get(20, TimeUnit.SECONDS).fate()).isEqualTo(InputResult.Fate.DISCARDED);
        assertThat(settled(client)).endsWith("-- the session has been terminated\n");
        assertThat(client.session().info().phase()).isEqualTo(SessionPhase.ENDED);
    }

    @Test
    void sessionsEndWithTheBundleThatMadeThemUnlessTheyPersist() throws Exception {
        Bundle bundle = runtime.install("org.example.maker");
        SessionManager its = runtime.sessions(bundle);
        Attachment passing = its.create(spec("passing").build());
        Attachment lasting = its.create(spec("lasting").persistent(true).build());
        say(lasting, "x = 42");
        Attachment watcher = sessions.attach("passing", AttachOptions.observer());
        CompletableFuture<Void> over = new CompletableFuture<>();
        watcher.listen(output -> {
            if (output.phase() == SessionPhase.ENDED) {
                over.complete(null);
            }
        });

        bundle.stop();
        over.get(20, TimeUnit.SECONDS);

        assertThat(passing.session().info().phase()).isEqualTo(SessionPhase.ENDED);
        assertThat(say(
                        sessions.attach(
                                "lasting",
                                AttachOptions.builder(AttachmentRole.CONTROLLER)
                                        .takeOver(true)
                                        .build()),
                        "x"))
                .endsWith("42\n");
        bundle.uninstall();
    }

    @Test
    void anEngineThatMustNotBeReplacedTakesTheSessionWithIt() throws Exception {
        Attachment client = sessions.create(spec("s1").rebind(Rebind.NEVER).build());
        Bundle bundle = runtime.bundle("org.bioxen.core." + backend);

        bundle.stop();
        bundle.start();
        runtime.need(backend);

        assertThat(client.readUntilSettled(SOON).phase()).isEqualTo(SessionPhase.ENDED);
        assertThat(client.session().info().state()).isEqualTo(VmState.LOST);
        assertThatThrownBy(() -> client.sendInput("1")).isInstanceOf(SessionNotFoundException.class);
        sessions.terminate("s1");
        assertThat(sessions.find("s1")).isEmpty();
    }

    @Test
    void moreThanTheQueueHoldsIsRefusedAndNotRemembered() throws Exception {
        Attachment client = create("s1");
        run(client, "while true do end");
        for (int i = 0; i < 1000; i++) {
            client.sendInput("n = (n or 0) + 1");
        }

        assertThatThrownBy(() -> client.sendInput("n = -1")).isInstanceOf(TooManyPendingException.class);
        assertThat(client.session().history("-1")).isEmpty();
        assertThat(client.session().info().pendingInputs()).isEqualTo(1000);
        client.interrupt();
        settled(client);
        assertThat(say(client, "n")).endsWith("1000\n");
    }

    // ------------------------------------------------------------ events

    @Test
    void whatHappensToASessionIsToldOnTheEventAdmin() throws Exception {
        BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
        Hashtable<String, Object> topics = new Hashtable<>();
        topics.put(EventConstants.EVENT_TOPIC, SessionEvents.ALL_TOPICS);
        topics.put(EventConstants.EVENT_FILTER, "(" + SessionEvents.SESSION + "=told)");
        EventHandler handler = heard::add;
        ServiceRegistration<EventHandler> registration =
                runtime.context().registerService(EventHandler.class, handler, topics);
        runtime.awaitEvents();

        Attachment client = create("told");
        sessions.attach(
                "told",
                AttachOptions.builder(AttachmentRole.CONTROLLER)
                        .takeOver(true)
                        .label("terminal 2")
                        .build());
        client.detach();
        vms.execute("told", Script.of("os.exit(7)"));

        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            events.add(heard.poll(20, TimeUnit.SECONDS));
        }
        registration.unregister();
        assertThat(events)
                .extracting(Event::getTopic)
                .containsExactly(
                        SessionEvents.CREATED,
                        SessionEvents.ATTACHED,
                        SessionEvents.ATTACHED,
                        SessionEvents.TAKEN_OVER,
                        SessionEvents.DETACHED,
                        SessionEvents.ENDED);
        assertThat(events).allMatch(event -> "told".equals(event.getProperty(SessionEvents.SESSION)));
        assertThat(events.get(3).getProperty(SessionEvents.LABEL)).isEqualTo("terminal 2");
        assertThat(events.get(3).getProperty(SessionEvents.ATTACHMENT)).isEqualTo(2L);
        assertThat(events.get(4).getProperty(SessionEvents.ROLE)).isEqualTo("OBSERVER");
        assertThat(events.get(5).getProperty(SessionEvents.EXIT_CODE)).isEqualTo(7);
    }

    // ------------------------------------------------------------ engines that come and go

    @Test
    void anEngineThatGoesLeavesLogAndHistory() throws Exception {
        Attachment client = create("s1");
        say(client, "x = 42");
        Bundle bundle = runtime.bundle("org.bioxen.core." + backend);

        bundle.stop();
        assertThat(client.session().info().state()).isEqualTo(VmState.SUSPENDED);
        assertThat(client.session().complete("s", 10)).isEmpty();
        assertThat(client.session().history()).extracting(HistoryEntry::text).containsExactly("x = 42");
        bundle.start();
        runtime.need(backend);
        InputResult result = client.evaluate("x", SOON).orElseThrow();

        assertThat(result.stdout()).isEqualTo("nil\n");
        assertThat(result.execution().orElseThrow().stateAfter()).isEqualTo(StateAfter.RESET);
        assertThat(client.readOutput().text())
                .startsWith("-- the Lua state was reset: ")
                .endsWith("nil\n");
        assertThat(say(client, "1")).isEqualTo("1\n");
    }

    @Test
    void anInputWithoutABackendSaysSoAndTheSessionGoesOn() throws Exception {
        Attachment client = create("s1");
        Bundle bundle = runtime.bundle("org.bioxen.core." + backend);

        bundle.stop();
        InputResult failed = client.evaluate("1", SOON).orElseThrow();
        bundle.start();
        runtime.need(backend);

        assertThat(failed.execution().orElseThrow().outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThat(client.readOutput().text(OutputKind.ERROR)).contains("suspended");
        assertThat(say(client, "1")).endsWith("1\n");
    }

    // ------------------------------------------------------------ listeners

    @Test
    void aListenerIsBroughtAllOutputAndTheEnd() throws Exception {
        Attachment client = create("s1");
        StringBuffer heard = new StringBuffer();
        CompletableFuture<Void> over = new CompletableFuture<>();
        client.listen(output -> {
            heard.append(output.text());
            if (output.phase() == SessionPhase.ENDED) {
                over.complete(null);
            }
        });

        client.sendInput("for i = 1, 3 do print(i) end");
        client.sendInput("os.exit(0)");
        over.get(20, TimeUnit.SECONDS);

        assertThat(heard).hasToString("1\n2\n3\n-- the session has ended with exit code 0\n");
    }

    @Test
    void listenersThatHangOrThrowHurtNobody() throws Exception {
        Attachment client = sessions.create(
                SessionSpec.builder(spec("s1").build()).logBytes(1024).build());
        CompletableFuture<Void> hangs = new CompletableFuture<>();
        CompletableFuture<Void> release = new CompletableFuture<>();
        CompletableFuture<Long> dropped = new CompletableFuture<>();
        client.listen(output -> {
            throw new IllegalStateException("a bug of the listener");
        });
        client.listen(output -> {
            hangs.complete(null);
            release.join();
            if (output.droppedBytes() > 0) {
                dropped.complete(output.droppedBytes());
            }
        });
        hangs.get(20, TimeUnit.SECONDS);

        InputResult result = client.evaluate("for i = 1, 1000 do print(string.format('%05d', i)) end", SOON)
                .orElseThrow();
        release.complete(null);

        assertThat(result.success()).isTrue();
        assertThat(result.stdout()).hasSize(6000);
        assertThat(dropped.get(20, TimeUnit.SECONDS)).isGreaterThan(4000);
    }

    @Test
    void aListenerThatIsClosedHearsNoMore() throws Exception {
        Attachment client = create("s1");
        CompletableFuture<Void> first = new CompletableFuture<>();
        StringBuffer heard = new StringBuffer();
        Attachment.Subscription subscription = client.listen(output -> {
            heard.append(output.text());
            first.complete(null);
        });
        first.get(20, TimeUnit.SECONDS);

        subscription.close();

        assertThat(say(client, "1")).isEqualTo("1\n");
        assertThat(heard).isEmpty();
    }

    @Test
    void whoListenedHasSeenTheLogWhenHeComesBack() throws Exception {
        Attachment client = create("s1");
        CompletableFuture<Void> heard = new CompletableFuture<>();
        client.listen(output -> {
            if (output.text().contains("1\n")) {
                heard.complete(null);
            }
        });
        client.sendInput("1");
        heard.get(20, TimeUnit.SECONDS);
        client.detach();

        assertThat(sessions.attach("s1").readOutput().text()).isEmpty();
    }

    // ------------------------------------------------------------ history, completion, environment

    @Test
    void whatWasSentIsRememberedAndFound() throws Exception {
        Attachment client = sessions.create(
                SessionSpec.builder(spec("s1").build()).historyEntries(3).build());
        for (String text : List.of("a = 1", "Genome = 2", "genome\n", "b = 3")) {
            say(client, text);
        }

        assertThat(client.session().history())
                .extracting(HistoryEntry::text)
                .containsExactly("Genome = 2", "genome", "b = 3");
        assertThat(client.session().history("genom"))
                .extracting(HistoryEntry::number)
                .containsExactly(2L, 3L);
    }

    @Test
    void namesAreCompletedFromTheLiveState() throws Exception {
        Attachment client = create("s1");
        say(client, "genome = {gc = 1, gap = 2}");

        assertThat(client.complete("genome.g", 10)).containsExactly("genome.gap", "genome.gc");
        assertThat(client.complete("string.for", 10)).containsExactly("string.format");
        run(client, "while true do end");
        assertThat(client.complete("genome.g", 10)).isEmpty();
        client.interrupt();
    }

    @Test
    void anEnvironmentIsRefusedWhereNothingManagesThem() {
        Attachment client = create("s1");

        assertThatThrownBy(() -> client.session().setEnvironment("genomics"))
                .isInstanceOf(InteractiveSessionException.class)
                .hasMessageContaining("nothing here manages environments");
    }
}
