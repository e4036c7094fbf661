// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bioxen.api.vm.Grants;
import org.bioxen.core.luaj.vm.CoroutineTransport;
import org.bioxen.core.luaj.vm.LuaState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody swaps for a link between the look at a path and its opening does not lead out. */
class GrantedFilesTest {
    private final LuaState vm = new LuaState(1, CoroutineTransport.best());

    @TempDir
    Path temporary;

    private Path open;
    private Path deep;
    private Path outside;

    @BeforeEach
    void prepare() throws IOException {
        Path directory = temporary.toRealPath();
        open = Files.createDirectory(directory.resolve("open"));
        deep = Files.createDirectories(open.resolve("a/b"));
        Files.writeString(deep.resolve("f"), "inside");
        outside = Files.createDirectories(directory.resolve("outside/b")).getParent();
        Files.writeString(outside.resolve("b/f"), "outside");
        Files.writeString(outside.resolve("f"), "outside");
    }

    private GrantedFiles granted() {
        return new GrantedFiles(Grants.builder().write(open).build());
    }

    private void swapForLink(Path what, Path target) throws IOException {
        Files.move(what, open.resolveSibling("aside"));
        Files.createSymbolicLink(what, target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "w", "a", "r+", "w+", "a+"})
    void lastComponent(String mode) throws IOException {
        GrantedFiles.Found found = granted().find(deep + "/f", mode);

        swapForLink(deep.resolve("f"), outside.resolve("f"));

        assertThatThrownBy(() -> GrantedFiles.open(vm, found, mode)).isInstanceOf(IOException.class);
        assertThat(Files.readString(outside.resolve("f"))).isEqualTo("outside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "w", "a", "r+", "w+", "a+"})
    void directoryInTheMiddle(String mode) throws IOException {
        GrantedFiles.Found found = granted().find(deep + "/f", mode);

        swapForLink(open.resolve("a"), outside);

        assertThatThrownBy(() -> GrantedFiles.open(vm, found, mode)).isInstanceOf(IOException.class);
        assertThat(Files.readString(outside.resolve("b/f"))).isEqualTo("outside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "w", "a", "r+", "w+", "a+"})
    void grantedDirectoryItself(String mode) throws IOException {
        GrantedFiles.Found found = granted().find(open + "/a/b/f", mode);
        Files.createDirectories(outside.resolve("a/b"));
        Files.writeString(outside.resolve("a/b/f"), "outside");

        swapForLink(open, outside);

        assertThatThrownBy(() -> GrantedFiles.open(vm, found, mode)).isInstanceOf(IOException.class);
        assertThat(Files.readString(outside.resolve("a/b/f"))).isEqualTo("outside");
    }

    @Test
    void newFileWhereALinkHasBeenPlantedMeanwhile() throws IOException {
        GrantedFiles.Found found = granted().find(deep + "/new", "w");

        Files.createSymbolicLink(deep.resolve("new"), outside.resolve("made"));

        assertThatThrownBy(() -> GrantedFiles.open(vm, found, "w")).isInstanceOf(IOException.class);
        assertThat(outside.resolve("made")).doesNotExist();
    }

    @Test
    void withoutASwapItOpens() throws IOException {
        DiskFile file = GrantedFiles.open(vm, granted().find(deep + "/f", "r"), "r");

        assertThat(file.readAll(vm)).asString().isEqualTo("inside");
        file.abandon();
    }
}
