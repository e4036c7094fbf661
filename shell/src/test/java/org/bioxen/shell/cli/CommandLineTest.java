// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.bioxen.api.vm.VmManager;
import org.bioxen.shell.options.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;

/** What the command line answers without a VM; what it does with one is proven on the built distribution. */
class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(OutputStream stdout, String... args) {
        Console console = new Console(InputStream.nullInputStream(), stdout, err);
        return new CommandLine(untouched(BundleContext.class), untouched(VmManager.class), console).applyAsInt(args);
    }

    private int run(String... args) {
        return run(out, args);
    }

    private static <T> T untouched(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            throw new AssertionError(method + " was called, but nothing should be");
        }));
    }

    private String stderr() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String stdout() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "frobnicate,frobnicate",
        "report.lua,bioxen run report.lua",
        "exec,exec needs CODE",
        "exec --nosuch 1,--nosuch",
        "exec --timeout 5 1,--timeout",
        "exec --level high 1,--level",
        "exec 1 2,quote it",
        "exec --env= 1,--env",
        "pkg,pkg needs a VERB",
        "pkg frobnicate,install",
        "help env frobnicate,create",
        "run,run needs FILE",
        "run --nosuch x.lua,--nosuch",
        "repl x.lua,run runs a file",
        "repl --json,--json",
        "-c,-c takes one SCRIPT",
        "strat,did you mean",
        "help nosuch,nosuch"
    })
    void wrongUsageIsOneLineThatSaysWhatAndWhereToLook(String line, String hint) {
        int code = run(line.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(stdout()).isEmpty();
        assertThat(stderr()).startsWith("bioxen: ").contains(hint).endsWith("; try 'bioxen --help'\n");
        assertThat(stderr().lines()).hasSize(1);
    }

    @Test
    void noArgumentsAreWrongUsageHere() {
        assertThat(run()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h"})
    void helpNamesTheCommandsAndTheExitCodes(String word) {
        assertThat(run(word)).isZero();
        assertThat(stdout()).contains("bioxen exec", "bioxen run", "bioxen -c", "124 timed out");
        assertThat(stderr()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"help exec", "exec --help", "help run", "run -h"})
    void helpOnACommandNamesItsOptions(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(stdout()).contains("--backend NAME", "--timeout TIME", "--json");
        for (Option option : CommandLine.SCRIPT_OPTIONS) {
            assertThat(stdout().replaceAll("\\s+", " ")).contains(option.description());
        }
    }

    @Test
    void helpFitsATerminal() {
        run("help");
        run("help", "exec");
        run("help", "run");
        run("help", "-c");

        assertThat(stdout().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
    }

    @Test
    void aScriptThatIsNotThereIsOneLineAndAScriptError() {
        assertThat(run("run", "nosuch.lua")).isEqualTo(1);
        assertThat(stderr()).isEqualTo("bioxen: cannot read nosuch.lua: there is no such file\n");
    }

    @Test
    void aReaderWhoLeftEndsTheProcessQuietly() {
        OutputStream closed = OutputStream.nullOutputStream();
        try {
            closed.close();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }

        assertThat(run(closed, "help")).isEqualTo(141);
        assertThat(stderr()).isEmpty();
    }
}
