// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every command that there is, also of those of tomorrow. */
class ScopesTest {
    static Stream<Verb<?>> verbs() {
        return Scopes.NAMES.stream().flatMap(name -> Scopes.find(name).orElseThrow().verbs().stream());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void helpIsWholeAndFitsATerminal(Verb<?> verb) {
        String help = verb.help();

        assertThat(help).startsWith(verb.toString());
        assertThat(verb.description()).isNotBlank().doesNotEndWith(".");
        for (Option option : verb.options()) {
            assertThat(words(help)).contains(option.flag() + " ", option.description());
            assertThat(option == Option.HELP || verb.usage().contains("[" + option.flag()))
                    .as("the usage of %s names %s", verb, option)
                    .isTrue();
        }
        assertThat(verb.examples()).as("examples of %s", verb).isNotEmpty();
        assertThat(help).contains(verb.examples());
        assertThat(help.lines()
                        .filter(line -> !line.startsWith("Example: ") && !line.startsWith("Outside the shell: ")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }

    /** Without the line ends and the spaces of a table. */
    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void whatIsNamedByOperandsIsSaidForEach(Verb<?> verb) {
        String[] operands =
                verb.operands().isEmpty() ? new String[0] : verb.operands().split(" ");

        assertThat(verb.nouns()).as("%s takes %s", verb, verb.operands()).hasSizeLessThanOrEqualTo(operands.length);
    }

    @Test
    void noTwoCommandsHaveOneName() {
        Set<String> names = new HashSet<>();

        verbs().forEach(verb -> {
            assertThat(names.add(verb.toString())).as(verb.toString()).isTrue();
            verb.alias()
                    .ifPresent(alias -> assertThat(names.add(alias)).as(alias).isTrue());
        });
    }

    @Test
    void aVerbIsFoundByItsWholeNameAndByItsShortOne() {
        assertThat(Scopes.verb("env:list").map(Object::toString)).contains("env:list");
        assertThat(Scopes.verb("envs").map(Object::toString)).contains("env:list");
        assertThat(Scopes.verb("list")).isEmpty();
        assertThat(Scopes.verb("nothing:list")).isEmpty();
        assertThat(Scopes.find("nothing")).isEmpty();
    }

    @Test
    void helpOnAScopeListsItsVerbs() {
        for (String name : Scopes.NAMES) {
            Scope<?> scope = Scopes.find(name).orElseThrow();
            assertThat(scope.verbs()).allSatisfy(verb -> assertThat(words(scope.help()))
                    .contains(" " + verb + " " + verb.description()));
            assertThat(scope.help().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
        }
    }

    @Test
    void anUnknownVerbIsAskedBackForOrNamesThoseThatThereAre() {
        Scope<?> repo = Scopes.find("repo").orElseThrow();

        assertThatThrownBy(() -> repo.get("ad"))
                .isInstanceOf(UsageException.class)
                .hasMessage("there is no verb 'ad' of repo; did you mean 'add'?");
        assertThatThrownBy(() -> repo.get("frobnicate"))
                .isInstanceOf(UsageException.class)
                .hasMessage("there is no verb 'frobnicate' of repo; there are add, remove, list, info, enable, disable,"
                        + " priority, refresh");
    }

    @Test
    void aShorthandIsItsOption() {
        Verb<String> verb = Verb.<String>named("x", "y")
                .does("follows")
                .options(Option.FOLLOW)
                .shorthand("-f", Option.FOLLOW)
                .example("y -f")
                .by(call -> Answer.of(call.has(Option.FOLLOW)));
        Scope<String> scope = new Scope<>("x", "a test", List.of(verb), String::valueOf, String::valueOf);
        Bench bench = new Bench(Path.of(""), Optional.empty());

        assertThat(scope.run(verb, List.of("-f"), List.of("-f"), "", bench).value())
                .contains(true);
        assertThat(scope.run(verb, List.of(), List.of(), "", bench).value()).contains(false);
    }
}
