// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LuaValueTest {
    @Test
    void valuesTellTheirLuaType() {
        assertThat(LuaValue.nil().typeName()).isEqualTo("nil");
        assertThat(LuaValue.of(true).typeName()).isEqualTo("boolean");
        assertThat(LuaValue.of(1).typeName()).isEqualTo("number");
        assertThat(LuaValue.of(0.5).typeName()).isEqualTo("number");
        assertThat(LuaValue.of("x").typeName()).isEqualTo("string");
        assertThat(new LuaValue.Table(1, List.of()).typeName()).isEqualTo("table");
        assertThat(new LuaValue.Reference(1).typeName()).isEqualTo("table");
        assertThat(new LuaValue.Opaque("thread", "thread: 0x1").typeName()).isEqualTo("thread");
    }

    @Test
    void textIsForPeople() {
        assertThat(LuaValue.nil().asText()).isEqualTo("nil");
        assertThat(LuaValue.of(false).asText()).isEqualTo("false");
        assertThat(LuaValue.of(-42).asText()).isEqualTo("-42");
        assertThat(LuaValue.of(Double.NaN).asText()).isEqualTo("nan");
        assertThat(LuaValue.of(Double.POSITIVE_INFINITY).asText()).isEqualTo("inf");
        assertThat(LuaValue.of(Double.NEGATIVE_INFINITY).asText()).isEqualTo("-inf");
        assertThat(LuaValue.of(0.5).asText()).isEqualTo("0.5");
        assertThat(new LuaValue.Opaque("function", "function: 0x1").asText()).isEqualTo("function: 0x1");
    }

    @Test
    void integerAndFloatAreDifferentValues() {
        assertThat(LuaValue.of(1)).isNotEqualTo(LuaValue.of(1.0));
        assertThat(LuaValue.of(Double.NaN))
                .as("so that results can be compared")
                .isEqualTo(LuaValue.of(Double.NaN));
    }

    @Test
    void stringIsBytesThatNobodyCanChange() {
        byte[] bytes = {'a', 0, -1};
        LuaValue.Str string = LuaValue.Str.of(bytes);

        bytes[0] = 'b';
        string.toByteArray()[0] = 'c';

        assertThat(string.toByteArray()).containsExactly('a', 0, -1);
        assertThat(string.length()).isEqualTo(3);
        assertThatThrownBy(() -> string.bytes().put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void stringIsTextOnlyIfItIsUtf8() {
        assertThat(LuaValue.Str.of("Ω").asUtf8()).contains("Ω");
        assertThat(LuaValue.Str.of(new byte[] {-1}).asUtf8()).isEmpty();
        assertThat(LuaValue.Str.of(new byte[] {-1}).asText()).isEqualTo("\ufffd");
    }

    @Test
    void stringsAreEqualByTheirBytes() {
        assertThat(LuaValue.of("Ω"))
                .isEqualTo(LuaValue.of(new byte[] {(byte) 0xce, (byte) 0xa9}))
                .hasSameHashCodeAs(LuaValue.of("Ω"))
                .isNotEqualTo(LuaValue.of("O"));
        assertThat(LuaValue.Str.of(new byte[] {1, 2, 3, 4}, 1, 2)).isEqualTo(LuaValue.of(new byte[] {2, 3}));
    }

    @Test
    void rangeOutsideTheBytesIsRefused() {
        assertThatThrownBy(() -> LuaValue.Str.of(new byte[3], 2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void tableAnswersByKey() {
        LuaValue.Table table = new LuaValue.Table(
                1,
                List.of(
                        new LuaValue.Entry(LuaValue.of(1), LuaValue.of("first")),
                        new LuaValue.Entry(LuaValue.of("gc"), LuaValue.of(0.5)),
                        new LuaValue.Entry(LuaValue.of(true), LuaValue.of("yes"))));

        assertThat(table.get(1)).contains(LuaValue.of("first"));
        assertThat(table.get("gc")).contains(LuaValue.of(0.5));
        assertThat(table.get(LuaValue.of(true))).contains(LuaValue.of("yes"));
        assertThat(table.get("1")).isEmpty();
    }

    @Test
    void tableCopiesItsEntries() {
        List<LuaValue.Entry> entries = new ArrayList<>();
        LuaValue.Table table = new LuaValue.Table(1, entries);

        entries.add(new LuaValue.Entry(LuaValue.of(1), LuaValue.of(1)));

        assertThat(table.entries()).isEmpty();
    }

    @Test
    void nullIsNoValue() {
        assertThatNullPointerException().isThrownBy(() -> new LuaValue.Entry(null, LuaValue.nil()));
        assertThatNullPointerException().isThrownBy(() -> new LuaValue.Entry(LuaValue.of(1), null));
        assertThatNullPointerException().isThrownBy(() -> new LuaValue.Opaque("function", null));
    }
}
