// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bioxen.api.vm.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptFileTest {
    @TempDir
    private Path directory;

    private void write(String name, byte... bytes) throws IOException {
        Files.write(directory.resolve(name), bytes);
    }

    @Test
    void aScriptIsNamedAsItWasTyped() throws Exception {
        write("x.lua", "#!/usr/bin/lua\nreturn 1".getBytes(StandardCharsets.UTF_8));

        Script script = ScriptFile.read("x.lua", directory);

        assertThat(script.chunkName()).isEqualTo("@x.lua");
        assertThat(script.programName()).contains("x.lua");
        assertThat(script.text()).isEqualTo("\nreturn 1");
    }

    @Test
    void standardInputIsNamedAsLuaNamesIt() throws Exception {
        Script script = ScriptFile.read(new ByteArrayInputStream("return 1".getBytes(StandardCharsets.UTF_8)));

        assertThat(script.chunkName()).isEqualTo("=stdin");
        assertThat(script.programName()).contains("-");
    }

    @Test
    void anEmptyFileIsAScript() throws Exception {
        write("empty.lua");

        assertThat(ScriptFile.read("empty.lua", directory).length()).isZero();
    }

    @Test
    void aMissingFileIsToldInOneLine() {
        assertThatThrownBy(() -> ScriptFile.read("nosuch.lua", directory))
                .isInstanceOf(ScriptFile.UnreadableException.class)
                .hasMessage("cannot read nosuch.lua: there is no such file");
    }

    @Test
    void aDirectoryIsToldInOneLine() {
        assertThatThrownBy(() -> ScriptFile.read(".", directory))
                .isInstanceOf(ScriptFile.UnreadableException.class)
                .hasMessage("cannot read .: it is a directory");
    }

    @Test
    void aFileThatMayNotBeReadIsToldAsSuch() {
        // Not with a real file: the user who runs the tests may be allowed to read everything.
        assertThat(ScriptFile.reason(new AccessDeniedException("secret.lua"))).isEqualTo("permission denied");
    }

    @Test
    void aBinaryFileIsNoSource() throws Exception {
        write("a.bin", (byte) 0x7f, (byte) 'E', (byte) 'L', (byte) 'F', (byte) 0, (byte) 1);

        assertThatThrownBy(() -> ScriptFile.read("a.bin", directory))
                .hasMessage("cannot run a.bin: it is not Lua source but a binary file");
    }

    @Test
    void compiledLuaIsNoSource() throws Exception {
        write("luac.out", (byte) 0x1b, (byte) 'L', (byte) 'u', (byte) 'a');

        assertThatThrownBy(() -> ScriptFile.read("luac.out", directory))
                .hasMessage("cannot run luac.out: it is not Lua source but compiled Lua");
    }

    @Test
    void aPathThatCannotBeIsToldInOneLine() {
        assertThatThrownBy(() -> ScriptFile.read("a\0b", directory))
                .isInstanceOf(ScriptFile.UnreadableException.class)
                .hasMessageContaining("no path");
    }

    @Test
    void anEndlessStreamIsNotReadForEver() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) ' ');
                return length;
            }
        };

        assertThatThrownBy(() -> ScriptFile.read(endless))
                .isInstanceOf(ScriptFile.UnreadableException.class)
                .hasMessageContaining("at most 16777216 bytes");
    }
}
