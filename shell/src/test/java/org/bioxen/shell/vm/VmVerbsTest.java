// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmNotFoundException;
import org.bioxen.api.vm.VmTotals;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.verb.Bench;
import org.bioxen.shell.verb.CommandFailure;
import org.bioxen.shell.verb.Scope;
import org.junit.jupiter.api.Test;

/** The verbs that make VMs, show them and end them. */
class VmVerbsTest {
    private final Vms vms = new Vms();
    private final VmServices services =
            new VmServices(vms, () -> VmTotals.builder().accepted(7).build());
    private final Scope<VmServices> scope = VmVerbs.scope();
    private final Bench bench = new Bench(Path.of("/work"), Optional.empty());

    private Object run(String verb, String... words) {
        List<String> given = Arrays.asList(words);
        return scope.run(scope.get(verb), given, given, services, bench).value().orElse("nothing");
    }

    private String text(String verb, String... words) {
        return VmText.of(run(verb, words));
    }

    @Test
    void aVmIsMadeAsTheOptionsSay() {
        Object made = run("create", "--level", "trusted", "--label", "team=a", "--persistent", "lab");

        assertThat(made).isInstanceOfSatisfying(VmInfo.class, info -> {
            assertThat(info.id()).isEqualTo("lab");
            assertThat(info.spec().level()).isEqualTo(SandboxLevel.TRUSTED);
            assertThat(info.spec().labels()).containsEntry("team", "a");
            assertThat(info.spec().persistent()).isTrue();
        });
    }

    @Test
    void whatCannotBeAnIdIsWrongUsage() {
        assertThatThrownBy(() -> run("create", "a b"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("a b");
        assertThatThrownBy(() -> run("create", "a", "b"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("vm:create takes [ID], but was given a b; as in vm:create ");
        assertThat(vms.list()).isEmpty();
    }

    @Test
    void vmsAreListedByTheirLabels() {
        run("create", "--label", "team=a", "--label", "shift=night", "one");
        run("create", "--label", "team=b", "two");
        run("create", "three");

        assertThat(text("list", "--label", "team=a")).contains("\none ").doesNotContain("two", "three");
        assertThat(text("list", "--label", "team", "--label", "shift"))
                .contains("\none ")
                .doesNotContain("two");
        assertThat(text("list", "--label", "team"))
                .contains("one", "two", "team=b")
                .doesNotContain("three");
        assertThat(run("list", "--json", "--label", "team=c")).isEqualTo("{\"vms\":[]}");
        assertThatThrownBy(() -> run("list", "--label", "=a"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--label was given '=a'; give KEY[=VALUE]");
    }

    @Test
    void aGroupIsMadeShownAndEnded() {
        assertThat(text("group", "--level", "trusted", "crew", "2")).contains("\ncrew-1 ", "\ncrew-2 ");
        run("group", "other", "1");

        assertThat(text("group", "crew")).contains("crew-1", "crew-2").doesNotContain("other");
        assertThat(text("group")).contains("crew-1", "crew-2", "other-1");
        assertThat(services.groups().names()).containsExactly("crew", "other");

        run("terminate", "crew");
        assertThat(vms.list()).extracting(VmInfo::id).containsExactly("other-1");
        assertThatThrownBy(() -> run("group", "crew"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("there is no group 'crew'; vm:group makes one");
    }

    @Test
    void aGroupHasACount() {
        assertThatThrownBy(() -> run("group", "crew", "many"))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("COUNT", "many");
    }

    @Test
    void oneVmIsShown() {
        run("create", "lab");

        assertThat(text("info", "lab")).startsWith("id            lab\nstate         IDLE\n");
        assertThat((String) run("info", "--json", "lab")).startsWith("{\"id\":\"lab\",\"state\":\"IDLE\",");
        assertThatThrownBy(() -> run("info", "nosuch")).isInstanceOf(VmNotFoundException.class);
        assertThatThrownBy(() -> run("info")).hasMessage("vm:info takes ID, but was given nothing; as in vm:info lab");
    }

    @Test
    void metricsAreOfAllTogetherOrOfThoseThatAreNamed() {
        run("create", "lab");
        run("create", "other");

        assertThat(text("metrics")).contains("accepted      7\n");
        assertThat(text("metrics", "lab", "other").lines())
                .hasSize(3)
                .element(1)
                .asString()
                .startsWith("lab    IDLE   0        0           0.000s  -");
        assertThat(run("metrics", "--json", "lab"))
                .isEqualTo("{\"vms\":[{\"id\":\"lab\",\"state\":\"IDLE\",\"pending\":0,\"executions\":0,"
                        + "\"usage\":{\"wallMillis\":0.0,\"cpuMillis\":null,\"instructions\":null,"
                        + "\"memoryBytes\":null,\"outputBytes\":0}}]}");
    }

    @Test
    void backendsAreListedAndOneIsShownWhole() {
        assertThat(text("backends")).startsWith("NAME  ENGINE      LUA").contains("\nluaj  LuaJ 3.0.1");
        assertThat(text("backends", "luaj")).startsWith("name          luaj\n");
        assertThatThrownBy(() -> run("backends", "lua"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("there is no backend 'lua'; vm:backends shows those that there are");
    }

    @Test
    void anInterruptSaysWhatCameOfIt() {
        run("create", "lab");
        assertThat(run("interrupt", "lab")).isEqualTo("nothing runs on lab");

        run("submit", "lab", "while true do end");

        assertThat(run("interrupt", "lab")).isEqualTo("interrupted lab");
        assertThat(run("interrupt", "--json", "lab")).isEqualTo("{\"id\":\"lab\",\"interrupted\":false}");
    }

    @Test
    void allThatAreNamedAreEnded() {
        run("create", "a");
        run("create", "b");

        assertThat(run("terminate", "a", "b")).isEqualTo("nothing");

        assertThat(vms.list()).isEmpty();
        assertThatThrownBy(() -> run("terminate", "a")).hasMessage("there is no VM 'a'");
        assertThatThrownBy(() -> run("terminate")).isInstanceOf(UsageException.class);
    }

    @Test
    void quietSaysNothing() {
        assertThat(run("create", "--quiet", "lab")).isEqualTo("nothing");
        assertThat(vms.find("lab")).isPresent();
    }
}
