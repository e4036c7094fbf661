// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.UnsatisfiableException;
import org.bioxen.shell.curator.CuratorServices;
import org.bioxen.shell.curator.Recorded;
import org.bioxen.shell.curator.Samples;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.verb.CommandFailure;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Verb;
import org.junit.jupiter.api.Test;

/** The commands on packages, environments and catalogs, called by Gogo itself. */
class ScopeCommandsTest {
    private final Recorded curator = new Recorded()
            .answering("install", Samples.INSTALLED)
            .answering("get", Samples.BIO)
            .answering("importFrom", Samples.INSTALLED)
            .answering("list", List.of(Samples.LAB));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CommandProcessorImpl gogo = new CommandProcessorImpl(null);
    private final CommandSession session =
            gogo.createSession(InputStream.nullInputStream(), new PrintStream(out), new PrintStream(out));

    ScopeCommandsTest() {
        CuratorServices services = curator.services();
        for (String name : List.of("pkg", "env", "repo")) {
            Scope<CuratorServices> scope = Samples.scope(name);
            ScopeCommands<CuratorServices> commands = new ScopeCommands<>(scope, services);
            for (Verb<CuratorServices> verb : scope.verbs()) {
                gogo.addCommand(name, commands.command(verb), verb.name());
            }
        }
        Function unknown = (session, words) -> GeneralCommands.unknown(session, GogoWords.texts(session, words), words);
        gogo.addCommand("bioxen", unknown, "default");
        Function help = (session, words) -> GeneralCommands.help(session, GogoWords.texts(session, words));
        gogo.addCommand("bioxen", help, "help");
        gogo.addConverter(new CuratorConverter());
    }

    private Object run(String line) throws Exception {
        return session.execute(line);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void wordsReachTheVerbAsTheyWereTyped() throws Exception {
        run("pkg:install --env bio --from lab 'json >= 1.10, < 2' csv==1.10");

        assertThat(curator.calls()).containsExactly("install[bio, [lab:json >= 1.10, < 2, lab:csv == 1.10]]");
    }

    @Test
    void whatIsReturnedIsRenderedAndHasAName() throws Exception {
        Object info = run("env:info bio");

        assertThat(String.valueOf(session.format(info, Converter.INSPECT))).contains("lua           5.4");
        assertThat(run("info = (env:info bio); $info name")).isEqualTo("bio");
        assertThat(session.format(Samples.INSTALLED, Converter.INSPECT).toString())
                .startsWith("PACKAGE")
                .endsWith("fetched");
    }

    @Test
    void aListIsATableAndItsItemsAreValues() throws Exception {
        assertThat(session.format(run("repo:list"), Converter.INSPECT).toString())
                .startsWith("ID   PRIORITY");
        assertThat(run("c = (repo:list); ($c get 0) id")).isEqualTo("lab");
    }

    @Test
    void importIsACommandThoughItIsNoMethod() throws Exception {
        run("env:import bio bio.lock");

        assertThat(curator.calls().get(0)).startsWith("importFrom[bio, ");
    }

    @Test
    void theSessionMayNameTheEnvironment() throws Exception {
        run("BIOXEN_ENV = lab");
        run("pkg:install json");

        assertThat(curator.calls()).containsExactly("install[lab, [json]]");
    }

    @Test
    void aRefusalIsItsLines() {
        curator.failing("install", new UnsatisfiableException("cannot be", List.of("because", "try")));

        assertThatThrownBy(() -> run("pkg:install --env bio json"))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(3))
                .hasToString("cannot be\nbecause\ntry");
    }

    @Test
    void wrongUsageIsOneLine() {
        assertThatThrownBy(() -> run("pkg:install --env bio"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("PACKAGE…");
    }

    @Test
    void problemsArePrintedBeforeTheyAreAFailure() {
        curator.answering("health", Samples.ILL);

        assertThatThrownBy(() -> run("env:health bio"))
                .hasMessage("the environment 'bio' has 2 problems; env:repair bio mends 1");
        assertThat(printed()).contains("share/lua/5.4/json.lua");
    }

    @Test
    void anInterruptEndsTheCommandAndNotTheNext() {
        curator.doing("install", () -> {
            Thread.currentThread().interrupt();
            throw new CuratorException("nothing was changed");
        });

        assertThatThrownBy(() -> run("pkg:install --env bio json"))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(130))
                .hasMessage("interrupted: nothing was changed");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aMistypedCommandIsAskedBackFor() {
        assertThatThrownBy(() -> run("env:lst"))
                .isInstanceOf(UsageException.class)
                .hasMessage("there is no command 'env:lst'; did you mean 'env:list'?");
        assertThatThrownBy(() -> run("frobnicate"))
                .hasMessage("there is no command 'frobnicate'; help lists those that there are");
        assertThatThrownBy(() -> run("env lst")).hasMessage("there is no verb 'lst' of env; did you mean 'list'?");
        assertThatThrownBy(() -> run("env")).hasMessage("env needs a verb; help env shows them all");
    }

    @Test
    void scopeAndVerbMayBeTwoWordsAsOnTheCommandLine() throws Exception {
        run("pkg install --env bio json");

        assertThat(curator.calls()).containsExactly("install[bio, [json]]");
    }

    @Test
    void whatAnotherCommandReturnedStandsForItsName() throws Exception {
        run("pkg:install --env (env:info bio) json");

        assertThat(curator.calls()).contains("install[bio, [json]]");
    }

    @Test
    void helpExplainsScopesAndCommandsByAnyOfTheirNames() throws Exception {
        assertThat(run("help").toString()).contains("  env ", "envs (env:list)");
        assertThat(run("help env").toString()).contains("  env:import ");
        assertThat(run("help env:import").toString()).startsWith("env:import [--offline]");
        assertThat(run("help env import")).isEqualTo(run("env:import --help"));
        assertThat(run("help envs")).isEqualTo(run("help env:list"));
        assertThat(run("help bootstrap")).isEqualTo(run("help env:bootstrap"));
        assertThat(run("help info").toString())
                .startsWith("there are vm:info, session:info, pkg:info, env:info, repo:info");
        assertThatThrownBy(() -> run("help env:improt")).hasMessageEndingWith("did you mean 'env:import'?");
    }
}
