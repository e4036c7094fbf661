// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.itests.distribution.Bioxen.bioxen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bioxen -c} and the interactive shell. */
class ShellDistributionIT {
    @TempDir
    private Path directory;

    private static Completed shell(String... lines) {
        return bioxen().run("-c", String.join("\n", lines));
    }

    private static String create(Engine engine, String id) {
        return String.join(" ", engine.arguments("vm:create", "--level", "trusted", id));
    }

    @Test
    void theCommandsAreThereAndExplained() {
        assertThat(shell("help").exits(0).stdout()).contains("\n  vm ", "\n  session ", "\n  pkg ", "vms (vm:list)");
        assertThat(shell("help vm:create | cat", "help vm | cat", "vms --help")
                        .exits(0)
                        .stdout())
                .startsWith("vm:create [--backend NAME]")
                .contains(
                        "Example: vm:create --level trusted report\n",
                        "  vm:exec ",
                        "Its short name in the shell is vms.");
    }

    @OnEachBackend
    void aVmKeepsItsStateFromCommandToCommand(Engine engine) {
        shell(create(engine, "lab"), "vm:exec lab 'x = 40'", "vm:exec lab 'x + 2'")
                .exits(0)
                .prints("42\n")
                .complainsNot();
    }

    @Test
    void theOutputOfACommandCanBeAValue() {
        shell(create(Engine.LUAJ, "lab"), "gc = (vm:exec lab '0.5')", "echo \"GC is ${gc}\"")
                .exits(0)
                .prints("GC is 0.5\n");
    }

    @Test
    void theResultOfAScriptIsLeftInTheSession() {
        shell(create(Engine.LUAJ, "lab"), "vm:exec lab 'return 1'", "$result outcome")
                .exits(0)
                .prints("1\nCOMPLETED\n");
    }

    @Test
    void aVmIsListedAndShown() {
        Completed list = shell(create(Engine.LUAJ, "lab"), "vm:list").exits(0);
        assertThat(list.stdout()).startsWith("ID ").contains("\nlab ", "IDLE", "luaj", "trusted");

        Completed info = shell(create(Engine.LUAJ, "lab") + " | grep nothing", "vm:info lab")
                .exits(0);
        assertThat(info.stdout()).contains("id            lab\n", "backend       luaj\n", "level         trusted\n");
    }

    @Test
    void aVmThatWasTerminatedIsNoMore() {
        shell(create(Engine.LUAJ, "lab"), "vm:terminate lab", "vm:exec lab '1'")
                .exits(3)
                .complainsInOneLine("there is no VM 'lab'");
    }

    @Test
    void theBackendsAreListed() {
        assertThat(shell("vm:backends").exits(0).complainsNot().stdout())
                .startsWith("NAME ")
                .contains("\nluaj ", "\nprocess ");
    }

    @Test
    void aScriptFileRunsWithArguments() throws IOException {
        Path script = Files.writeString(directory.resolve("x.lua"), "print(arg[0]:match('[^/]*$'), ...)");

        shell(create(Engine.LUAJ, "lab"), "vm:run lab " + script + " --timeout 007")
                .exits(0)
                .prints("x.lua\t--timeout\t007\n");
    }

    @OnEachBackend
    void aScriptThatFailsEndsTheShellScript(Engine engine) {
        Completed failed = shell(create(engine, "lab"), "vm:exec lab 'error(\"boom\")'", "echo not reached");

        failed.exits(1).prints("");
        assertThat(failed.stderr()).startsWith("bioxen: exec:1: boom\nstack traceback:\n");
    }

    @Test
    void theDefaultLevelIsThatOfTheApiAndSaysSo() {
        Completed made = shell("vm:create lab", "vm:exec lab 'return os.getenv(\"PATH\")'", "vm:info lab")
                .exits(0);

        assertThat(made.stdout()).startsWith("nil\n").contains("backend       luaj\n", "level         constrained\n");
        assertThat(shell("vm:backends").exits(0).stdout()).contains("trusted constrained isolated");
    }

    @Test
    void wrongUsageOfACommandIsOneLine() {
        shell("vm:exec").exits(2).prints("").complainsInOneLine("vm:exec");
        shell("vm:create --nosuch lab").exits(2).prints("").complainsInOneLine("--nosuch");
        shell("vm:create 'a b'").exits(2).prints("").complainsInOneLine("a b");
        shell("nosuch").exits(2).prints("").complainsInOneLine("nosuch");
        shell("vm:lsit").exits(2).prints("").complainsInOneLine("did you mean 'vm:list'?");
        shell("session lst").exits(2).prints("").complainsInOneLine("did you mean 'list'?");
    }

    @Test
    void aVmOfABackendThatLeftSaysWhatHappened() {
        Completed gone =
                shell(create(Engine.LUAJ, "lab"), "stop org.bioxen.core.luaj", "vm:info lab", "vm:exec lab 'return 1'");

        gone.exits(3).complainsInOneLine("luaj");
    }

    @OnEachBackend
    void aChunkRunsWhileTheShellGoesOnAndIsWaitedFor(Engine engine) {
        Completed ran = shell(
                        create(engine, "lab"),
                        "e = (vm:submit lab 'print(6 * 7)')",
                        "vm:await $e",
                        "e = (vm:submit lab 'while true do end')",
                        // It may not have begun yet.
                        "until { (vm:interrupt lab) equals 'interrupted lab' } { }",
                        "vm:await $e")
                .exits(0);

        assertThat(ran.stdout()).contains("42", "INTERRUPTED");
    }

    @Test
    void aScriptReachesEveryVmOfAGroup() {
        Completed ran = shell(
                "vm:group --level trusted --backend luaj crew 3 | grep nothing",
                "vm:broadcast crew 'x = 40'",
                "vm:broadcast crew 'x + 2'",
                "vm:group | grep crew-3",
                "vm:broadcast crew 'error(1)'");

        ran.exits(3).complainsInOneLine("3 of 3 VMs");
        assertThat(ran.stdout()).contains("crew-1  COMPLETED  42", "crew-3  COMPLETED  42", "SCRIPT_ERROR");
        shell("vm:group --level trusted crew 2 | grep nothing", "vm:terminate crew", "vm:list")
                .exits(0)
                .prints("no VM lives; vm:create makes one\n");
        shell("vm:broadcast nosuch '1'").exits(3).complainsInOneLine("there is no group 'nosuch'");
        shell("vm:group crew many").exits(2).complainsInOneLine("COUNT", "many");
    }

    @Test
    void whatThePlatformDoesIsCounted() {
        Completed ran = shell(create(Engine.LUAJ, "lab"), "vm:exec lab 'x = 1'", "vm:metrics");

        assertThat(ran.exits(0).stdout()).contains("VMs idle      1", "accepted      1", "completed     1");
    }

    @Test
    void aShellScriptHasTheWordsOfAShell() {
        shell("each [2 1] { echo $it } | sort").exits(0).prints("1\n2\n").complainsNot();
    }

    @Test
    void aBackendMayLeaveAndComeBackWhileTheOtherWorks() {
        String[] lines = {
            create(Engine.LUAJ, "lab"),
            "stop org.bioxen.core.luaj",
            "vm:create --level trusted other",
            "vm:exec other '_VERSION ~= nil'",
            "vm:info other | grep process",
            "start org.bioxen.core.luaj",
            "vm:exec lab 'return 1 + 1'",
            "vm:info lab | grep luaj"
        };
        Engine.LUA54.arguments("");

        Completed swapped = shell(lines).exits(0);

        assertThat(swapped.stdout()).contains("true\n", "process", "2\n", "luaj");
        assertThat(swapped.stderr()).contains("note: the VM's state was reset");
    }

    @Test
    void theInteractiveShellRunsCommandsAndEndsWithItsInput() {
        Completed session = bioxen().reading(
                        "vm:create --level trusted --backend luaj lab\nvm:exec lab 'return 6 * 7'\nvm:exec lab 'error(\"boom\")'\nvm:list\n")
                .run()
                .exits(0);

        assertThat(session.stdout()).contains("42", "exec:1: boom", "lab ").doesNotContain("Exception");
    }
}
