// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.io.IOException;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.core.luaj.vm.Console;

/** The standard streams as files: always those of the evaluation that runs. */
final class StandardStreams {
    private StandardStreams() {}

    /** Standard input. */
    static final class In extends Stream {
        private final Console console;

        In(Console console) {
            this.console = console;
        }

        @Override
        int read(byte[] bytes, int offset, int length) throws IOException {
            return console.read(bytes, offset, length);
        }

        @Override
        void abandon() {}
    }

    /** Standard output. */
    static final class Out extends Stream {
        private final Console console;

        Out(Console console) {
            this.console = console;
        }

        @Override
        void write(byte[] bytes, int offset, int length) {
            console.write(StandardStream.STDOUT, bytes, offset, length);
        }

        @Override
        void flush() {
            console.flush();
        }

        @Override
        void buffer(int bytes, boolean untilNewline) {
            console.buffer(bytes, untilNewline);
        }

        @Override
        void abandon() {}
    }

    /** Standard error. */
    static final class Err extends Stream {
        private final Console console;

        Err(Console console) {
            this.console = console;
        }

        @Override
        void write(byte[] bytes, int offset, int length) {
            console.flush();
            console.write(StandardStream.STDERR, bytes, offset, length);
        }

        @Override
        void abandon() {}
    }
}
