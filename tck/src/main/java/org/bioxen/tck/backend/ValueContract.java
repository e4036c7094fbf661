// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that a chunk returns leave the engine as they are. */
interface ValueContract extends BackendContract {
    @ParameterizedTest
    @ValueSource(strings = {"", "return", "local x = 1", "-- nothing"})
    default void chunkThatReturnsNothingHasNoValues(String source) throws InterruptedException {
        assertThat(bench().run(source).values()).isEmpty();
    }

    @Test
    default void nilsAreKeptAtEveryPlace() throws InterruptedException {
        assertThat(bench().run("return nil, 1, nil, nil").values())
                .containsExactly(LuaValue.nil(), LuaValue.of(1), LuaValue.nil(), LuaValue.nil());
    }

    @Test
    default void booleansAndStringsAreReturned() throws InterruptedException {
        assertThat(bench().run("return true, false, '', 'text'").values())
                .containsExactly(LuaValue.of(true), LuaValue.of(false), LuaValue.of(""), LuaValue.of("text"));
    }

    @Test
    default void manyValuesAreReturnedInOrder() throws InterruptedException {
        List<LuaValue> values = bench().run("""
                local t = {}
                for i = 1, 200 do t[i] = i end
                return (table.unpack or unpack)(t)""").values();

        assertThat(values).hasSize(200).first().isEqualTo(LuaValue.of(1));
        assertThat(values).last().isEqualTo(LuaValue.of(200));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 255, 2147483647L, -2147483648L, 4294967296L, 9007199254740991L, -9007199254740991L})
    default void integralNumbersAreIntegers(long number) throws InterruptedException {
        assertThat(bench().run("return " + number).value()).isEqualTo(LuaValue.of(number));
    }

    @Test
    default void integralFloatsFollowTheVersion() throws InterruptedException {
        LuaEngine engine = bench().start();
        LuaDialect dialect = LuaDialect.of(engine.luaVersion());

        assertThat(bench().run(engine, "return 4/2, 2^53, -2^53, 1e3").values())
                .containsExactly(
                        dialect.integralFloat(2),
                        dialect.integralFloat(9007199254740992L),
                        dialect.integralFloat(-9007199254740992L),
                        dialect.integralFloat(1000));
    }

    @Test
    default void beyondTwoToThe53TheSubtypeDecides() throws InterruptedException {
        LuaEngine engine = bench().start();

        if (LuaDialect.of(engine.luaVersion()).integers()) {
            assertThat(bench().run(engine, "return 9007199254740993, math.maxinteger, math.mininteger, 2^54")
                            .values())
                    .containsExactly(
                            LuaValue.of(9007199254740993L),
                            LuaValue.of(Long.MAX_VALUE),
                            LuaValue.of(Long.MIN_VALUE),
                            LuaValue.of(0x1p54));
        } else {
            assertThat(bench().run(engine, "return 2^53 + 2, -2^53 - 2, 2^63").values())
                    .containsExactly(
                            LuaValue.of(9007199254740994.0), LuaValue.of(-9007199254740994.0), LuaValue.of(0x1p63));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5",
        "-0.1, -0.1",
        "1/3, 0.3333333333333333",
        "1e308, 1e308",
        "5e-324, 4.9e-324",
        "math.huge, Infinity",
        "-math.huge, -Infinity",
        "0/0, NaN"
    })
    default void floatsAreReturnedToTheLastBit(String expression, double expected) throws InterruptedException {
        assertThat(bench().run("return " + expression).value()).isEqualTo(LuaValue.of(expected));
    }

    @Test
    default void stringsAreAnyBytes() throws InterruptedException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        assertThat(bench().run("""
                local t = {}
                for i = 0, 255 do t[#t + 1] = string.char(i) end
                return table.concat(t)""").value()).isEqualTo(LuaValue.of(all));
    }

    @Test
    default void sourceIsBytesToo() throws InterruptedException {
        assertThat(bench().run("return 'Ωmega – 日本', #'Ω'").values())
                .containsExactly(LuaValue.of("Ωmega – 日本"), LuaValue.of(2));
    }

    @Test
    default void stringOfOneMebibyteIsIntact() throws InterruptedException {
        LuaValue value = bench().run("return ('0123456789abcdef'):rep(65536)").value();

        assertThat(value).isEqualTo(LuaValue.of("0123456789abcdef".repeat(65536)));
    }

    @Test
    default void sequenceComesFirstAndInOrder() throws InterruptedException {
        LuaValue.Table table = bench().run("""
                local t = {name = 'x'}
                for i = 20, 1, -1 do t[i] = i * i end
                t[22] = 'after a hole'
                t[-1] = 'before'
                return t""").table();

        assertThat(table.entries()).hasSize(23);
        for (int i = 0; i < 20; i++) {
            long key = i + 1;
            assertThat(table.entries().get(i)).isEqualTo(new LuaValue.Entry(LuaValue.of(key), LuaValue.of(key * key)));
        }
        assertThat(table.get("name")).contains(LuaValue.of("x"));
        assertThat(table.get(22)).contains(LuaValue.of("after a hole"));
        assertThat(table.get(-1)).contains(LuaValue.of("before"));
    }

    @Test
    default void keysAreOfAnyType() throws InterruptedException {
        LuaValue.Table table = bench().run("""
                return {[true] = 'boolean', [1.5] = 'float', [2^1] = 'integral', ['a\\0b'] = 'string', [{}] = 'table'}""").table();

        assertThat(table.get(LuaValue.of(true))).contains(LuaValue.of("boolean"));
        assertThat(table.get(LuaValue.of(1.5))).contains(LuaValue.of("float"));
        assertThat(table.get(2))
                .as("a float key with an integer's value is that integer")
                .contains(LuaValue.of("integral"));
        assertThat(table.get(LuaValue.of("a\0b"))).contains(LuaValue.of("string"));
        assertThat(table.entries())
                .filteredOn(e -> e.key() instanceof LuaValue.Table)
                .hasSize(1);
    }

    @Test
    default void emptyTableIsATable() throws InterruptedException {
        assertThat(bench().run("return {}").table().entries()).isEmpty();
    }

    @Test
    default void nestedTablesAreReturned() throws InterruptedException {
        LuaValue.Table table = bench().run("return {a = {b = {c = 'deep'}}}").table();

        LuaValue.Table a = (LuaValue.Table) table.get("a").orElseThrow();
        LuaValue.Table b = (LuaValue.Table) a.get("b").orElseThrow();
        assertThat(b.get("c")).contains(LuaValue.of("deep"));
    }

    @Test
    default void sharedTableIsReferredTo() throws InterruptedException {
        List<LuaValue> values = bench().run("""
                local shared = {1}
                return {shared, shared}, shared""").values();

        LuaValue.Table outer = (LuaValue.Table) values.get(0);
        LuaValue.Table first = (LuaValue.Table) outer.get(1).orElseThrow();
        assertThat(outer.get(2)).contains(new LuaValue.Reference(first.id()));
        assertThat(values.get(1)).isEqualTo(new LuaValue.Reference(first.id()));
    }

    @Test
    default void cyclicTableIsReferredTo() throws InterruptedException {
        LuaValue.Table table = bench().run("""
                local t = {}
                t.self = t
                t[t] = 'key'
                return t""").table();

        assertThat(table.get("self")).contains(new LuaValue.Reference(table.id()));
        assertThat(table.get(new LuaValue.Reference(table.id()))).contains(LuaValue.of("key"));
    }

    @Test
    default void functionsAndCoroutinesAreOpaque() throws InterruptedException {
        List<LuaValue> values = bench().run("return function() end, print, coroutine.create(print), {f = print}")
                .values();

        assertOpaque(values.get(0), "function");
        assertOpaque(values.get(1), "function");
        assertOpaque(values.get(2), "thread");
        assertOpaque(((LuaValue.Table) values.get(3)).get("f").orElseThrow(), "function");
    }

    private static void assertOpaque(LuaValue value, String type) {
        assertThat(value).isInstanceOf(LuaValue.Opaque.class);
        assertThat(value.typeName()).isEqualTo(type);
        assertThat(value.asText()).startsWith(type);
    }

    @Test
    default void metamethodsAreNotRunWhileValuesAreTakenOut() throws InterruptedException {
        LuaEngine engine = bench().start();

        LuaValue.Table table = bench().run(engine, """
                hits = 0
                local function hit() hits = hits + 1; return nil end
                local meta = {__index = hit, __len = hit, __pairs = hit, __ipairs = hit, __eq = hit, __lt = hit,
                              __tostring = hit, __call = hit, __concat = hit, __metatable = 'locked'}
                local function guarded(t) return setmetatable(t, meta) end
                return guarded({'a', 'b', key = guarded({})})""").table();

        assertThat(table.get(1)).contains(LuaValue.of("a"));
        assertThat(table.get(2)).contains(LuaValue.of("b"));
        assertThat(table.get("key")).containsInstanceOf(LuaValue.Table.class);
        assertThat(bench().run(engine, "return hits").value()).isEqualTo(LuaValue.of(0));
    }

    @Test
    default void tableWithinTheBoundIsWhole() throws InterruptedException {
        LuaValue.Table table = bench().run("""
                local t = {}
                for i = 1, 40000 do t[i] = i end
                return t""").table();

        assertThat(table.entries()).hasSize(40_000);
        assertThat(table.get(40_000)).contains(LuaValue.of(40_000));
    }

    @Test
    default void tableBeyondTheBoundIsOpaque() throws InterruptedException {
        assertThat(bench().run("""
                local t = {}
                for i = 1, %d do t[i] = i end
                return t""".formatted(Evaluation.MAX_VALUES)).value())
                .isInstanceOf(LuaValue.Opaque.class)
                .extracting(LuaValue::typeName)
                .isEqualTo("table");
    }

    @Test
    default void tablesFromTheBoundOnAreOpaque() throws InterruptedException {
        // 300 tables of 300 pairs: each fits, all do not
        LuaValue.Table table = bench().run("""
                local t = {}
                for i = 1, 300 do
                    t[i] = {}
                    for j = 1, 300 do t[i][j] = j end
                end
                return t""").table();

        assertThat(table.entries()).hasSize(300);
        assertThat(table.get(1)).containsInstanceOf(LuaValue.Table.class);
        assertThat(table.get(300)).containsInstanceOf(LuaValue.Opaque.class);
    }

    @Test
    default void deeplyNestedTableDoesNotHarmTheEngine() throws InterruptedException {
        LuaEngine engine = bench().start();

        Finished hundreds = bench().run(engine, NEST.formatted(200));
        Finished thousands = bench().run(engine, NEST.formatted(30_000));

        assertThat(AlwaysTrue.size(hundreds.values())).isEqualTo(1 + 2 * 199);
        assertThat(thousands.value().typeName()).isEqualTo("table");
        assertThat(bench().run(engine, "return 'well'").text()).isEqualTo("well");
    }

    /** Tables in tables, so many deep. */
    String NEST = """
            local t = {}
            for i = 2, %d do t = {t} end
            return t""";
}
