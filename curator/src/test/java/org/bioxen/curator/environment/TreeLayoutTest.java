// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.spi.catalog.PackagePlan.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeLayoutTest {
    private static final PackageId CSV = new PackageId(new PackageName("csv"), PackageVersion.parse("1.0-1"));

    private final TreeLayout layout = new TreeLayout("5.4");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whereAFileOfAKindIsPlacedThatKindIsFound(Kind kind) {
        assertThat(layout.kindOf(CSV, layout.place(kind, CSV, "a/b.lua"))).contains(kind);
    }

    @Test
    void whatLuaRocksWritesBelongsToNoPackage() {
        assertThat(layout.kindOf(CSV, "lib/luarocks/rocks-5.4/manifest")).isEmpty();
        assertThat(layout.kindOf(CSV, "lib/luarocks/rocks-5.4/csv/1.0-1/rock_manifest"))
                .isEmpty();
        assertThat(layout.kindOf(CSV, "lib/luarocks/rocks-5.4/json/1.0-1/data/x"))
                .isEmpty();
        assertThat(layout.kindOf(CSV, "share/lua/5.3/csv.lua")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../x",
                "a/../../x",
                "a/./x",
                ".",
                "a//b",
                "a/",
                "C:/x",
                "a\\b",
                "a\u0000b",
                "a\nb",
                "con",
                "a/NUL.lua",
                "lpt1.txt",
                "a.",
                "a ",
                "x:y",
                "a*b",
                "a\u202eb",
                "e\u0301"
            })
    void aTargetThatCouldLeadElsewhereIsRefused(String target) {
        assertThatThrownBy(() -> layout.place(Kind.LUA, CSV, target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aTargetThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> layout.place(Kind.LUA, CSV, "x".repeat(256)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> layout.place(Kind.LUA, CSV, "x/".repeat(300) + "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"1.0-1,1.0-1", "1.0,1.0-1", "2_0-3,2.0-3", "1.0-beta-2,1.0.beta-2", "scm-1,scm-1", "1.0-rc1,1.0.rc1-1"})
    void aVersionIsWrittenAsLuaRocksInsistsOnIt(String version, String rock) {
        assertThat(TreeLayout.rockVersion(PackageVersion.parse(version)))
                .isEqualTo(rock)
                .matches("[A-Za-z0-9.]+-[0-9]+");
    }
}
