// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bioxen.shell.configuration.ConfigurationChange.Effect;
import org.bioxen.shell.configuration.ConfigurationInfo.Key;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Bench;
import org.bioxen.shell.verb.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationVerbsTest {
    private static final Path FILE = Path.of("/etc/org.example~lab.cfg");

    private final Scope<Configurations> scope = ConfigurationVerbs.scope();
    private final List<Object> asked = new ArrayList<>();

    /** One configuration in memory that notes what it is asked. */
    private final Configurations memory = new Configurations() {
        @Override
        public List<ConfigurationInfo> list() {
            return List.of(get("org.example~lab"), get("org.example"));
        }

        @Override
        public ConfigurationInfo get(String pid) {
            return new ConfigurationInfo(
                    pid,
                    "An example",
                    "What it is about.",
                    pid.equals("org.example"),
                    pid.equals("org.example") ? Optional.empty() : Optional.of(FILE),
                    List.of(
                            key("id", false, Optional.empty(), Optional.of("lab")),
                            key("place", true, Optional.empty(), Optional.empty()),
                            key("threads", false, Optional.of("8"), Optional.of("x".repeat(100)))),
                    List.of("threads: 'xxx' is no whole number"));
        }

        private Key key(String name, boolean required, Optional<String> standard, Optional<String> value) {
            return new Key(name, "text", "About " + name + ".", List.of("a", "b"), standard, required, value);
        }

        @Override
        public ConfigurationChange set(String pid, Map<String, List<String>> values) {
            asked.add(values);
            return new ConfigurationChange(pid, List.copyOf(values.keySet()), FILE, Effect.NOW);
        }

        @Override
        public ConfigurationChange unset(String pid, List<String> keys) {
            asked.add(keys);
            return new ConfigurationChange(pid, keys, FILE, Effect.NEXT);
        }
    };

    private String run(String... line) {
        List<String> words = List.of(line).subList(1, line.length);
        Answer answer = scope.run(scope.get(line[0]), words, words, memory, new Bench(Path.of(""), Optional.empty()));
        return answer.value().map(scope.text()).orElse("");
    }

    @Test
    void setTakesOneKeyWithItsValuesOrPairs() {
        assertThat(run("set", "org.example~lab", "threads", "-5"))
                .isEqualTo("org.example~lab threads: in effect  (/etc/org.example~lab.cfg)");
        run("set", "org.example~lab", "paths", "a", "b=c");
        run("set", "org.example~lab", "id=lab", "place=x=y", "title=");

        assertThat(asked)
                .containsExactly(
                        Map.of("threads", List.of("-5")),
                        Map.of("paths", List.of("a", "b=c")),
                        Map.of("id", List.of("lab"), "place", List.of("x=y"), "title", List.of("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set", "set org.example", "set org.example threads", "set org.example a=1 b", "set org.example =1",
                "set org.example a=1 a=2", "get", "get org.example a b", "list x", "unset"
            })
    void whatIsIncompleteIsRefused(String line) {
        assertThatThrownBy(() -> run(line.split(" "))).isInstanceOf(UsageException.class);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"thread, did you mean 'threads'?", "nothing.like.it, 'there are id, place, threads'"})
    void aKeyThatIsNoneIsAskedBackFor(String key, String told) {
        assertThatThrownBy(() -> run("get", "org.example", key)).hasMessageContaining(told);
    }

    @Test
    void unsetTakesKeysOrNone() {
        run("unset", "org.example~lab", "a", "b");
        assertThat(run("unset", "org.example~lab"))
                .startsWith("org.example~lab: in effect from the next command on; a running server takes it over");
        assertThat(asked).containsExactly(List.of("a", "b"), List.of());
    }

    @Test
    void aListSaysWhatIsSetAndWhatHasToBe() {
        assertThat(run("list")).isEqualTo("""
                org.example~lab  An example  (/etc/org.example~lab.cfg)
                ! threads: 'xxx' is no whole number
                  KEY      VALUE                             DEFAULT     TYPE  DESCRIPTION
                  id       lab                               -           text  About id.
                  place    -                                 (required)  text  About place.
                  threads  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…  8           text  About threads.

                org.example~NAME  An example
                ! threads: 'xxx' is no whole number
                  KEY      VALUE                             DEFAULT     TYPE  DESCRIPTION
                  id       lab                               -           text  About id.
                  place    -                                 (required)  text  About place.
                  threads  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…  8           text  About threads.""");
        assertThat(run("get", "org.example~lab", "place")).isEqualTo("""
                key           place
                value         -
                default       (required)
                type          text
                one of        a, b
                description   About place.""");
        assertThat(run("get", "org.example~lab")).startsWith("""
                pid           org.example~lab
                title         An example
                description   What it is about.
                file          /etc/org.example~lab.cfg
                problem       threads: 'xxx' is no whole number

                KEY""");
    }

    @Test
    void programsAreGivenOneObject() {
        assertThat(run("get", "org.example~lab", "id", "--json"))
                .isEqualTo("{\"key\":\"id\",\"value\":\"lab\",\"default\":null,\"required\":false,\"type\":\"text\","
                        + "\"options\":[\"a\",\"b\"],\"description\":\"About id.\"}");
        assertThat(run("list", "--json")).startsWith("{\"configurations\":[{\"pid\":\"org.example~lab\",");
        assertThat(run("unset", "--json", "org.example~lab", "id"))
                .isEqualTo("{\"pid\":\"org.example~lab\",\"keys\":[\"id\"],\"file\":\"/etc/org.example~lab.cfg\","
                        + "\"effect\":\"next\"}");
    }
}
