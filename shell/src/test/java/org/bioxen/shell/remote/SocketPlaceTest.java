// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.bioxen.shell.remote.SocketPlace.OpenSocket;
import org.bioxen.shell.remote.SocketPlace.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SocketPlaceTest {
    @TempDir
    private Path data;

    @TempDir
    private Path temporary;

    private SocketPlace place() {
        return SocketPlace.of(data, temporary);
    }

    private static void assertTheyTalk(SocketPlace place, OpenSocket socket) throws Exception {
        try (SocketChannel client = place.connect();
                SocketChannel server = socket.accept()) {
            client.write(ByteBuffer.wrap(new byte[] {42}));
            ByteBuffer read = ByteBuffer.allocate(1);
            server.read(read);
            assertThat(read.get(0)).isEqualTo((byte) 42);
            assertThat(SocketPlace.isOwn(server)).isTrue();
        }
    }

    @Test
    void bothEndsMeetInAFolderOfTheUserAlone() throws Exception {
        try (OpenSocket socket = place().open()) {
            assertTheyTalk(place(), socket);

            assertThat(socket.path()).isEqualTo(data.resolve("server/socket"));
            assertThat(permissions(data.resolve("server"))).isEqualTo("rwx------");
            assertThat(permissions(socket.path())).isEqualTo("rw-------");
        }
        assertThat(data.resolve("server/socket")).doesNotExist();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void withoutAServerAClientIsToldHowToStartOne() {
        assertThatThrownBy(() -> place().connect())
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll("no server runs for " + data, "bioxen server");
    }

    @Test
    void afterTheServerHasClosedNobodyListens() throws Exception {
        place().open().close();

        assertThatThrownBy(() -> place().connect())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no server runs");
    }

    @Test
    void aServerThatLivesIsNotReplaced() throws Exception {
        try (OpenSocket socket = place().open()) {
            assertThatThrownBy(() -> place().open())
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContainingAll(
                            "runs already",
                            Long.toString(ProcessHandle.current().pid()),
                            socket.path().toString());
            assertTheyTalk(place(), socket);
        }
    }

    @Test
    void aSocketThatWasLeftBehindIsReplaced() throws Exception {
        place().open().close();
        Files.writeString(data.resolve("server/socket"), "");

        try (OpenSocket socket = place().open()) {
            assertTheyTalk(place(), socket);
        }
    }

    @Test
    void aPathThatIsTooLongForASocketIsReplacedByAShortOne() throws Exception {
        Path deep = data.resolve("x".repeat(100));
        SocketPlace place = SocketPlace.of(deep, temporary);
        try (OpenSocket socket = place.open()) {
            assertThat(socket.path()).startsWith(temporary);
            assertThat(permissions(socket.path().getParent())).isEqualTo("rwx------");
            assertTheyTalk(place, socket);
        }
        assertThat(deep.resolve("server/address")).doesNotExist();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatAKilledServerLeftInTheTemporaryFolderGoesWithTheNext() throws Exception {
        Path deep = data.resolve("x".repeat(100));
        SocketPlace place = SocketPlace.of(deep, temporary);
        place.open().close();
        Path old = Files.createDirectory(temporary.resolve("bioxen-old"));
        Files.writeString(deep.resolve("server/address"), old.resolve("socket").toString());

        try (OpenSocket socket = place.open()) {
            assertThat(old).doesNotExist();
            assertTheyTalk(place, socket);
        }
    }

    @Test
    void aFolderThatOthersMayUseIsRefusedByBothEnds() throws Exception {
        try (OpenSocket socket = place().open()) {
            Files.setPosixFilePermissions(socket.path().getParent(), PosixFilePermissions.fromString("rwxrwx---"));

            assertThatThrownBy(() -> place().connect())
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContainingAll(data.resolve("server").toString(), "rwxrwx---");
        }
        assertThatThrownBy(() -> place().open())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("rwxrwx---");
    }

    @Test
    void aLinkInTheFoldersPlaceIsRefused() throws Exception {
        Path elsewhere = Files.createDirectory(
                data.resolve("elsewhere"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createSymbolicLink(data.resolve("server"), elsewhere);

        assertThatThrownBy(() -> place().open())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no directory");
        assertThatThrownBy(() -> place().connect())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no directory");
    }

    @Test
    void aFolderOfAnotherUserIsRefusedByBothEnds() throws Exception {
        place().open().close();
        boolean changed =
                new ProcessBuilder("chown", "65534", data.resolve("server").toString())
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
        assumeTrue(changed, "only root can give a folder away");

        assertThatThrownBy(() -> place().open())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("alone");
        assertThatThrownBy(() -> place().connect())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("alone");
    }

    @Test
    void whoLooksSeesTheServerThatListensAndItsProcess() throws Exception {
        assertThat(place().look()).isEqualTo(ServerState.NONE);

        try (OpenSocket socket = place().open()) {
            ServerState state = place().look();

            assertThat(state.listening()).contains(socket.path());
            assertThat(state.process()).contains(ServerProcess.current());
            assertThat(state.leftBehind()).isFalse();
        }
        assertThat(place().look().listening()).isEmpty();
    }

    @Test
    void whatAKilledServerLeftIsNotTakenForAServer() throws Exception {
        place().open().close();
        Files.writeString(data.resolve("server/socket"), "");
        // The same number as that of a process that lives, but another start: as when a number comes again.
        long pid = ProcessHandle.current().pid();
        Files.writeString(data.resolve("server/lock"), pid + " 1\n");

        assertThat(place().look()).isEqualTo(new ServerState(Optional.empty(), Optional.empty(), true));
    }

    @Test
    void aServerOfWhichTheProcessIsNotSeenIsStillSeenToListen() throws Exception {
        try (OpenSocket socket = place().open()) {
            Files.writeString(data.resolve("server/lock"), "1 0\n");

            ServerState state = place().look();

            assertThat(state.listening()).contains(socket.path());
            assertThat(state.process()).isEmpty();
        }
    }

    @Test
    void whoLooksIntoAFolderThatOthersMayUseIsTold() throws Exception {
        place().open().close();
        Files.setPosixFilePermissions(data.resolve("server"), PosixFilePermissions.fromString("rwxrwx---"));

        assertThatThrownBy(() -> place().look())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("rwxrwx---");
    }
}
