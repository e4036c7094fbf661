// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.bioxen.shell.terminal.LineParser;
import org.bioxen.shell.verb.Scopes;
import org.bioxen.shell.verb.Verb;
import org.jline.reader.Candidate;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** What the Tab key offers in a container without any services. */
class VerbCompleterTest {
    @TempDir
    private Path directory;

    private final CommandProcessorImpl gogo = new CommandProcessorImpl(null);
    private final CommandSession session =
            gogo.createSession(InputStream.nullInputStream(), new ByteArrayOutputStream(), new ByteArrayOutputStream());

    @BeforeEach
    void commands() {
        Function command = (caller, words) -> null;
        for (String scope : Scopes.NAMES) {
            for (Verb<?> verb : Scopes.find(scope).orElseThrow().verbs()) {
                gogo.addCommand(scope, command, verb.name());
                verb.alias().ifPresent(alias -> gogo.addCommand("bioxen", command, alias));
            }
        }
        gogo.addCommand("bioxen", command, "help");
        gogo.addCommand("bioxen", command, "default");
        session.put("SCOPE", "bioxen:*");
        session.put(Shell.VAR_COMPLETIONS, new HashMap<>());
        session.currentDir(directory);
    }

    @AfterEach
    void end() {
        session.close();
        gogo.stop();
    }

    private List<Candidate> candidates(String line) {
        BundleContext nothing = (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> null);
        List<Candidate> candidates = new ArrayList<>();
        new VerbCompleter(session, new LiveNames(nothing))
                .complete(null, new LineParser().parse(line, line.length(), ParseContext.COMPLETE), candidates);
        return candidates;
    }

    private List<String> words(String line) {
        return candidates(line).stream().map(Candidate::value).toList();
    }

    @Test
    void aCommandIsOfferedWithWhatItDoes() {
        assertThat(candidates("pk"))
                .anySatisfy(candidate -> {
                    assertThat(candidate.value()).isEqualTo("pkg:install");
                    assertThat(candidate.descr()).startsWith("installs");
                })
                .noneMatch(candidate -> candidate.value().contains("default"));
    }

    @Test
    void optionsAreOfferedWithWhatTheyMeanOnceEach() {
        assertThat(candidates("pkg:install --")).anySatisfy(candidate -> {
            assertThat(candidate.value()).isEqualTo("--dry-run");
            assertThat(candidate.descr()).contains("does nothing");
        });
        assertThat(words("pkg:install --dry-run --exclude json --"))
                .doesNotContain("--dry-run")
                .contains("--exclude", "--from");
    }

    @Test
    void theValueOfAnOptionIsWhatItNames() {
        assertThat(words("log:tail --level ")).containsExactly("trace", "debug", "info", "warn", "error", "off");
        assertThat(words("log:tail --lines ")).isEmpty();
    }

    @Test
    void aSecondOperandIsWhatItNamesWhateverOptionsStandBefore() {
        assertThat(words("log:set org.bioxen ")).contains("debug", "warn");
        assertThat(words("log:set org.bioxen debug ")).isEmpty();
    }

    @Test
    void aShortNameTakesWhatTheWholeOneTakes() {
        assertThat(words("pkgs --")).isEqualTo(words("pkg:list --"));
    }

    @Test
    void filesAreOfferedWithTheirDirectories() throws IOException {
        Files.createFile(Files.createDirectory(directory.resolve("my dir")).resolve("fault.zip"));

        assertThat(candidates("sys:dump ")).singleElement().satisfies(candidate -> {
            assertThat(candidate.value()).isEqualTo("my dir/");
            assertThat(candidate.complete()).isFalse();
        });
        assertThat(words("sys:dump 'my dir/f")).containsExactly("my dir/fault.zip");
        assertThat(words("sys:dump nosuch/f")).isEmpty();
    }

    @Test
    void commandsAreWhatHelpTakes() {
        assertThat(words("help pk")).contains("pkg", "pkg:install");
    }

    @Test
    void behindAPipeIsACommand() {
        assertThat(words("log:levels | pkg")).contains("pkg:list");
    }

    @Test
    void whatCannotBeAskedOffersNothing() {
        assertThat(words("pkg:install ")).isEmpty();
        assertThat(words("env:delete ")).isEmpty();
        assertThat(words("nosuch ")).isEmpty();
        assertThat(words("log:tail 'unfinished")).isEmpty();
    }
}
