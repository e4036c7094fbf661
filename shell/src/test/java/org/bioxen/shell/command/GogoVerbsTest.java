// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Descriptor;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.UnsatisfiableException;
import org.bioxen.shell.curator.CuratorServices;
import org.bioxen.shell.curator.Recorded;
import org.bioxen.shell.curator.Samples;
import org.bioxen.shell.curator.Verb;
import org.bioxen.shell.curator.Verbs;
import org.bioxen.shell.options.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands on packages, environments and catalogs, called by Gogo itself. */
class GogoVerbsTest {
    private final Recorded curator = new Recorded()
            .answering("install", Samples.INSTALLED)
            .answering("get", Samples.BIO)
            .answering("importFrom", Samples.INSTALLED)
            .answering("list", List.of(Samples.LAB));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CommandProcessorImpl gogo = new CommandProcessorImpl(null);
    private final CommandSession session =
            gogo.createSession(InputStream.nullInputStream(), new PrintStream(out), new PrintStream(out));

    GogoVerbsTest() {
        CuratorServices services = curator.services();
        Object[] commands = {
            new PackageCommands(
                    services.curator(), services.packages(), services.environments(), services.repositories(), gogo),
            new EnvironmentCommands(
                    services.curator(), services.packages(), services.environments(), services.repositories(), gogo),
            new RepositoryCommands(
                    services.curator(), services.packages(), services.environments(), services.repositories(), gogo)
        };
        String[] scopes = {"pkg", "env", "repo"};
        for (int i = 0; i < scopes.length; i++) {
            for (Verb verb : Verbs.of(scopes[i])) {
                gogo.addCommand(scopes[i], commands[i], verb.name());
            }
        }
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

    static Stream<Arguments> verbs() {
        return Stream.of(
                        Arguments.of("pkg", PackageCommands.class),
                        Arguments.of("env", EnvironmentCommands.class),
                        Arguments.of("repo", RepositoryCommands.class))
                .flatMap(scope ->
                        Verbs.of((String) scope.get()[0]).stream().map(verb -> Arguments.of(verb, scope.get()[1])));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void theHelpOfTheShellIsThatOfTheCommandLine(Verb verb, Class<?> commands) throws Exception {
        String name = verb.name().equals("import") ? "_import" : verb.name();
        Method method = commands.getMethod(name, CommandSession.class, String[].class);

        assertThat(method.getAnnotation(Descriptor.class).value()).isEqualTo(verb.description());
        assertThat(method.getParameters()[1].getAnnotation(Descriptor.class).value())
                .isEqualTo(verb.usage());
    }
}
