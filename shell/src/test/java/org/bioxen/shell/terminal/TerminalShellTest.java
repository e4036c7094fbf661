// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.bioxen.shell.output.Table;
import org.bioxen.shell.verb.CommandFailure;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** The shell with Gogo itself, at a terminal that is made of bytes. */
class TerminalShellTest {
    @TempDir
    private Path directory;

    private final ThreadIOImpl threads = new ThreadIOImpl();
    private final CommandProcessorImpl gogo = new CommandProcessorImpl(threads);
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final Map<String, Object> variables = new HashMap<>();
    private String type = "xterm-256color";
    private int columns = 80;
    private volatile TerminalShell shell;

    @BeforeEach
    void commands() {
        threads.start();
        gogo.addCommand("lab", (Function) (session, words) -> words.isEmpty() ? "nothing" : words.get(0), "say");
        gogo.addCommand(
                "lab",
                (Function) (session, words) -> {
                    throw new CommandFailure("it is not there", new IOException("disk full"));
                },
                "fail");
        gogo.addCommand(
                "lab",
                (Function) (session, words) -> {
                    throw new IllegalArgumentException("no such thing");
                },
                "balk");
        gogo.addCommand(
                "lab", (Function) (session, words) -> new Table("ID", "LOCATION").row("lab", "x".repeat(70)), "table");
        gogo.addConverter(new Converter() {
            @Override
            public Object convert(Class<?> type, Object in) {
                return null;
            }

            @Override
            public CharSequence format(Object target, int level, Converter escape) {
                return target instanceof Table ? target.toString() : null;
            }
        });
    }

    @AfterEach
    void end() {
        gogo.stop();
        threads.stop();
    }

    /** What the screen shows of these lines, which Ctrl-D follows; without what draws the lines themselves. */
    private String typed(String... lines) throws Exception {
        byte[] keys = (String.join("\r", lines) + "\r\u0004").getBytes(StandardCharsets.UTF_8);
        try (Terminal terminal =
                new ExternalTerminal("test", type, new ByteArrayInputStream(keys), screen, StandardCharsets.UTF_8)) {
            terminal.setSize(new Size(columns, 24));
            shell = new TerminalShell(context(), gogo, terminal, directory, variables);
            shell.run();
        }
        return screen.toString(StandardCharsets.UTF_8)
                .replace("\r", "")
                .replace(" ".repeat(columns), "")
                .replaceAll("\u001b\\[\\?[0-9]+[hl]|\u001b>", "");
    }

    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> method.getName().equals("getProperty")
                        ? Map.of("bioxen.data", directory.toString(), "gosh.home", directory.toString())
                                .get(arguments[0])
                        : null);
    }

    @Test
    void whatALineReturnsIsShown() throws Exception {
        assertThat(typed("lab:say hello")).contains("\nhello\n");
    }

    @Test
    void aFailureIsOneRedLineWithoutTheNameOfAClass() throws Exception {
        assertThat(typed("lab:fail", "lab:balk"))
                .contains("\n\u001b[31mit is not there\u001b[0m\n", "\n\u001b[31mno such thing\u001b[0m\n")
                .doesNotContain("Exception", "CommandFailure");
    }

    @Test
    void nothingIsColouredWhereNoColoursAreWanted() throws Exception {
        variables.put(TerminalShell.NO_COLOR, "1");

        assertThat(typed("lab:say 'x'", "lab:fail", "lab:table"))
                .contains("it is not there")
                .doesNotContainPattern("\u001b\\[[0-9;]*3[0-9]m|\u001b\\[[0-9;]*9[0-9]m");
    }

    @Test
    void aDumbTerminalGetsNoEscapes() throws Exception {
        type = "dumb";

        assertThat(typed("lab:say 'x'", "lab:fail")).contains("it is not there").doesNotContain("\u001b");
    }

    @Test
    void aTableFitsTheTerminalAndIsWholeInAPipe() throws Exception {
        columns = 40;

        String screen = typed("lab:table", "lab:table | lab:say");

        assertThat(screen).contains("lab  " + "x".repeat(34) + "…");
    }

    @Test
    void aLineThatMakesNoSenseIsNoReasonToLeave() throws Exception {
        assertThat(typed("lab:say }", "lab:say on")).contains("\non\n");
    }

    @Test
    void exclamationMarksAreLettersAsOthers() throws Exception {
        assertThat(typed("lab:say \"wow! x ~= 1 !! !x !?\"")).contains("\nwow! x ~= 1 !! !x !?\n");
    }

    @Test
    void aLineGoesOnWhereItIsNotComplete() throws Exception {
        assertThat(typed("lab:say 'a", "b'")).contains("\na\nb\n");
    }

    /** Adds a command that does this and then, if that is not interrupted, takes longer than a test may. */
    private CompletableFuture<String> longCommand(Consumer<Thread> first, long millis) {
        Thread runner = Thread.currentThread();
        CompletableFuture<String> end = new CompletableFuture<>();
        gogo.addCommand(
                "lab",
                (Function) (session, words) -> {
                    first.accept(runner);
                    try {
                        Thread.sleep(millis);
                        end.complete("done");
                    } catch (InterruptedException brokenOff) {
                        end.complete("broken off");
                        throw brokenOff;
                    }
                    return null;
                },
                "long");
        return end;
    }

    @Test
    @Timeout(30)
    void anInterruptBreaksOffWhatRunsAndTheShellGoesOn() throws Exception {
        CompletableFuture<String> end = longCommand(Thread::interrupt, 60_000);

        assertThat(typed("lab:long", "lab:say on", "lab:long", "lab:say 'and on'"))
                .contains("interrupted", "\non\n", "\nand on\n");
        assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo("broken off");
    }

    @Test
    @Timeout(30)
    void whoStopsTheShellBreaksOffWhatRuns() throws Exception {
        CompletableFuture<String> end = longCommand(
                runner -> new Thread(() -> {
                            shell.stop();
                            runner.interrupt();
                        })
                        .start(),
                60_000);

        assertThatThrownBy(() -> typed("lab:long", "lab:say on")).isInstanceOf(InterruptedException.class);
        assertThat(screen.toString(StandardCharsets.UTF_8).replace("\r", "")).doesNotContain("\non\n");
        assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo("broken off");
    }

    @Test
    @Timeout(30)
    void aCommandThatStopsTheShellIsNotBrokenOff() throws Exception {
        CompletableFuture<String> end = longCommand(
                runner -> {
                    shell.stop();
                    runner.interrupt();
                },
                200);

        typed("lab:long", "lab:say on");

        assertThat(screen.toString(StandardCharsets.UTF_8).replace("\r", "")).doesNotContain("\non\n");
        assertThat(end.getNow("goes on")).isEqualTo("done");
    }

    @Test
    void whoTypesExitLeaves() throws Exception {
        assertThat(typed("exit", "lab:say hello")).doesNotContain("\nhello\n");
    }

    @Test
    void whatWasTypedIsKeptWithoutSecrets() throws Exception {
        typed(
                "lab:say one",
                " lab:say hidden",
                "lab:say password=hunter2",
                "config:set org.bioxen.catalog.http~lab token hunter2",
                "repo:add lab https://me:hunter2@host/x",
                "lab:say two",
                "lab:say two");

        Path history = directory.resolve("shell/history");
        assertThat(Files.readString(history))
                .contains("lab:say one\n", "lab:say two\n")
                .doesNotContain("hidden", "hunter2")
                .matches(text -> text.indexOf("say two") == text.lastIndexOf("say two"));
        assertThat(Files.getPosixFilePermissions(history)).hasSize(2);
    }

    @Test
    void aProfileThatFailsIsToldAndTheShellGoesOn() throws Exception {
        Files.createDirectory(directory.resolve("etc"));
        Files.writeString(directory.resolve("etc/gosh_profile"), "x = 1\nlab:fail\n");

        assertThat(typed("lab:say $x")).contains("gosh_profile: it is not there", "\n1\n");
    }
}
