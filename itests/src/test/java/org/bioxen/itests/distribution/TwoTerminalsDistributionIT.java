// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One session in several terminals. */
class TwoTerminalsDistributionIT {
    @TempDir
    private Path data;

    @Test
    void oneControlsAnotherWatchesAndAThirdTakesOver() {
        try (Server server = Server.start(data)) {
            server.shell("session:create --backend luaj --level trusted s1 | grep nothing")
                    .exits(0);
            try (Terminal one = server.client().terminal("session", "attach", "s1");
                    Terminal other = server.client().terminal("session", "attach", "--observe", "s1")) {
                other.shows("-- you watch");
                one.showsLast(">").enter("x = 42").showsLast(">").enter("print(x, 'seen')");
                other.shows("> x = 42\n> print(x, 'seen')\n42      seen");

                // What others cause appears above the line that is edited.
                one.shows("42      seen\n>").type("half a li").showsLast("> half a li");
                server.shell("vm:exec s1 'print(\"from afar\")'").exits(0);
                one.shows("from afar\n> half a li").press("C-u").showsLast(">");

                other.press("q");
                assertThat(other.exitCode()).isZero();
                try (Terminal third = server.client().terminal("session", "attach", "--take-over", "s1")) {
                    third.showsLast(">");
                    one.shows("-- control was taken over", "-- you watch");
                    third.enter("x + 1").shows("\n43\n>");
                    one.shows("> x + 1\n43").press("C-d");
                    assertThat(one.exitCode()).isZero();

                    third.enter("os.exit(0)").shows("-- the session has ended with exit code 0");
                    assertThat(third.exitCode()).isZero();
                }
            }
        }
    }
}
