// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.itests.distribution.Bioxen.bioxen;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The {@code session} commands: in scripts, and as a person uses them. */
class SessionDistributionIT {
    private static Completed shell(String... lines) {
        return bioxen().run("-c", String.join("\n", lines));
    }

    private static String create(Engine engine, String id) {
        return String.join(" ", engine.arguments("session:create", "--level", "trusted", id)) + " | grep nothing";
    }

    @OnEachBackend
    void aSessionKeepsItsStateAndItsLog(Engine engine) {
        Completed ran = shell(
                        create(engine, "s1"),
                        "session:eval s1 'x = 40'",
                        "session:eval s1 'x + 2'",
                        "session:send s1 'print(\"sent\")'",
                        "vm:exec s1 'print(\"executed\")'",
                        "session:read --timeout 20s s1",
                        "session:history s1 X | cat",
                        "session:list | cat",
                        "session:info s1")
                .exits(0)
                .complainsNot();

        assertThat(ran.stdout()).startsWith("42\nexecuted\n42\nsent\nexecuted\nINPUT  TIME");
        assertThat(ran.stdout())
                .contains(
                        "  x + 2\n",
                        "ID  PHASE  VM",
                        "\ns1  READY  IDLE",
                        "inputs        3 sent",
                        "attached      nobody");
    }

    @Test
    void whatRunsIsInterruptedAndTheStateTold() {
        shell(
                        create(Engine.LUAJ, "s1"),
                        "session:eval s1 'x = 42'",
                        "session:send s1 'while true do end'",
                        "session:interrupt s1 | cat",
                        "session:eval s1 x",
                        "session:interrupt s1")
                .exits(0)
                .prints("interrupted s1, its state was kept\n42\nnothing runs in s1\n");
    }

    @Test
    void whatFailsIsOneLine() {
        shell("session:attach nosuch").exits(3).prints("").complainsInOneLine("nosuch");
        shell("session:create s1 | grep nothing", "session:create s1").exits(3).complainsInOneLine("s1");
        shell("session:create s1 | grep nothing", "session:detach s1").exits(3).complainsInOneLine("s1");
        shell("session:create s1 | grep nothing", "session:kill s1", "session:eval s1 1")
                .exits(3)
                .complainsInOneLine("s1");
        shell("session:send s1").exits(2).complainsInOneLine("session:send", "CODE");
        shell("session:create --log few s1").exits(2).complainsInOneLine("--log", "few");
        shell("session:create s1 | grep nothing", "session:attach --from there s1")
                .exits(2)
                .complainsInOneLine("--from", "there");
    }

    @Test
    void withoutATerminalAttachTakesLines() {
        bioxen().reading("x = 6\nx * 7\n")
                .run("-c", create(Engine.LUAJ, "s1") + "\nsession:attach s1\nsession:eval s1 x")
                .exits(0)
                .prints("42\n6\n")
                .complains("note: detached from s1; session:attach s1 comes back to it\n");
    }

    @Test
    void whoComesBackIsShownEverythingThatWasMissed() {
        try (Terminal terminal = bioxen().terminal("shell")) {
            terminal.showsLast("bioxen>")
                    .enter("session:create --backend luaj --attach s1")
                    .showsLast(">");
            terminal.enter("x = 42").shows("> x = 42\n>").press("C-d").shows("note: detached from s1");
            terminal.enter("session:send s1 'for i = 1, 10000 do print(i) end'");
            // Ids are completed.
            terminal.showsLast("bioxen>").type("session:attach s").press("Tab").showsLast("bioxen> session:attach s1");

            terminal.press("Enter").shows("\n9999\n10000\n>").enter("x").shows("> x\n42\n>");

            List<String> shown = terminal.everything().lines().toList();
            int first = shown.indexOf("1");
            assertThat(shown.get(first - 1)).isEqualTo("> for i = 1, 10000 do print(i) end");
            assertThat(shown.subList(first, first + 10000))
                    .isEqualTo(IntStream.rangeClosed(1, 10000)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @Test
    void oneMayLeaveWhileSomethingRunsAndWhatIsDroppedIsCounted() {
        try (Terminal terminal = bioxen().terminal("shell")) {
            terminal.showsLast("bioxen>")
                    .enter("session:create --backend luaj --log 4k --attach s1")
                    .showsLast(">");
            terminal.enter("print('begun') while true do end").shows("\nbegun").press("C-d");
            terminal.shows("note: detached from s1")
                    .enter("session:interrupt s1")
                    .shows("interrupted s1");

            terminal.enter("session:eval s1 'for i = 1, 10000 do print(i) end'").shows("\n10000\nbioxen>");
            terminal.enter("session:attach s1").shows("\n10000\n>");

            assertThat(terminal.everything())
                    .containsPattern("-- \\d+ bytes of the log were dropped before they could be shown\n");
        }
    }
}
