// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bioxen.api.vm.StandardStream;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static final OutputStream CLOSED = new OutputStream() {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
        }
    };

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(InputStream.nullInputStream(), out, err);

    @Test
    void bytesLeaveAsTheyAre() {
        console.output(StandardStream.STDOUT, ByteBuffer.wrap(new byte[] {0, (byte) 0xff, '\n'}));
        console.output(StandardStream.STDERR, ByteBuffer.wrap(new byte[] {(byte) 0x80}));

        assertThat(out.toByteArray()).containsExactly(0, 0xff, '\n');
        assertThat(err.toByteArray()).containsExactly(0x80);
    }

    @Test
    void thePlatformSpeaksUtf8WhateverTheLocale() {
        console.complain("é");

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("bioxen: é\n");
    }

    @Test
    void aReaderWhoLeavesStopsTheScript() {
        Console closed = new Console(InputStream.nullInputStream(), CLOSED, err);

        assertThatThrownBy(() -> closed.output(StandardStream.STDOUT, ByteBuffer.wrap(new byte[1])))
                .isInstanceOf(Console.OutputClosedException.class);
        assertThat(closed.outputClosed()).isTrue();
    }

    @Test
    void withoutStandardErrorAScriptGoesOn() {
        Console closed = new Console(InputStream.nullInputStream(), out, CLOSED);

        closed.output(StandardStream.STDERR, ByteBuffer.wrap(new byte[1]));

        assertThat(closed.outputClosed()).isFalse();
    }
}
