// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaFrame;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.VmNotFoundException;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmTotals;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.verb.Bench;
import org.bioxen.shell.verb.CommandFailure;
import org.bioxen.shell.verb.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that run scripts on VMs. */
class ScriptVerbsTest {
    private static final ExecutionResult BOOM = ExecutionResult.builder(Outcome.SCRIPT_ERROR)
            .error(new LuaError(
                    "exec:1: boom",
                    LuaValue.of("exec:1: boom"),
                    Optional.of("exec"),
                    OptionalInt.of(1),
                    List.of(new LuaFrame("exec", OptionalInt.of(1), "main chunk"))))
            .build();

    private final Vms vms = new Vms();
    private final VmServices services =
            new VmServices(vms, () -> VmTotals.builder().build());
    private final Scope<VmServices> scope = VmVerbs.scope();

    @TempDir
    private Path directory;

    private Bench bench;

    @BeforeEach
    void aVm() {
        bench = new Bench(directory, Optional.empty());
        vms.create(VmSpec.named("lab").build());
    }

    private Object run(String verb, Object... given) {
        List<String> words = Arrays.stream(given).map(String::valueOf).toList();
        return scope.run(scope.get(verb), Arrays.asList(given), words, services, bench)
                .value()
                .orElse("nothing");
    }

    @Test
    void aScriptPrintsAndLeavesItsResult() {
        vms.ending(Vms.printed("42\n"));

        assertThat(run("exec", "lab", "return", "6 * 7")).isEqualTo("nothing");

        assertThat(bench.printed()).isEqualTo("42\n");
        assertThat(bench.complained()).isEmpty();
        assertThat(vms.scripts.get(0).text()).isEqualTo("return 6 * 7");
        assertThat(vms.options.get(0).expressionFirst()).isTrue();
        assertThat(bench.variable("result")).get().extracting("outcome").isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void optionsStandBeforeTheId() {
        vms.ending(Vms.printed(""));

        run("exec", "--timeout", "5s", "--cpu", "1s", "--instructions", "1000", "--quiet", "lab", "x =", "--json");

        assertThat(vms.scripts.get(0).text()).isEqualTo("x = --json");
        assertThat(vms.options.get(0).echo()).isFalse();
        assertThat(vms.options.get(0).limits().wallTime()).contains(Duration.ofSeconds(5));
        assertThat(vms.options.get(0).limits().cpuTime()).contains(Duration.ofSeconds(1));
        assertThat(vms.options.get(0).limits().instructions()).hasValue(1000);
        assertThat(vms.options.get(0).limits().outputBytes()).isEmpty();
    }

    @Test
    void asJsonItIsTheObjectOfTheCommandLine() {
        vms.ending(Vms.printed("42\n"));

        run("exec", "--json", "lab", "42");

        assertThat(bench.printed())
                .startsWith("{\"outcome\":\"COMPLETED\",\"stdout\":\"42\\n\",\"stderr\":\"\",")
                .endsWith("\"exitCode\":0,\"backend\":\"luaj\",\"vm\":\"lab\"}\n")
                .hasLineCount(1);
    }

    @Test
    void aScriptThatFailsIsAFailureWithItsResult() {
        vms.ending(BOOM);

        assertThatThrownBy(() -> run("exec", "lab", "error('boom')"))
                .isInstanceOfSatisfying(ScriptFailure.class, failure -> assertThat(failure.result())
                        .isSameAs(BOOM))
                .hasMessage("exec:1: boom\nstack traceback:\n\texec:1: in main chunk");
        assertThatThrownBy(() -> run("exec", "--quiet", "lab", "error('boom')")).hasMessage("exec:1: boom");
        assertThat(bench.variable("result")).contains(BOOM);
        assertThat(bench.printed()).isEmpty();

        assertThatThrownBy(() -> run("exec", "--json", "lab", "error('boom')")).isInstanceOf(ScriptFailure.class);
        assertThat(bench.printed()).startsWith("{\"outcome\":\"SCRIPT_ERROR\"").contains("\"exitCode\":1,");
    }

    @Test
    void whoLosesItsStateIsTold() {
        vms.ending(ExecutionResult.builder(Outcome.COMPLETED)
                .stateAfter(StateAfter.RESET)
                .build());

        run("exec", "lab", "x");

        assertThat(bench.complained()).isEqualTo("note: the VM's state was reset, what it held before is gone\n");
    }

    @Test
    void aScriptNeedsAVmAndItsCode() {
        assertThatThrownBy(() -> run("exec"))
                .isInstanceOf(UsageException.class)
                .hasMessage("vm:exec takes ID CODE…, but was given nothing; as in vm:exec lab 'return 2 + 2'");
        assertThatThrownBy(() -> run("exec", "nosuch", "1")).isInstanceOf(VmNotFoundException.class);
    }

    @Test
    void aFileRunsWithItsArguments() throws IOException {
        Files.writeString(directory.resolve("x.lua"), "print(...)");
        vms.ending(Vms.printed("a\t--quiet\n"));

        run("run", "lab", "x.lua", "a", "--quiet");

        assertThat(bench.printed()).isEqualTo("a\t--quiet\n");
        assertThat(vms.scripts.get(0).arguments()).containsExactly(LuaValue.of("a"), LuaValue.of("--quiet"));
        assertThat(vms.options.get(0).echo()).isFalse();
        assertThatThrownBy(() -> run("run", "lab", "y.lua"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("y.lua");
    }

    @Test
    void whatWasSubmittedIsFoundByWhatWasReturnedByItsVmAndAsTheLast() {
        Object first = run("submit", "lab", "while true do end");
        assertThat(VmText.of(first)).isEqualTo("lab: not ended yet");
        assertThatThrownBy(() -> run("await", "--timeout", "1ms", "lab"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("the script on lab has not ended within 1 ms and goes on; vm:interrupt lab stops it");
        run("output");
        assertThat(bench.printed()).isEqualTo("so far");

        assertThat(run("interrupt", first)).isEqualTo("interrupted lab");

        ExecutionResult ended = (ExecutionResult) run("await", first);
        assertThat(ended.outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(run("await", "lab")).isSameAs(ended);
        assertThat(run("await")).isSameAs(ended);
        assertThat(bench.variable("result")).contains(ended);
        assertThat((String) run("await", "--json"))
                .startsWith("{\"outcome\":\"INTERRUPTED\"")
                .endsWith("\"vm\":\"lab\"}");
    }

    @Test
    void aShellOfItsOwnWaitsForTheLastOfAll() {
        Object submitted = run("submit", "lab", "1");
        ((Execution) submitted).interrupt();
        bench = new Bench(directory, Optional.empty());

        assertThat(((ExecutionResult) run("await")).outcome()).isEqualTo(Outcome.INTERRUPTED);
        run("output", "--json", "lab");
        assertThat(bench.printed()).isEqualTo("{\"vm\":\"lab\",\"done\":true,\"stdout\":\"\"}\n");
    }

    @Test
    void whereNothingWasSubmittedThereIsNothingToWaitFor() {
        assertThatThrownBy(() -> run("await"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("nothing was submitted yet; vm:submit does it");
        assertThatThrownBy(() -> run("await", "lab"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("nothing was submitted to lab yet; vm:submit does it");
        assertThatThrownBy(() -> run("await", "nosuch")).isInstanceOf(VmNotFoundException.class);
    }

    @Test
    void aVmThatIsNoMoreIsForgotten() {
        run("submit", "lab", "1");
        vms.terminate("lab");
        vms.create(VmSpec.named("other").build());

        run("submit", "other", "2");

        assertThat(services.submissions().on("lab")).isEmpty();
        assertThat(services.submissions().last())
                .get()
                .extracting(Execution::vmId)
                .isEqualTo("other");
    }

    @Test
    void aScriptReachesEachVmOfAGroup() {
        run("group", "crew", "2");
        vms.ending(Vms.printed("42\nand more\n"));

        assertThat(run("broadcast", "crew", "x")).isEqualTo("nothing");

        assertThat(bench.printed())
                .isEqualTo(
                        "VM      OUTCOME    OUTPUT  ERROR\ncrew-1  COMPLETED  42 …    -\ncrew-2  COMPLETED  42 …    -\n");
        assertThat(bench.variable("results"))
                .get()
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(2);
    }

    @Test
    void aBroadcastThatFailedSomewhereIsAFailureAfterAllResultsWereShown() {
        run("group", "crew", "2");
        vms.ending(BOOM);

        assertThatThrownBy(() -> run("broadcast", "--json", "crew", "x"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("the script did not succeed in 2 of 2 VMs");
        assertThat(bench.printed())
                .startsWith("{\"results\":[{\"outcome\":\"SCRIPT_ERROR\"")
                .contains("\"vm\":\"crew-1\"},{\"outcome\"")
                .endsWith("\"vm\":\"crew-2\"}]}\n");
        assertThatThrownBy(() -> run("broadcast", "nosuch", "x"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("there is no group 'nosuch'; vm:group makes one");
    }
}
