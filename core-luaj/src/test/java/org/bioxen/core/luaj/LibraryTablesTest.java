// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The library's tables are shared templates until a VM changes them: that nobody notices. */
final class LibraryTablesTest {
    @Test
    void whatOneVmChangesIsUnchangedInTheNext() {
        try (Bed one = new Bed();
                Bed two = new Bed()) {
            one.value("string.upper = nil string.extra = 1 math.pi = 3 table[1] = 'x' io.stdout = nil _G.print = nil"
                    + " package.preload.m = 1 package.loaded.string = nil getmetatable('').__index = {}"
                    + " getmetatable(io.stderr).__index.write = nil arg = 1 return 1");

            assertThat(two.value("return string.upper('a'), string.extra, math.pi > 3.1, table[1], type(io.stdout),"
                            + " type(print), package.preload.m, type(package.loaded.string), ('a'):upper(),"
                            + " type(io.stderr.write), arg"))
                    .isEqualTo("A nil true nil userdata function nil table A function nil");
        }
    }

    @Test
    void whatAVmChangesItSees() {
        try (Bed bed = new Bed()) {
            assertThat(bed.value("string.upper = 'u' string.extra = 'e' string.lower = nil"
                            + " return string.upper, string.extra, string.lower, string.rep('x', 2)"))
                    .isEqualTo("u e nil xx");
        }
    }

    @Test
    void fieldsMayBeClearedWhileTheyAreTraversed() {
        try (Bed bed = new Bed()) {
            assertThat(bed.value("local n = 0 for k in pairs(math) do math[k] = nil n = n + 1 end"
                            + " return n > 20, next(math)"))
                    .isEqualTo("true nil");
        }
    }

    @Test
    void manyNewFieldsLeaveTheOldOnes() {
        try (Bed bed = new Bed()) {
            assertThat(bed.value("for i = 1, 100 do string['f' .. i] = i _G['g' .. i] = i end"
                            + " return string.f100, g1, string.rep('a', 2), type(print), _G._G == _G"))
                    .isEqualTo("100 1 aa function true");
        }
    }

    @Test
    void aWeakModeKeepsThePairs() {
        try (Bed one = new Bed();
                Bed two = new Bed()) {
            assertThat(one.value("setmetatable(string, { __mode = 'kv' }) string.extra = 1"
                            + " return string.upper('a'), string.extra"))
                    .isEqualTo("A 1");
            assertThat(two.value("return string.extra")).isEqualTo("nil");
        }
    }

    @Test
    void aMetatableIsOfOneVmAlone() {
        try (Bed one = new Bed();
                Bed two = new Bed()) {
            one.value("setmetatable(math, { __index = function() return 'found' end }) return 1");

            assertThat(one.value("return math.none")).isEqualTo("found");
            assertThat(two.value("return math.none, getmetatable(math)")).isEqualTo("nil nil");
        }
    }
}
