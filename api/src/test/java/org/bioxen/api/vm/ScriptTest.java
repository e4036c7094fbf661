// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {
    private static Script stream(String source) throws IOException {
        return Script.stream(new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)), "standard input");
    }

    @Test
    void textIsAScriptOfItsUtf8Bytes() {
        Script script = Script.of("return 'Ω'");

        assertThat(script.length()).isEqualTo(11);
        assertThat(script.text()).isEqualTo("return 'Ω'");
        assertThat(script.chunkName()).isEqualTo("=exec");
        assertThat(script.programName()).isEmpty();
        assertThat(script.arguments()).isEmpty();
    }

    @Test
    void bytesAreCopiedInAndReadOnlyOut() {
        byte[] bytes = {'x', 0, -1};
        Script script = Script.of(bytes);

        bytes[0] = 'y';

        ByteBuffer view = script.source();
        assertThat(view.get(0)).isEqualTo((byte) 'x');
        assertThat(view.remaining()).isEqualTo(3);
        assertThatThrownBy(() -> view.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void fileIsAProgramUnderItsOwnName(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("report.lua"), "return 1");

        Script script = Script.file(file);

        assertThat(script.chunkName()).isEqualTo("@" + file);
        assertThat(script.programName()).contains(file.toString());
        assertThat(script.text()).isEqualTo("return 1");
    }

    @Test
    void fileThatIsNotThereIsAnIoException(@TempDir Path directory) {
        assertThatThrownBy(() -> Script.file(directory.resolve("absent.lua"))).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'#!/usr/bin/env lua\nreturn 1', '\nreturn 1'",
        "'# any comment\n\nreturn 1', '\n\nreturn 1'",
        "'#!/usr/bin/env lua', ''",
        "'return #t', 'return #t'",
        "' # not the first byte', ' # not the first byte'",
        "'', ''"
    })
    void firstLineThatStartsWithAHashIsSkippedButCounted(String source, String left) throws IOException {
        Script script = stream(source);

        assertThat(script.text()).isEqualTo(left);
        assertThat(script.length()).isEqualTo(left.length());
        assertThat(script.open().readAllBytes()).isEqualTo(left.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        script.writeTo(written);
        assertThat(written).hasToString(left);
        assertThat(StandardCharsets.UTF_8.decode(script.source()).toString()).isEqualTo(left);
    }

    @Test
    void streamIsAProgramUnderTheNameGiven() throws IOException {
        Script script = stream("return 1");

        assertThat(script.chunkName()).isEqualTo("=standard input");
        assertThat(script.programName()).contains("standard input");
    }

    @Test
    void textKeepsItsFirstLineWhateverItIs() {
        assertThat(Script.of("#!/usr/bin/env lua").text()).isEqualTo("#!/usr/bin/env lua");
    }

    @Test
    void scriptsAreNeverChangedOnlyDerived() {
        Script plain = Script.of("return ...");

        Script derived = plain.named("@x.lua").withProgramName("x").withArguments("a", "b");

        assertThat(plain.chunkName()).isEqualTo("=exec");
        assertThat(plain.arguments()).isEmpty();
        assertThat(derived.chunkName()).isEqualTo("@x.lua");
        assertThat(derived.programName()).contains("x");
        assertThat(derived.arguments()).containsExactly(LuaValue.of("a"), LuaValue.of("b"));
        assertThat(derived.text()).isEqualTo("return ...");
    }

    @Test
    void argumentsAreWhatCanEnterAVm() {
        List<LuaValue> values = List.of(
                LuaValue.nil(), LuaValue.of(true), LuaValue.of(1), LuaValue.of(0.5), LuaValue.of(new byte[] {0}));

        assertThat(Script.of("").withArguments(values).arguments()).isEqualTo(values);
    }

    @Test
    void tablesAndOpaqueValuesAreNoArguments() {
        Script script = Script.of("");
        for (LuaValue value : List.of(
                new LuaValue.Table(1, List.of()),
                new LuaValue.Reference(1),
                new LuaValue.Opaque("function", "function: 0x1"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> script.withArguments(List.of(value)))
                    .withMessageContaining(value.typeName());
        }
    }

    @Test
    void blankChunkNameIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Script.of("").named(" "));
    }

    @Test
    void scriptsAreEqualByContent() throws IOException {
        assertThat(Script.of("x")).isEqualTo(Script.of(new byte[] {'x'})).hasSameHashCodeAs(Script.of("x"));
        assertThat(Script.of("x")).isNotEqualTo(Script.of("y"));
        assertThat(Script.of("x")).isNotEqualTo(Script.of("x").named("=other"));
        assertThat(Script.of("x")).isNotEqualTo(Script.of("x").withArguments("a"));
        assertThat(Script.of("x")).isNotEqualTo(Script.of("x").withProgramName("p"));
        assertThat(stream("#!lua\nx")).isEqualTo(stream("#!other\nx"));
    }
}
