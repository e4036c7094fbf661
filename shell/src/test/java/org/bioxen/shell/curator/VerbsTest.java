// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.EnvironmentNotFoundException;
import org.bioxen.api.curator.HealthReport;
import org.bioxen.api.curator.SearchResult;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Bench;
import org.bioxen.shell.verb.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the verbs make of their arguments. */
class VerbsTest {
    private final Recorded curator = new Recorded()
            .answering("install", Samples.INSTALLED)
            .answering("update", Samples.INSTALLED)
            .answering("remove", Samples.INSTALLED)
            .answering("autoremove", Samples.INSTALLED)
            .answering("sync", Samples.INSTALLED)
            .answering("bootstrap", Samples.INSTALLED)
            .answering("importFrom", Samples.INSTALLED)
            .answering("rollback", Samples.INSTALLED)
            .answering("list", List.of(Samples.BIO))
            .answering("get", Samples.BIO)
            .answering("create", Samples.BIO)
            .answering("copy", Samples.BIO)
            .answering("add", Samples.LAB)
            .answering("enable", Samples.LAB)
            .answering("priority", Samples.LAB)
            .answering("info", Samples.INFO)
            .answering("lock", "{}\n")
            .answering("collectGarbage", 5L << 20)
            .answering("search", new SearchResult(List.of(), false, List.of()));

    @TempDir
    private Path directory;

    private Answer run(String scope, String verb, String... words) {
        return run(Optional.of("usual"), scope, verb, words);
    }

    private Answer run(Optional<String> environment, String scope, String verb, String... words) {
        Scope<CuratorServices> named = Samples.scope(scope);
        List<String> typed = Arrays.asList(words);
        return named.run(named.get(verb), typed, typed, curator.services(), new Bench(directory, environment));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pkg|install json|install[usual, [json]]",
                "pkg|install --env bio json strings==1.0|install[bio, [json, strings == 1.0]]",
                "pkg|install --from lab json|install[usual, [lab:json]]",
                "pkg|install lab:json --env=bio|install[bio, [lab:json]]",
                "pkg|update|update[usual, []]",
                "pkg|update JSON --env bio|update[bio, [json]]",
                "pkg|remove json --force|remove[usual, [json]]",
                "pkg|autoremove|autoremove[usual]",
                "pkg|list --env bio|list[bio]",
                "pkg|pin json|pin[usual, json, true]",
                "pkg|unpin json --env bio|pin[bio, json, false]",
                "pkg|lock --env bio|lock[bio]",
                "pkg|search fast json --limit 7|search[fast json, 7]",
                "pkg|search|search[, 50]",
                "pkg|info json|info[json, Optional.empty]",
                "pkg|info json 1.1 --from lab|info[json 1.1, Optional[lab]]",
                "env|create bio|create[bio, 5.4]",
                "env|create bio --lua 5.1|create[bio, 5.1]",
                "env|list|list[]",
                "env|info bio|get[bio]",
                "env|info|get[usual]",
                "env|copy bio test|copy[bio, test]",
                "env|clone bio test|copy[bio, test]",
                "env|bootstrap bio|bootstrap[bio, standard]",
                "env|bootstrap bio minimal|bootstrap[bio, minimal]",
                "env|rollback bio|rollback[bio, Optional.empty]",
                "env|rollback bio 3|rollback[bio, Optional[3]]",
                "env|gc|collectGarbage[]",
                "repo|add lab https://lab.example/lua --priority 20|add[lab, https://lab.example/lua, 20]",
                "repo|add lab https://lab.example/lua|add[lab, https://lab.example/lua, 0]",
                "repo|remove lab|remove[lab]",
                "repo|enable lab|enable[lab, true]",
                "repo|disable lab|enable[lab, false]",
                "repo|priority lab 7|priority[lab, 7]",
            })
    void aVerbAsksTheCuratorForWhatWasTyped(String scope, String line, String call) {
        String[] words = line.split(" ");

        run(scope, words[0], Arrays.copyOfRange(words, 1, words.length));

        assertThat(curator.calls()).containsExactly(call);
    }

    @Test
    void anEnvironmentIsDeletedOnlyIfAllThatAreNamedAreThere() {
        curator.failing("get", new EnvironmentNotFoundException("there is no environment 'boi'"));

        assertThatThrownBy(() -> run("env", "delete", "boi")).isInstanceOf(EnvironmentNotFoundException.class);

        assertThat(curator.calls()).containsExactly("get[boi]");
    }

    @Test
    void pathsAreRelativeToTheDirectory() {
        run("pkg", "sync", "bio.lock");
        run("env", "import", "bio", "../bio.lock");
        run("repo", "add", "mine", "packages");

        assertThat(curator.calls())
                .containsExactly(
                        "sync[usual, " + directory.resolve("bio.lock") + "]",
                        "importFrom[bio, " + directory.resolveSibling("bio.lock") + "]",
                        "add[mine, " + directory.resolve("packages") + ", 0]");
    }

    @Test
    void optionsSayHowAChangeIsMade() {
        run(
                "pkg",
                "install",
                "--dry-run",
                "--offline",
                "--oldest",
                "--allow-yanked",
                "--exclude",
                "json >= 2",
                "--exclude",
                "csv",
                "--lock-timeout",
                "2m",
                "json");

        assertThat(curator.options().dryRun()).isTrue();
        assertThat(curator.options().offline()).isTrue();
        assertThat(curator.options().oldest()).isTrue();
        assertThat(curator.options().allowYanked()).isTrue();
        assertThat(curator.options().force()).isFalse();
        assertThat(curator.options().excludes()).extracting(Object::toString).containsExactly("json >= 2", "csv");
        assertThat(curator.options().lockTimeout()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void removalMayTakeAlongWhatNobodyNeedsAndWhatOthersNeed() {
        run("pkg", "remove", "--autoremove", "--force", "--lock-timeout", "0", "json");

        assertThat(curator.options().autoremove()).isTrue();
        assertThat(curator.options().force()).isTrue();
        assertThat(curator.options().lockTimeout()).isZero();
    }

    @Test
    void withoutAnEnvironmentTheMessageNamesThoseThatAreThere() {
        assertThatThrownBy(() -> run(Optional.empty(), "pkg", "list"))
                .isInstanceOf(UsageException.class)
                .hasMessage("pkg:list needs an environment: give --env NAME or set BIOXEN_ENV; there is bio");
        assertThatThrownBy(() -> run(Optional.empty(), "env", "health"))
                .hasMessage("env:health needs an environment: give its NAME or set BIOXEN_ENV; there is bio");
    }

    @Test
    void withoutAnyEnvironmentTheMessageSaysHowToMakeOne() {
        curator.answering("list", List.of());

        assertThatThrownBy(() -> run(Optional.empty(), "pkg", "install", "json"))
                .hasMessageEndingWith("there is none yet, env:create makes one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pkg|install|but was given nothing",
                "pkg|install json>>1|no list of version constraints",
                "pkg|install J?|constraints",
                "pkg|install a:json --from b|another catalog",
                "pkg|install json --lock-timeout 25h|at most 24h",
                "pkg|install json --exclude =|names no package",
                "pkg|remove|NAME…",
                "pkg|info json one two three|but was given",
                "pkg|list bio|but was given bio",
                "pkg|search --limit 0 x|--limit",
                "env|create|NAME",
                "env|rollback bio latest|env:generations",
                "env|import bio|FILE",
                "repo|add lab|LOCATION",
                "repo|add lab x --priority high|whole number",
                "repo|priority lab high|whole number",
            })
    void whatMakesNoSenseIsWrongUsageAndAsksNobody(String scope, String line, String hint) {
        String[] words = line.split(" ");

        assertThatThrownBy(() -> run(scope, words[0], Arrays.copyOfRange(words, 1, words.length)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(hint)
                .hasMessageNotContaining("\n");
        assertThat(curator.calls()).isEmpty();
    }

    @Test
    void aNameThatTheCuratorRefusesIsWrongUsage() {
        curator.failing("create", new IllegalArgumentException("'5.9' is no Lua version"));

        assertThatThrownBy(() -> run("env", "create", "bio", "--lua", "5.9"))
                .isInstanceOf(UsageException.class)
                .hasMessage("'5.9' is no Lua version");
    }

    @Test
    void aNameThatCannotBeOneIsWrongUsageAlsoWhereItIsLookedFor() {
        curator.failing("get", new IllegalArgumentException("'a/b' is no name"));

        assertThatThrownBy(() -> run("env", "info", "a/b"))
                .isInstanceOf(UsageException.class)
                .hasMessage("'a/b' is no name");
    }

    @Test
    void aLockFileIsWrittenOrShown() throws IOException {
        assertThat(run("pkg", "lock").value()).contains("{}");
        assertThat(run("pkg", "lock", "bio.lock").value()).contains("wrote " + directory.resolve("bio.lock"));
        assertThat(Files.readString(directory.resolve("bio.lock"))).isEqualTo("{}\n");
    }

    @Test
    void problemsAreShownAndAreAFailure() {
        curator.answering("health", Samples.ILL);

        Answer answer = run("env", "doctor", "bio");

        assertThat(answer.value()).contains(Samples.ILL);
        assertThat(answer.complaint()).contains("the environment 'bio' has 2 problems; env:repair bio mends 1");
    }

    @Test
    void goodHealthIsNoFailure() {
        curator.answering("verify", new HealthReport("bio", List.of(), 12));

        assertThat(run("pkg", "verify").complaint()).isEmpty();
    }

    @Test
    void aCatalogThatCannotBeAskedMakesRefreshFail() {
        curator.answering("refresh", List.of(Samples.LAB));

        Answer answer = run("repo", "refresh", "lab");

        assertThat(answer.complaint()).contains("1 of 1 catalog could not be asked");
        assertThat(CuratorText.of(answer.value().orElseThrow())).contains("lab: connection refused");
    }

    @Test
    void jsonAndQuietReplaceTheAnswer() {
        assertThat(run("env", "gc", "--json").value()).contains("{\"bytesFreed\":5242880}");
        assertThat(run("env", "gc", "--quiet").value()).isEmpty();
        assertThat(run("env", "gc").value().map(CuratorText::of)).contains("freed 5.0 MiB");
    }

    @Test
    void aQuietChangeTellsNoProgress() {
        run("pkg", "install", "--quiet", "json");

        assertThat(curator.options().progress())
                .isSameAs(ChangeOptions.builder().build().progress());
    }
}
