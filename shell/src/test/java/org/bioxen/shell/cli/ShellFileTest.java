// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellFileTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"x.gosh,true", "a/x.gosh,true", "./x,true", "/bin/x,true", "./x.lua,false", "x.lua,false", "exec,false"
    })
    void isToldByItsEndingOrByItsPath(String word, boolean expected) {
        assertThat(ShellFile.isOne(word)).isEqualTo(expected);
    }

    @Test
    void itsArgumentsAreVariables() throws Exception {
        Files.writeString(directory.resolve("s é.gosh"), "echo ü");

        ShellScripts.Request script = ShellFile.read("s é.gosh", directory, List.of("one", "two three"));

        assertThat(script.text()).isEqualTo("echo ü");
        assertThat(script.directory()).isEqualTo(directory);
        assertThat(script.variables())
                .containsEntry("0", "s é.gosh")
                .containsEntry("args", List.of("one", "two three"))
                .containsEntry("1", "one")
                .containsEntry("2", "two three")
                .hasSize(4);
    }

    @Test
    void oneThatCannotBeReadIsToldInOneLine() throws Exception {
        Files.write(directory.resolve("binary.gosh"), new byte[] {(byte) 0xff, 0});

        assertUnreadable("missing.gosh", "cannot read missing.gosh: there is no such file");
        assertUnreadable("binary.gosh", "cannot run binary.gosh: it is no text in UTF-8");
        assertUnreadable("./.", "cannot read ./.: it is a directory");
        assertUnreadable("a\0b.gosh", "cannot read a\0b.gosh: that is no path");
    }

    private void assertUnreadable(String name, String message) {
        assertThatThrownBy(() -> ShellFile.read(name, directory, List.of()))
                .isInstanceOf(ScriptFile.UnreadableException.class)
                .hasMessage(message);
    }
}
