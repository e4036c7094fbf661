// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Rebind;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.VmSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VmOptionsTest {
    private static final Path HERE = Path.of("/here");

    private static Arguments read(String... args) {
        return Arguments.mixed(EnumSet.allOf(Option.class), List.of(args));
    }

    private static VmSpec oneShot(String... args) {
        return VmOptions.oneShot(read(args), HERE).build();
    }

    private static VmSpec lasting(String... args) {
        return VmOptions.lasting(read(args), HERE).build();
    }

    @Test
    void aOneShotIsTrustedAndUnlimitedLikeLuaItself() {
        VmSpec spec = oneShot();

        assertThat(spec.level()).isEqualTo(SandboxLevel.TRUSTED);
        assertThat(spec.limits().wallTime()).isEmpty();
        assertThat(spec.limits().outputBytes()).isEmpty();
        assertThat(spec.limits().memoryBytes()).isEmpty();
    }

    @Test
    void aLastingVmHasTheDefaultsOfTheApi() {
        VmSpec spec = lasting();

        assertThat(spec.level()).isEqualTo(SandboxLevel.CONSTRAINED);
        assertThat(spec.limits()).isEqualTo(Limits.defaults(SandboxLevel.CONSTRAINED));
        assertThat(spec.persistent()).isFalse();
    }

    @Test
    void everyOptionReachesTheSpec() {
        VmSpec spec = oneShot(
                "--backend",
                "process",
                "--lua",
                "lua5.4",
                "--level",
                "Constrained",
                "--networked",
                "--debug",
                "--timeout",
                "5s",
                "--memory",
                "64m",
                "--output",
                "1k");

        assertThat(spec.backend()).contains("process");
        assertThat(spec.luaExecutable()).contains("lua5.4");
        assertThat(spec.level()).isEqualTo(SandboxLevel.CONSTRAINED);
        assertThat(spec.networked()).isTrue();
        assertThat(spec.debug()).isTrue();
        assertThat(spec.limits().wallTime()).contains(Duration.ofSeconds(5));
        assertThat(spec.limits().memoryBytes()).hasValue(64 << 20);
        assertThat(spec.limits().outputBytes()).hasValue(1024);
    }

    @Test
    void grantsAreRelativeToTheDirectory() {
        VmSpec spec = oneShot("--read", "data", "--read", "/etc", "--write", "../out", "--pass-env", "HOME");

        assertThat(spec.grants().readPaths()).containsExactlyInAnyOrder(Path.of("/here/data"), Path.of("/etc"));
        assertThat(spec.grants().writePaths()).containsExactly(Path.of("/out"));
        assertThat(spec.grants().environmentVariables()).containsExactly("HOME");
    }

    @Test
    void aLastingVmTakesLabelsAndPersistence() {
        VmSpec spec = lasting("--persistent", "--label", "team=a=b", "--label", "empty=");

        assertThat(spec.persistent()).isTrue();
        assertThat(spec.labels()).containsEntry("team", "a=b").containsEntry("empty", "");
    }

    @Test
    void aLastingVmTakesWhatElseASpecHolds(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("first.lua"), "x = 1");
        VmSpec spec = VmOptions.lasting(
                        Arguments.mixed(
                                EnumSet.allOf(Option.class),
                                List.of(
                                        "--lua-version=5.4",
                                        "--rebind=never",
                                        "--preload=first.lua",
                                        "--env=lab",
                                        "--cpu=2s",
                                        "--instructions=5000000000",
                                        "--call-depth=100",
                                        "--source=64k")),
                        directory)
                .build();

        assertThat(spec.luaVersion()).contains("5.4");
        assertThat(spec.rebind()).isEqualTo(Rebind.NEVER);
        assertThat(spec.preloads()).singleElement().satisfies(script -> assertThat(script.text())
                .isEqualTo("x = 1"));
        assertThat(spec.environment()).contains("lab");
        assertThat(spec.limits().cpuTime()).contains(Duration.ofSeconds(2));
        assertThat(spec.limits().instructions()).hasValue(5_000_000_000L);
        assertThat(spec.limits().callDepth()).hasValue(100);
        assertThat(spec.limits().sourceBytes()).hasValue(64 << 10);
    }

    @ParameterizedTest
    @CsvSource({"250ms,250", "5s,5000", "0.5s,500", "2m,120000", "1h,3600000"})
    void aTimeHasAUnit(String text, long millis) {
        assertThat(oneShot("--timeout", text).limits().wallTime()).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "0"})
    void noneTakesALimitAway(String none) {
        VmSpec spec = lasting("--timeout", none, "--output", none);

        assertThat(spec.limits().wallTime()).isEmpty();
        assertThat(spec.limits().outputBytes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5x", "s", "-1s", "0s", "1e3s", "1.2.3s", "NaNs", "999999999h", "5 s", ""})
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> oneShot("--timeout", text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--timeout");
    }

    @ParameterizedTest
    @CsvSource({"100,100", "1k,1024", "2K,2048", "3m,3145728", "4G,4294967296"})
    void aSizeMayHaveAUnit(String text, long bytes) {
        assertThat(oneShot("--memory", text).limits().memoryBytes()).hasValue(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "-1", "0", "1.5m", "1t", "99999999999g", "none", ""})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> oneShot("--memory", text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--memory");
    }

    @ParameterizedTest
    @CsvSource({
        "--level,open",
        "--backend,' '",
        "--lua,''",
        "--read,''",
        "--pass-env,''",
        "--label,=x",
        "--label,x",
        "--rebind,x",
        "--preload,/nosuch",
        "--instructions,0",
        "--call-depth,x",
        "--cpu,5",
        "--source,x"
    })
    void aWrongValueIsRefusedByTheNameOfItsOption(String option, String value) {
        assertThatThrownBy(() -> lasting(option, value))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(option);
    }

    @Test
    void theTextOfAUsageErrorIsItsMessage() {
        assertThat(new UsageException("say it better")).hasToString("say it better");
    }

    @Test
    void aOneShotRunsInTheEnvironmentThatIsNamed() {
        Arguments arguments = Arguments.mixed(VmOptions.all(), List.of("--env", "bio"));

        assertThat(VmOptions.oneShot(arguments, Path.of("")).build().environment())
                .contains("bio");
    }
}
