// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.spi.backend.EvaluationResult;
import org.junit.jupiter.api.Test;

/** Whatever bytes an interpreter sends, they are a frame that makes sense, a frame that breaks off, or a corrupt one. */
class CorruptFramesTest {
    private static final int ROUNDS = Integer.getInteger("bioxen.fuzz.rounds", 10_000);
    private static final long SEED = Long.getLong("bioxen.fuzz.seed", 2024);

    /** What can come of a frame. */
    private enum Fate {
        UNDERSTOOD,
        BROKEN_OFF,
        CORRUPT
    }

    private static Fate fate(byte[] wire) throws IOException {
        try {
            Frame frame = new FrameReader(new ByteArrayInputStream(wire)).next();
            PayloadReader payload = new PayloadReader(frame);
            EvaluationResult result =
                    switch (frame.kind()) {
                        case Frame.RESULT -> ProcessEngine.completed(payload);
                        case Frame.FAILED -> ProcessEngine.failed(payload);
                        default -> throw new CorruptFrameException("unknown");
                    };
            // What was understood can be used: compared, printed, walked through.
            assertThat(result.values()).hasSameHashCodeAs(List.copyOf(result.values()));
            assertThat(result.values().toString()).isNotNull();
            assertThat(result.usage().toString()).isNotNull();
            result.usage().cpuTime().ifPresent(time -> assertThat(time.toNanos())
                    .isNotNegative());
            return Fate.UNDERSTOOD;
        } catch (EOFException broken) {
            return Fate.BROKEN_OFF;
        } catch (CorruptFrameException corrupt) {
            return Fate.CORRUPT;
        }
    }

    private static byte[] wire(FrameBuilder frame) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frame.send(out);
        return out.toByteArray();
    }

    /** One of every kind of value, tables in tables and a cycle among them. */
    private static byte[] result() throws IOException {
        return wire(new FrameBuilder(Frame.RESULT, 256)
                .text("24576")
                .text("1500")
                .u32(4)
                .value(LuaValue.of("text"))
                .value(LuaValue.of(2.5))
                .letter('T')
                .u32(1)
                .value(LuaValue.of(1))
                .letter('T')
                .u32(2)
                .value(LuaValue.of("up"))
                .letter('r')
                .u32(1)
                .letter('e')
                .value(LuaValue.of(true))
                .value(LuaValue.of(false))
                .letter('e')
                .letter('o')
                .text("function")
                .text("function: 0x55d0"));
    }

    private static byte[] failure() throws IOException {
        return wire(new FrameBuilder(Frame.FAILED, 256)
                .text("24576")
                .text("1500")
                .letter('r')
                .text("test:1: boom")
                .u32(1)
                .value(LuaValue.of("test:1: boom"))
                .text("test")
                .u32(1)
                .u32(2)
                .text("[C]")
                .u32(0)
                .text("function 'error'")
                .text("test")
                .u32(1)
                .text("main chunk"));
    }

    @Test
    void framesOfThisTestAreUnderstood() throws IOException {
        assertThat(fate(result())).isEqualTo(Fate.UNDERSTOOD);
        assertThat(fate(failure())).isEqualTo(Fate.UNDERSTOOD);
    }

    @Test
    void randomBytesAreRefused() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] payload = new byte[random.nextInt(64)];
            random.nextBytes(payload);
            FrameBuilder frame = new FrameBuilder(random.nextBoolean() ? Frame.RESULT : Frame.FAILED, 64);
            frame.writeBytes(payload);

            assertThat(fate(wire(frame))).as("round %d", round).isEqualTo(Fate.CORRUPT);

            random.nextBytes(payload);
            assertThat(fate(payload)).as("round %d", round).isNotNull();
        }
    }

    @Test
    void damagedFramesAreUnderstoodOrRefused() throws IOException {
        Random random = new Random(SEED);
        int understood = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] wire = damaged(random.nextBoolean() ? result() : failure(), random);

            understood += fate(wire) == Fate.UNDERSTOOD ? 1 : 0;
        }
        assertThat(understood).as("damage in a text harms nothing else").isPositive();
    }

    /** Flips, repeats, leaves out or cuts off. */
    private static byte[] damaged(byte[] wire, Random random) {
        byte[] damaged = wire.clone();
        for (int times = 1 + random.nextInt(3); times > 0 && damaged.length > 0; times--) {
            int at = random.nextInt(damaged.length);
            int length = Math.min(damaged.length - at, 1 + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> damaged[at] = (byte) random.nextInt(256);
                case 1 -> damaged = joined(damaged, at + length, at);
                case 2 -> damaged = joined(damaged, at, at + length);
                default -> damaged = Arrays.copyOf(damaged, at);
            }
        }
        return damaged;
    }

    private static byte[] joined(byte[] bytes, int headEnd, int tailBegin) {
        byte[] joined = Arrays.copyOf(bytes, headEnd + bytes.length - tailBegin);
        System.arraycopy(bytes, tailBegin, joined, headEnd, bytes.length - tailBegin);
        return joined;
    }

    @Test
    void lengthThatLiesCostsNothing() {
        byte[] wire = {3, -1, -1, -1, Frame.STDOUT, 'x'};

        assertThatThrownBy(() -> new FrameReader(new ByteArrayInputStream(wire)).next())
                .isInstanceOf(EOFException.class);
    }

    @Test
    void frameThatIsTooLongIsRefusedBeforeItIsRead() {
        byte[] wire = {4, 0, 0, 1, Frame.STDOUT};

        assertThatThrownBy(() -> new FrameReader(new ByteArrayInputStream(wire)).next())
                .isInstanceOf(CorruptFrameException.class)
                .hasMessageContaining("67108865 bytes");
    }

    @Test
    void tablesOutOfOrderAndReferencesToNoneAreRefused() throws IOException {
        assertThat(fate(wire(values(1).letter('r').u32(1)))).isEqualTo(Fate.CORRUPT);
        assertThat(fate(wire(values(1).letter('T').u32(2).letter('e')))).isEqualTo(Fate.CORRUPT);
        assertThat(fate(wire(
                        values(1).letter('T').u32(1).letter('z').letter('t').letter('e'))))
                .isEqualTo(Fate.CORRUPT);
    }

    @Test
    void tablesThatNestWithoutEndAreRefused() throws IOException {
        FrameBuilder frame = values(1);
        for (int id = 1; id <= 100_000; id++) {
            frame.letter('T').u32(id);
        }

        assertThat(fate(wire(frame))).isEqualTo(Fate.CORRUPT);
    }

    @Test
    void amountsOutOfBoundsAreRefused() throws IOException {
        for (String amount : List.of("-1", "9223372036854775807", "9007199254740993", "1e3", "")) {
            assertThat(fate(wire(new FrameBuilder(Frame.RESULT, 64)
                            .text(amount)
                            .text("0")
                            .u32(0))))
                    .as(amount)
                    .isEqualTo(Fate.CORRUPT);
        }
    }

    private static FrameBuilder values(int count) {
        return new FrameBuilder(Frame.RESULT, 64).text("0").text("0").u32(count);
    }
}
