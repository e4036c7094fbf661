// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameFormatTest {
    static List<Frame> everyKind() {
        TerminalMode mode = new TerminalMode(1, 2, 3L << 40, -1, List.of(3, -1, 127));
        return List.of(
                new Frame.Hello(7),
                new Frame.Start(new Frame.Request("/tmp", Optional.of("vm:list"), List.of("ä", ""), Optional.empty())),
                new Frame.Start(new Frame.Request(
                        "/tmp",
                        Optional.empty(),
                        List.of(),
                        Optional.of(new Frame.TerminalInfo("xterm", 80, 24, false, mode)))),
                new Frame.Input(text("typed")),
                new Frame.Input(text("")),
                new Frame.Signal("INT"),
                new Frame.Resize(132, 50),
                new Frame.Welcome(1, 4_000_000_000L),
                new Frame.Output(false, text("out")),
                new Frame.Output(true, text("err")),
                new Frame.Want(8192),
                new Frame.Mode(mode),
                new Frame.Exit(137),
                new Frame.Bye("gone"));
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void aFrameIsReadAsItWasWritten(Frame frame) throws IOException {
        ByteBuffer bytes = FrameFormat.encode(frame);

        byte kind = bytes.get();
        byte[] content = new byte[bytes.getInt()];
        bytes.get(content);

        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(FrameFormat.decode(kind, content)).isEqualTo(frame);
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void aFrameThatIsCutIsNoneAndTakesNothingDown(Frame frame) throws IOException {
        ByteBuffer bytes = FrameFormat.encode(frame);
        byte kind = bytes.get();
        int length = bytes.getInt();
        boolean plain = frame instanceof Frame.Input || frame instanceof Frame.Output;

        for (int cut = 0; cut < length && !plain; cut++) {
            byte[] part = new byte[cut];
            bytes.duplicate().get(part);
            assertThatThrownBy(() -> FrameFormat.decode(kind, part)).isInstanceOf(ProtocolException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 6, 15, 23, 99, -1})
    void aKindThatThereIsNotIsRefused(byte kind) {
        assertThatThrownBy(() -> FrameFormat.decode(kind, new byte[8]))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("kind of frame " + kind);
    }

    @Test
    void moreThanAFrameHoldsIsRefusedBeforeItIsSent() {
        Frame frame = new Frame.Bye("x".repeat(FrameFormat.LIMIT));

        assertThatThrownBy(() -> FrameFormat.encode(frame))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("too long");
    }

    @Test
    void whatFollowsTheContentIsRefused() {
        assertThatThrownBy(() -> FrameFormat.decode((byte) 21, new byte[5])).isInstanceOf(ProtocolException.class);
    }

    @Test
    void aCountBeyondTheFrameIsRefusedBeforeRoomIsMadeForIt() {
        byte[] content = ByteBuffer.allocate(8).putInt(Integer.MAX_VALUE).array();

        assertThatThrownBy(() -> FrameFormat.decode((byte) 4, content)).isInstanceOf(ProtocolException.class);
    }
}
