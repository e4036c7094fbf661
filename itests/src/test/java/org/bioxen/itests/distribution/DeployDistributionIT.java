// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory {@code deploy}. */
class DeployDistributionIT {
    @TempDir
    private Path directory;

    @Test
    void aBundleIsInstalledUpdatedAndUninstalledWhileTheShellRuns() throws IOException {
        Path home = Installation.copy(directory.resolve("bioxen"));
        Path jar = home.resolve("deploy/herald.jar");

        try (Running shell = Bioxen.at(home).start()) {
            shell.awaitOutput("bioxen> ");

            Herald.deploy(jar, "1.0.0");
            shell.awaitOutput("herald 1.0.0 has started");

            Herald.deploy(jar, "2.0.0");
            shell.awaitOutput("herald 1.0.0 has stopped");
            shell.awaitOutput("herald 2.0.0 has started");

            Files.delete(jar);
            shell.awaitOutput("herald 2.0.0 has stopped");

            shell.type("vm:create --level trusted lab\nvm:exec lab '6 * 7'\n");
            shell.awaitOutput("42");
            shell.endInput();
            shell.await().exits(0);
        }
    }

    @Test
    void aBundleThatIsThereBeforeIsThereForOneCommand() throws IOException {
        Path home = Installation.copy(directory.resolve("bioxen"));
        Herald.deploy(home.resolve("deploy/herald.jar"), "1.0.0");

        Completed list =
                Bioxen.at(home).run("-c", "lb -s | grep --color=never herald").exits(0);

        assertThat(list.stdout()).contains("Active", "org.example.herald");
    }
}
