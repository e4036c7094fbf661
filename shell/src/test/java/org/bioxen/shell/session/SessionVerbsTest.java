// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.session.HistoryEntry;
import org.bioxen.api.session.InputResult;
import org.bioxen.api.session.InterruptResult;
import org.bioxen.api.session.OutputChunk;
import org.bioxen.api.session.OutputKind;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.api.session.SessionPhase;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.Outcome;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.verb.Bench;
import org.bioxen.shell.verb.CommandFailure;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.vm.ScriptFailure;
import org.junit.jupiter.api.Test;

class SessionVerbsTest {
    private static final ExecutionResult PRINTED = ExecutionResult.builder(Outcome.COMPLETED)
            .stdout("42\n".getBytes(StandardCharsets.UTF_8))
            .stderr("hm\n".getBytes(StandardCharsets.UTF_8))
            .truncated(true)
            .build();

    private final Sessions sessions = new Sessions();
    private final Scope<SessionServices> scope = SessionVerbs.scope();
    private final Bench bench = new Bench(Path.of("/work"), Optional.empty());

    private Object run(String verb, String... words) {
        List<String> given = Arrays.asList(words);
        return scope.run(scope.get(verb), given, given, sessions.services(), bench)
                .value()
                .orElse("nothing");
    }

    private String text(String verb, String... words) {
        return SessionText.of(run(verb, words));
    }

    @Test
    void aSessionIsMadeAndLeftAtOnce() {
        assertThat(text("create", "--level", "trusted", "--log", "4k", "--history", "0", "s1"))
                .startsWith("id            s1\n");

        assertThat(sessions.calls()).hasSize(2).last().isEqualTo("close");
        assertThat(sessions.calls().get(0))
                .startsWith("create[SessionSpec[")
                .contains("s1", "log of 4096 bytes, history of 0");
        assertThatThrownBy(() -> run("create", "--log", "few", "s1"))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("--log", "few");
        assertThatThrownBy(() -> run("create", "--log", "1", "s1"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("give 1024 or more");
    }

    @Test
    void sessionsAreListedAndShown() {
        assertThat(text("list")).startsWith("ID  PHASE  VM").contains("\ns1  READY  ");
        assertThat(text("info", "s1")).contains("attached      nobody");
        assertThat((String) run("list", "--json"))
                .startsWith("{\"sessions\":[{\"id\":\"s1\",\"phase\":\"READY\",\"vm\":{\"id\":\"s1\",");
    }

    @Test
    void anInputIsEvaluatedAndItsOwnOutputPrinted() {
        sessions.answering("evaluate", Optional.of(InputResult.evaluated(1, PRINTED)));

        assertThat(run("eval", "--timeout", "5s", "s1", "x", "--quiet")).isEqualTo("nothing");

        assertThat(sessions.calls())
                .contains("evaluate[x --quiet, PT5S]")
                .last()
                .isEqualTo("close");
        assertThat(bench.printed()).isEqualTo("42\n");
        assertThat(bench.complained())
                .isEqualTo("hm\nnote: this is not all of the output; session:read shows what the log has\n");
        assertThat(bench.variable("result")).contains(PRINTED);
    }

    @Test
    void asJsonAnInputIsTheObjectOfTheCommandLine() {
        sessions.answering("evaluate", Optional.of(InputResult.evaluated(1, PRINTED)));

        run("eval", "--json", "s1", "x");

        assertThat(bench.printed())
                .startsWith("{\"outcome\":\"COMPLETED\",\"stdout\":\"42\\n\",\"stderr\":\"hm\\n\",\"truncated\":true,")
                .endsWith("\"backend\":\"luaj\",\"vm\":\"s1\"}\n");
        assertThat(bench.complained()).isEmpty();
    }

    @Test
    void anInputThatFailsIsAFailure() {
        ExecutionResult boom = ExecutionResult.builder(Outcome.SCRIPT_ERROR)
                .error(LuaError.of("boom"))
                .build();
        sessions.answering("evaluate", Optional.of(InputResult.evaluated(1, boom)));

        assertThatThrownBy(() -> run("eval", "s1", "error('boom')"))
                .isInstanceOf(ScriptFailure.class)
                .hasMessage("boom");
    }

    @Test
    void whatElseBecomesOfAnInputIsSaid() {
        sessions.answering("evaluate", Optional.of(InputResult.of(1, InputResult.Fate.INCOMPLETE)));
        run("eval", "s1", "do");
        assertThat(bench.complained()).isEqualTo("note: the chunk is incomplete and waits for its rest\n");
        run("eval", "--json", "s1", "do");
        assertThat(bench.printed()).isEqualTo("{\"input\":1,\"fate\":\"INCOMPLETE\"}\n");

        sessions.answering("evaluate", Optional.of(InputResult.of(1, InputResult.Fate.DISCARDED)));
        assertThatThrownBy(() -> run("eval", "s1", "1"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("the session ended before the input was begun");

        sessions.answering("evaluate", Optional.empty());
        assertThatThrownBy(() -> run("eval", "--timeout", "5ms", "s1", "1"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("the input is not worked off within 5 ms and goes on; session:read s1 shows its output,"
                        + " session:interrupt s1 stops it");
    }

    @Test
    void anInterruptEndsTheWaitAndTheInput() {
        sessions.doing("evaluate", () -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> run("eval", "s1", "while true do end"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("interrupted");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sessions.calls()).endsWith("interrupt", "close");
    }

    @Test
    void inputsAndTheirEndAreSent() {
        sessions.answering("sendInput", 1L);

        run("send", "s1", "print(1)", "print(2)");
        run("eof", "s1");

        assertThat(sessions.calls()).contains("sendInput[print(1) print(2)]", "sendEndOfInput");
        assertThatThrownBy(() -> run("send", "s1"))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("session:send", "CODE");
    }

    @Test
    void whatWasWrittenIsRead() {
        SessionOutput output = SessionOutput.of(
                10,
                List.of(
                        OutputChunk.of(20, OutputKind.INPUT, 1, "x\n".getBytes(StandardCharsets.UTF_8)),
                        OutputChunk.of(22, OutputKind.STDOUT, 1, "42\n".getBytes(StandardCharsets.UTF_8))),
                SessionPhase.READY);
        sessions.answering("readOutput", output).answering("readUntilSettled", output);

        assertThat(run("read", "--from", "oldest", "s1")).isEqualTo("nothing");
        run("read", "--timeout", "5s", "--json", "s1");

        assertThat(bench.complained()).isEqualTo("note: 10 bytes of the log were dropped before they could be shown\n");
        assertThat(bench.printed())
                .isEqualTo("42\n{\"text\":\"42\\n\",\"from\":10,\"next\":25,\"droppedBytes\":10,\"phase\":\"READY\","
                        + "\"chunks\":[{\"sequence\":20,\"kind\":\"INPUT\",\"input\":1,\"text\":\"x\\n\"},"
                        + "{\"sequence\":22,\"kind\":\"STDOUT\",\"input\":1,\"text\":\"42\\n\"}]}\n");
        assertThat(sessions.calls()).contains("readOutput", "readUntilSettled[PT5S]");
        assertThatThrownBy(() -> run("read", "--from", "there", "s1"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--from was given 'there'; give left-off, oldest, now, or a sequence number");
    }

    @Test
    void anInterruptTellsWhatBecameOfTheState() {
        sessions.answering("interrupt", InterruptResult.KEPT);
        assertThat(run("interrupt", "s1")).isEqualTo("interrupted s1, its state was kept");
        assertThat(run("interrupt", "--json", "s1")).isEqualTo("{\"id\":\"s1\",\"state\":\"KEPT\"}");

        sessions.answering("interrupt", InterruptResult.NOTHING_RAN);
        assertThat(run("interrupt", "s1")).isEqualTo("nothing runs in s1");
    }

    @Test
    void theHistoryIsSearched() {
        sessions.answering("history", List.of(new HistoryEntry(3, Instant.EPOCH, "print(x)")));

        assertThat(text("history", "s1", "print", "(")).contains("\n3 ", "print(x)");

        assertThat(sessions.calls()).contains("history[print (]");
        assertThat(run("history", "--json", "s1"))
                .isEqualTo("{\"inputs\":[{\"number\":3,\"time\":\"1970-01-01T00:00:00Z\",\"text\":\"print(x)\"}]}");
    }

    @Test
    void namesAreCompletedWithoutAPrompt() {
        sessions.answering("complete", List.of("string.format"));

        assertThat(run("complete", "s1", "string.fo")).isEqualTo(List.of("string.format"));
        assertThat(run("complete", "--json", "s1")).isEqualTo("{\"names\":[\"string.format\"]}");
        assertThat(sessions.calls()).containsExactly("complete[string.fo, 1000]", "complete[, 1000]");
    }

    @Test
    void anEnvironmentIsChosenClientsAreDetachedAndSessionsEnded() {
        run("env", "s1", "bio");
        run("detach", "s1");
        run("kill", "s1", "s2");

        assertThat(sessions.calls())
                .containsExactly("setEnvironment[bio]", "detach[s1]", "terminate[s1]", "terminate[s2]");
    }
}
