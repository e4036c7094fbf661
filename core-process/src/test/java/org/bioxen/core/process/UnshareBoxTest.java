// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.bioxen.api.vm.Grants;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.EvaluationResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The box of machines without bubblewrap holds what it is for. */
@Timeout(120)
class UnshareBoxTest {
    @TempDir
    private static Path scratch;

    private static Lab lab;

    @TempDir
    Path directory;

    /** One for all, since to find out what the machine keeps takes its time. */
    @BeforeAll
    static void open() {
        lab = Lab.withoutBubblewrap(scratch.resolve("box of a backend"));
        Lab.assumeKept(lab.backend, SandboxLevel.ISOLATED);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static EngineSpec.Builder spec(String interpreter) {
        return EngineSpec.builder(SandboxLevel.ISOLATED).luaExecutable(interpreter);
    }

    @ParameterizedTest
    @MethodSource("org.bioxen.core.process.Lab#interpreters")
    void onlyWhatIsGrantedIsThere(String interpreter) throws IOException {
        Path open = Files.createDirectory(directory.resolve("open to all"));
        Path results = Files.createDirectory(directory.resolve("results"));
        Files.writeString(open.resolve("data.txt"), "granted");
        Files.writeString(directory.resolve("secret.txt"), "secret");
        Grants grants = Grants.builder().read(open).write(results).build();

        EvaluationResult result = Lab.run(lab.engine(spec(interpreter).grants(grants)), """
                local function read(path)
                  local f = io.open(path)
                  return f and f:read('*l')
                end
                local made = io.open('DIRECTORY/results/new.txt', 'w')
                made:write('new')
                made:close()
                return read('DIRECTORY/open to all/data.txt'), read('DIRECTORY/secret.txt'),
                  (io.open('DIRECTORY/open to all/more.txt', 'w')), os.getenv('BIOXEN_HOST'), os.getenv('PATH')
                """.replace(
                        "DIRECTORY", directory.toRealPath().toString()));

        assertThat(Lab.texts(result)).isEqualTo(List.of("granted", "nil", "nil", "nil", "nil"));
        assertThat(results.resolve("new.txt")).hasContent("new");
    }

    @Test
    void firstProcessInsideIsTheInterpreterAndItHasNoCapabilities() throws IOException {
        ProcessEngine engine = lab.engine(spec("lua5.4"));

        ProcessHandle inside = ProcessHandle.of(engine.pid()).stream()
                .flatMap(ProcessHandle::children)
                .findFirst()
                .orElseThrow();
        List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(inside.pid()), "status"));

        assertThat(status).contains("NoNewPrivs:\t1");
        assertThat(status.stream().filter(line -> line.startsWith("Cap")))
                .allSatisfy(line -> assertThat(line).endsWith("0000000000000000"));
        assertThat(status.stream().filter(line -> line.startsWith("NSpid:")))
                .allSatisfy(line -> assertThat(line).endsWith("\t1"));
        assertThat(Files.readAllLines(Path.of("/proc", Long.toString(inside.pid()), "mounts")))
                .noneMatch(line -> line.contains(" /old"));
    }

    @Test
    void whatRunsInsideEndsWithItsBox() throws Exception {
        ProcessEngine engine = lab.engine(spec("lua5.4"));
        Lab.Output output = new Lab.Output();
        CompletableFuture<EvaluationResult> result =
                Lab.launch(engine, Lab.evaluation("print('on') while true do end", output, UnaryOperator.identity()));
        output.await(text -> text.equals("on\n"));
        List<ProcessHandle> inside = ProcessHandle.of(engine.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
        assertThat(inside).isNotEmpty();

        ProcessHandle.of(engine.pid()).orElseThrow().destroyForcibly();

        assertThat(Lab.await(result).outcome()).isEqualTo(Outcome.VM_LOST);
        for (ProcessHandle one : inside) {
            Lab.awaitEnd(one.pid());
        }
    }

    @Test
    void memoryIsLimited() {
        ProcessEngine engine = lab.engine(spec("lua5.4")
                .limits(Limits.none().toBuilder().memoryBytes(32L << 20).build()));

        EvaluationResult result = Lab.run(engine, "local s = 'x' while true do s = s .. s end");

        assertThat(result.outcome()).isEqualTo(Outcome.LIMIT_EXCEEDED);
        assertThat(result.stateAfter()).isEqualTo(StateAfter.KEPT);
    }

    @Test
    void networkedScriptHasTheModulesOfTheMachine() {
        ProcessEngine engine = lab.engine(spec("lua5.4").networked(true));
        Lab.required(
                Lab.run(lab.engine("lua5.4"), "require 'socket'").outcome() == Outcome.COMPLETED,
                "LuaSocket is not installed (Debian: lua-socket)");

        EvaluationResult result = Lab.run(engine, "return require('socket').bind('127.0.0.1', 0) ~= nil");

        assertThat(Lab.texts(result)).containsExactly("true");
    }
}
