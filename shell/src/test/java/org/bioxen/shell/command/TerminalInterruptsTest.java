// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.bioxen.shell.verb.Circumstances;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class TerminalInterruptsTest {
    /** A session in which nothing is but, perhaps, the terminal. */
    private static CommandSession session(Object terminal) {
        return (CommandSession) Proxy.newProxyInstance(
                CommandSession.class.getClassLoader(),
                new Class<?>[] {CommandSession.class},
                (proxy, method, arguments) ->
                        method.getName().equals("get") && arguments[0].equals(".terminal") ? terminal : null);
    }

    private static Terminal terminal() throws IOException {
        return new DumbTerminal(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream());
    }

    @Test
    void ctrlCDoesWhatTheScriptNeedsAndAfterwardsWhatItDidBefore() throws IOException {
        List<String> heard = new ArrayList<>();
        try (Terminal terminal = terminal()) {
            terminal.handle(Terminal.Signal.INT, signal -> heard.add("before"));

            Circumstances.Interrupts handling = TerminalInterrupts.handle(session(terminal), () -> heard.add("script"));
            terminal.raise(Terminal.Signal.INT);
            handling.close();
            terminal.raise(Terminal.Signal.INT);
        }
        assertThat(heard).containsExactly("script", "before");
    }

    @Test
    void whatEndsFirstDoesNotTakeTheHandlingOfAnotherAway() throws IOException {
        List<String> heard = new ArrayList<>();
        try (Terminal terminal = terminal()) {
            terminal.handle(Terminal.Signal.INT, signal -> heard.add("before"));

            Circumstances.Interrupts first = TerminalInterrupts.handle(session(terminal), () -> heard.add("first"));
            Circumstances.Interrupts second = TerminalInterrupts.handle(session(terminal), () -> heard.add("second"));
            first.close();
            terminal.raise(Terminal.Signal.INT);
            second.close();
            terminal.raise(Terminal.Signal.INT);
        }
        assertThat(heard).containsExactly("second", "before");
    }

    @Test
    void whatHasEndedIsNotCalledThoughSomebodyPutsItBack() throws IOException {
        List<String> heard = new ArrayList<>();
        try (Terminal terminal = terminal()) {
            terminal.handle(Terminal.Signal.INT, signal -> heard.add("before"));

            Circumstances.Interrupts handling = TerminalInterrupts.handle(session(terminal), () -> heard.add("script"));
            Terminal.SignalHandler found = terminal.handle(Terminal.Signal.INT, signal -> heard.add("reader"));
            handling.close();
            terminal.raise(Terminal.Signal.INT);
            terminal.handle(Terminal.Signal.INT, found);
            terminal.raise(Terminal.Signal.INT);
        }
        assertThat(heard).containsExactly("reader", "before");
    }

    @Test
    void ctrlCIsNotForAJobBehind() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        Semaphore listens = new Semaphore(0);
        Semaphore raised = new Semaphore(0);
        ThreadIOImpl threads = new ThreadIOImpl();
        CommandProcessorImpl gogo = new CommandProcessorImpl(threads);
        threads.start();
        gogo.addCommand(
                "lab",
                (Function) (session, words) -> {
                    Circumstances.Interrupts handling =
                            TerminalInterrupts.handle(session, () -> heard.add(String.valueOf(words.get(0))));
                    listens.release();
                    raised.tryAcquire(10, TimeUnit.SECONDS);
                    handling.close();
                    return null;
                },
                "listen");
        try (Terminal terminal = terminal();
                CommandSession session = gogo.createSession(
                        new ByteArrayInputStream(new byte[0]), OutputStream.nullOutputStream(), System.err)) {
            session.put(TerminalInterrupts.TERMINAL, terminal);
            terminal.handle(Terminal.Signal.INT, signal -> heard.add("shell"));

            session.execute("lab:listen behind &");
            assertThat(listens.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            terminal.raise(Terminal.Signal.INT);
            raised.release();
            Thread typing = new Thread(() -> {
                listens.acquireUninterruptibly();
                terminal.raise(Terminal.Signal.INT);
                raised.release();
            });
            typing.start();
            session.execute("lab:listen front");
            typing.join();
        } finally {
            gogo.stop();
            threads.stop();
        }
        assertThat(heard).containsExactly("shell", "front");
    }

    @Test
    void withoutATerminalNothingChanges() {
        TerminalInterrupts.handle(session(null), () -> {}).close();
        TerminalInterrupts.handle(session("no terminal"), () -> {}).close();
    }
}
