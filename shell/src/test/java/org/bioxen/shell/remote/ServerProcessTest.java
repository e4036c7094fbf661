// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ServerProcessTest {
    @Test
    void isReadAsItWasWritten() {
        ServerProcess own = ServerProcess.current();

        assertThat(ServerProcess.parse(own + "\n")).contains(own);
        assertThat(own.isAlive()).isTrue();
        assertThat(own.since()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "x 12", "1 2 3", "\n"})
    void isNotReadFromAnythingElse(String text) {
        assertThat(ServerProcess.parse(text)).isEmpty();
    }

    @Test
    void aLaterProcessWithTheSameNumberIsAnother() {
        ServerProcess other = new ServerProcess(ProcessHandle.current().pid(), "1");

        assertThat(other.isAlive()).isFalse();
        assertThat(other.terminate()).isFalse();
        assertThat(other.since()).isEmpty();
    }

    @Test
    void isToldToEndAndWaitedFor() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            ServerProcess server = new ServerProcess(process.pid(), "-");
            assertThat(server.awaitEnd(Duration.ofMillis(50))).isFalse();

            assertThat(server.terminate()).isTrue();

            assertThat(server.awaitEnd(Duration.ofSeconds(30))).isTrue();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}
