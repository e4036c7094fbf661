// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.itests.distribution.Bioxen.bioxen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --level}, and the options that open what a level closes. */
class SandboxDistributionIT {
    private static final String PROBE = """
            print(select(2, pcall(require, 'org.luaj.vm2.lib.jse.LuajavaLib')))
            print(io.open('/etc/passwd'))
            print(pcall(dofile, '/etc/passwd'))
            print(os.getenv('PATH'))
            print(load('\\27Lua'))
            print(os.execute('id'))
            print(io.popen('id'))
            print(io.open('made-by-the-script', 'w'))
            print(debug.getregistry, string.dump, luajava)""";

    @ParameterizedTest
    @ValueSource(strings = {"constrained", "isolated"})
    void whatTheLevelClosesIsALuaErrorOrNil(String level) {
        String closed = " is closed at the sandbox level '" + level
                + "': no process is started; run the script at the level 'trusted' if you trust it\t1\n";

        bioxen().run("exec", "--level", level, PROBE)
                .exits(0)
                .prints("module 'org.luaj.vm2.lib.jse.LuajavaLib' not found:\n"
                        + "\tno field package.preload['org.luaj.vm2.lib.jse.LuajavaLib']\n"
                        + "\tno module 'org.luaj.vm2.lib.jse.LuajavaLib' in the environment\n"
                        + "nil\t/etc/passwd: Permission denied\t13\n"
                        + "false\tcannot open /etc/passwd: Permission denied\n"
                        + "nil\n"
                        + "nil\t[string \"\033Lua\"]: bytecode is not loaded here; load source text\n"
                        + "nil\tos.execute" + closed
                        + "nil\tio.popen" + closed
                        + "nil\tmade-by-the-script: Permission denied\t13\n"
                        + "nil\tnil\tnil\n")
                .complainsNot();
    }

    @Test
    void whatIsGrantedIsOpen(@TempDir Path temporary) throws IOException {
        Path directory = temporary.toRealPath();
        Path granted = Files.writeString(directory.resolve("genome.fa"), ">one\nACGT\n");
        Path closed = Files.writeString(directory.resolve("secret.txt"), "secret");
        Path report = directory.resolve("report.txt");
        String script = "print(io.open('" + granted + "'):read('*a')) print(io.open('" + closed + "'))" + " io.open('"
                + report + "', 'w'):write('done'):close() print(os.getenv('GENOME'), os.getenv('HOME'))";

        bioxen().with("GENOME", "human")
                .run(
                        "exec",
                        "--level",
                        "constrained",
                        "--read",
                        granted.toString(),
                        "--write",
                        report.toString(),
                        "--pass-env",
                        "GENOME",
                        script)
                .exits(0)
                .prints(">one\nACGT\n\nnil\t" + closed + ": Permission denied\t13\nhuman\tnil\n")
                .complainsNot();

        assertThat(Files.readString(report)).isEqualTo("done");
    }

    @Test
    void aScriptFileRunsAtALevelAndKeepsItsName(@TempDir Path temporary) throws IOException {
        Path script = Files.writeString(temporary.resolve("job.lua"), "print(#arg, ...)\nerror('boom')\n");

        Completed failed = bioxen().run("run", "--level", "isolated", script.toString(), "a", "b");

        failed.exits(1).prints("2\ta\tb\n");
        assertThat(failed.stderr()).contains("job.lua:2: boom");
    }
}
