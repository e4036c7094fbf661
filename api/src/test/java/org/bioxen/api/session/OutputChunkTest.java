// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OutputChunkTest {
    @Test
    void itKeepsACopyOfItsBytes() {
        byte[] bytes = {'a', 'b', 'c'};
        OutputChunk chunk = OutputChunk.of(7, OutputKind.STDOUT, 2, bytes, 1, 2);

        bytes[1] = 'x';

        assertThat(chunk.text()).isEqualTo("bc");
        assertThat(chunk.bytes().isReadOnly()).isTrue();
        assertThat(chunk.length()).isEqualTo(2);
        assertThat(chunk.sequence()).isEqualTo(7);
        assertThat(chunk.end()).isEqualTo(9);
        assertThat(chunk.input()).isEqualTo(2);
    }

    @Test
    void chunksOfTheSameContentAreEqual() {
        OutputChunk one = OutputChunk.of(1, OutputKind.STDOUT, 2, new byte[] {3});

        assertThat(one)
                .isEqualTo(OutputChunk.of(1, OutputKind.STDOUT, 2, new byte[] {3}))
                .hasSameHashCodeAs(OutputChunk.of(1, OutputKind.STDOUT, 2, new byte[] {3}))
                .isNotEqualTo(OutputChunk.of(1, OutputKind.STDERR, 2, new byte[] {3}))
                .isNotEqualTo(OutputChunk.of(1, OutputKind.STDOUT, 2, new byte[] {4}));
    }

    @Test
    void negativeNumbersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutputChunk.of(-1, OutputKind.STDOUT, 0, new byte[0]))
                .withMessageContaining("-1");
    }
}
