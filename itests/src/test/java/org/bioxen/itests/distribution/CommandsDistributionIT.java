// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.itests.distribution.Bioxen.bioxen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the shell, as its own help describes it: also those that are added tomorrow. */
class CommandsDistributionIT {
    /** What the examples take for granted. */
    private static final List<String> WORLD = List.of(
            "env:create bio --lua 5.4",
            "pkg:install --env bio json",
            "env:export bio bio.lock",
            "vm:create --level trusted lab",
            "vm:group --level trusted workers 2",
            "session:create --level trusted s1",
            "log:set org.bioxen.curator debug");

    /** What is done before each example of a scope, for those that another has taken away; and what one of them needs beside. */
    private static final Map<String, List<String>> BEFORE = Map.ofEntries(
            Map.entry("env", List.of("env:create bio --lua 5.4", "env:delete bio-test", "env:delete bio-again")),
            Map.entry("pkg", List.of("pkg:install --env bio json")),
            Map.entry("repo", List.of("repo:add lab packages")),
            Map.entry("vm", List.of("vm:create --level trusted lab")),
            Map.entry("session", List.of("session:create --level trusted s1")),
            Map.entry("env:create", List.of("env:delete bio")),
            Map.entry("env:rollback", List.of("pkg:install --env bio json", "pkg:remove --env bio json")),
            Map.entry("repo:add", List.of("repo:remove lab")));

    /** What an example says that cannot work in a script, because nobody sits there. */
    private static final Map<String, String> ALONE = Map.of("session:detach", "nobody controls session 's1'");

    /** What goes on until somebody ends it; a person at a terminal does that in other tests. */
    private static final List<String> ENDLESS = List.of("--follow");

    @TempDir
    private Path directory;

    private Completed shell(List<String> lines) {
        return bioxen().in(directory)
                .with("BIOXEN_DATA", directory.resolve("data").toString())
                .run("-c", String.join("\n", lines));
    }

    /** The names of all commands, as help lists them. */
    private List<String> commands() {
        List<String> scopes = bioxen().run("-c", "help")
                .exits(0)
                .stdout()
                .lines()
                .filter(line -> line.matches(" {2}\\S.*"))
                .map(line -> line.strip().split(" ")[0])
                .toList();
        assertThat(scopes).contains("vm", "session", "pkg", "env", "repo", "log", "config", "sys");
        return shell(scopes.stream().map(scope -> "help " + scope + " | cat").toList())
                .exits(0)
                .stdout()
                .lines()
                .filter(line -> line.matches(" {2}\\S.*"))
                .map(line -> line.strip().split(" ")[0])
                .toList();
    }

    /** The help of each command. */
    private Map<String, String> help(List<String> commands) {
        List<String> script = new ArrayList<>();
        for (String command : commands) {
            script.add("echo '=== " + command + "'");
            script.add("help " + command + " | cat");
        }
        Map<String, String> help = new LinkedHashMap<>();
        for (String part : ("\n" + shell(script).exits(0).stdout()).split("\n=== ")) {
            if (!part.isBlank()) {
                help.put(part.substring(0, part.indexOf('\n')), part.substring(part.indexOf('\n') + 1));
            }
        }
        return help;
    }

    @Test
    void everyCommandIsDescribedWithItsOptionsAndAnExampleThatWorks() throws IOException {
        List<String> commands = commands();
        assertThat(commands).hasSizeGreaterThan(75).doesNotHaveDuplicates();
        Map<String, String> help = help(commands);
        assertThat(help.keySet()).containsExactlyElementsOf(commands);

        List<String> script = new ArrayList<>(WORLD);
        List<String> announced = new ArrayList<>();
        script.replaceAll(line -> line + " | cat");
        help.forEach((command, text) -> {
            assertThat(text).as("help %s", command).startsWith(command).contains("\n  --help ", "\nExample: ");
            List<String> examples = text.lines()
                    .filter(line -> line.startsWith("Example: "))
                    .map(line -> line.substring("Example: ".length()))
                    .toList();
            for (String example : examples) {
                if (ENDLESS.stream().anyMatch(example::contains)) {
                    continue;
                }
                for (String key : List.of(command.substring(0, command.indexOf(':')), command)) {
                    BEFORE.getOrDefault(key, List.of()).forEach(line -> script.add("try { " + line + " } { }"));
                }
                announced.add(example);
                script.add("echo '=== " + (announced.size() - 1) + "'");
                script.add("try { " + example + " } { echo \"FAILED ${exception}\" }");
            }
        });
        Files.writeString(directory.resolve("script.lua"), "print('hello from', ...)");
        catalog(directory.resolve("packages"));
        String said = shell(script).exits(0).stdout();

        List<String> failed = new ArrayList<>();
        String[] parts = said.split("(?m)^=== ");
        for (int i = 1; i < parts.length; i++) {
            Optional<String> failure =
                    parts[i].lines().filter(line -> line.startsWith("FAILED")).findFirst();
            int index = i - 1;
            String command = announced.get(index).split(" ")[0];
            failure.filter(why -> !ALONE.containsKey(command) || !why.contains(ALONE.get(command)))
                    .ifPresent(why -> failed.add(announced.get(index) + ": " + why));
        }
        assertThat(parts).hasSize(announced.size() + 1);
        assertThat(failed).isEmpty();
    }

    /** The catalog that comes with the distribution, once more. */
    private static void catalog(Path copy) throws IOException {
        Path original = Bioxen.HOME.resolve("catalog");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(original.relativize(file).toString()));
            }
        }
    }
}
