// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The warden interrupts whom it is told to, and nobody who only has the same number. */
class WardenTest {
    @Test
    void signalGoesToTheProcessThatWasMeantAndToNoLaterOneWithItsNumber() throws Exception {
        Tools tools = Lab.discovery().tools().orElseThrow();
        Process other = loop();
        Process meant = loop();
        try (Warden warden = new Warden(tools)) {
            warden.watch();

            assertThat(warden.interrupt(new ProcessIdentity(other.pid(), "1"))).isTrue();
            assertThat(warden.interrupt(new ProcessIdentity(1L << 30, "1"))).isTrue();
            assertThat(warden.interrupt(ProcessIdentity.of(meant.pid()).orElseThrow()))
                    .isTrue();

            assertThat(meant.waitFor(Lab.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(new String(meant.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("interrupted!");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
            meant.destroyForcibly();
        }
    }

    /** An interpreter that catches SIGINT, whatever the shell that runs these tests does about it. */
    private static Process loop() throws IOException {
        Path interpreter = Lab.discovery().interpreters().get(0).executable();
        Process process = new ProcessBuilder(
                        interpreter.toString(), "-e", "io.write('on') io.flush() while true do local t = {} end")
                .start();
        assertThat(process.getInputStream().readNBytes(2)).hasSize(2);
        return process;
    }

    @Test
    void wardenThatWasLetGoInterruptsNobody() throws Exception {
        Warden warden = new Warden(Lab.discovery().tools().orElseThrow());
        warden.watch();
        warden.close();

        assertThat(warden.interrupt(new ProcessIdentity(ProcessHandle.current().pid(), "1")))
                .isFalse();
    }
}
