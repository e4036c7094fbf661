// SPDX-License-Identifier: Apache-2.0
package org.bioxen.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bioxen.catalog.Interpreter.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the tests that each package brings, on every interpreter. */
class PackageTest {
    private static final Path SCRIPTS = Path.of("src/test/lua").toAbsolutePath();

    @ParameterizedTest(name = "{0} {1} on {2}")
    @MethodSource
    void aPackageKeepsWhatItsTestsSay(Release release, Path test, Interpreter lua) {
        Result result = lua.run(
                SCRIPTS.resolve("strict.lua"),
                release.modules(),
                List.of(release.folder(), SCRIPTS),
                release.folder().resolve(test).toString(),
                release.folder().toString());

        assertThat(result.completed())
                .as("%s%n%s", result.errors(), result.stdout())
                .isTrue();
        assertThat(result.stdout()).containsPattern("(?m)^1\\.\\.[1-9]\\d*$").doesNotContain("not ok ");
    }

    static Stream<Arguments> aPackageKeepsWhatItsTestsSay() {
        return Release.all().stream().flatMap(release -> release.files("test").stream()
                .filter(file -> file.toString().endsWith("_test.lua"))
                .flatMap(file -> Stream.of(Interpreter.values())
                        .map(lua -> Arguments.of(release, release.folder().relativize(file), lua))));
    }

    @ParameterizedTest
    @EnumSource
    void everyModuleLoadsWithoutIoOsAndDebug(Interpreter lua) {
        for (Release release : Release.all()) {
            Result result = lua.run(
                    SCRIPTS.resolve("bare.lua"),
                    release.modules(),
                    List.of(),
                    release.moduleNames().toArray(String[]::new));

            assertThat(result).as("%s", release).isEqualTo(new Result(true, "loaded\n", ""));
        }
    }
}
