// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Grants;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InputSource;
import org.bioxen.spi.backend.InterruptReason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A script of a closed level can neither read nor write nor forge what its interpreter and the host say to each other: not even
 * where no box stands behind the library.
 */
@Timeout(300)
class ForgeryTest {
    private static final String INTERPRETERS = "org.bioxen.core.process.Lab#interpreters";

    /** What harms nobody but the script. */
    private static final Set<Outcome> ANY =
            EnumSet.of(Outcome.COMPLETED, Outcome.SCRIPT_ERROR, Outcome.TIMED_OUT, Outcome.VM_LOST);

    @TempDir
    private static Path scratch;

    private static Lab lab;
    private static ScheduledExecutorService clock;

    @TempDir
    Path directory;

    @BeforeAll
    static void open() {
        lab = Lab.withoutBoxes(scratch);
        Lab.assumeKept(lab.backend, SandboxLevel.CONSTRAINED);
        clock = Executors.newScheduledThreadPool(1);
    }

    @AfterAll
    static void close() throws InterruptedException {
        lab.close();
        clock.shutdownNow();
        assertThat(clock.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    private static EngineSpec.Builder spec(String interpreter) {
        return EngineSpec.builder(SandboxLevel.CONSTRAINED).luaExecutable(interpreter);
    }

    private EvaluationResult run(ProcessEngine engine, String source, Lab.Output output, InputSource input) {
        Evaluation evaluation =
                Lab.evaluation(source.replace("SECRET", secret().toString()), output, builder -> builder.input(input));
        var deadline = clock.schedule(
                () -> engine.interrupt(evaluation, InterruptReason.DEADLINE), 800, TimeUnit.MILLISECONDS);
        try {
            return engine.evaluate(evaluation);
        } finally {
            deadline.cancel(false);
        }
    }

    private Path secret() {
        try {
            Path secret = directory.toRealPath().resolve("secret");
            return Files.exists(secret) ? secret : Files.writeString(secret, "the secret");
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Standard input that reads, wherever it is cut, as the host's word that the secret may be opened. */
    private InputSource falseAnswers() {
        byte[] path = secret().toString().getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[5 + path.length];
        frame[3] = (byte) path.length;
        frame[4] = Frame.OPEN;
        System.arraycopy(path, 0, frame, 5, path.length);
        return (buffer, offset, length) -> {
            int count = length - length % frame.length;
            for (int i = 0; i < count; i++) {
                buffer[offset + i] = frame[i % frame.length];
            }
            return count;
        };
    }

    /** Finalizers run where memory is taken: also while an answer of the host is read. */
    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void finalizerThatAsksInTheMiddleOfAnAnswerGetsNoOther(String interpreter) {
        Lab.Output output = new Lab.Output();

        EvaluationResult result = run(lab.engine(spec(interpreter)), """
                local function attempt()
                  local f = io.open('SECRET')
                  if f then print(f:read('*a')) end
                end
                function trap()
                  if newproxy then
                    local p = newproxy(true)
                    getmetatable(p).__gc = function() attempt() trap() end
                  else
                    setmetatable({}, { __gc = function() attempt() trap() end })
                  end
                end
                for i = 1, 200 do trap() end
                collectgarbage('setpause', 1)
                collectgarbage('setstepmul', 1000)
                for i = 1, 1000 do io.read(60000) end
                print('well')""", output, falseAnswers());

        assertThat(output.text()).doesNotContain("the secret");
        assertThat(result.outcome()).isIn(ANY);
    }

    /** An error that a finalizer raises ends, in some versions, whatever runs just then. */
    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void finalizerThatFailsInTheMiddleOfAnAnswerLeavesNoOther(String interpreter) {
        Lab.Output output = new Lab.Output();

        EvaluationResult result = run(lab.engine(spec(interpreter)), """
                function trap()
                  if newproxy then
                    local p = newproxy(true)
                    getmetatable(p).__gc = function() trap() error('now') end
                  else
                    setmetatable({}, { __gc = function() trap() error('now') end })
                  end
                end
                for i = 1, 200 do trap() end
                pcall(collectgarbage, 'setpause', 1)
                pcall(collectgarbage, 'setstepmul', 1000)
                for i = 1, 1000 do
                  pcall(io.read, 60000)
                  local ok, f = pcall(io.open, 'SECRET')
                  if ok and f then print(f:read('*a')) end
                end
                print('well')""", output, falseAnswers());

        assertThat(output.text()).doesNotContain("the secret");
        assertThat(result.outcome()).isIn(ANY);
    }

    /** Not even with a grant of all there is to read: what the kernel shows as files is open only to a grant that names it. */
    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void framesHaveNoNameThatOpensThem(String interpreter) {
        Grants all = Grants.builder().read(Path.of("/")).write(directory).build();
        ProcessEngine engine = lab.engine(spec(interpreter).grants(all));
        Lab.Output output = new Lab.Output();

        EvaluationResult result =
                run(engine, """
                local tried = 0
                local function try(path)
                  for _, how in ipairs { 'r', 'r+', 'a' } do
                    tried = tried + 1
                    local f = io.open(path, how)
                    if f then print(path, how, f) end
                  end
                  for _, open in ipairs { io.lines, io.input, dofile } do
                    if pcall(open, path) then print(path, open) end
                  end
                end
                for fd = 0, 12 do
                  for _, place in ipairs { '/dev/fd/', '/proc/self/fd/', '/proc/thread-self/fd/', '/proc/PID/fd/',
                    '/proc/PID/task/PID/fd/', '/dev/../dev/fd/', '//proc/self/fd/', '/proc/PID/root/proc/PID/fd/' } do
                    try(place .. fd)
                  end
                end
                for _, path in ipairs { '/dev/stdin', '/dev/stdout', '/dev/stderr', '/proc/self/mem', '/proc/PID/mem',
                  '/proc/PID/environ', '/proc/self/maps', '/proc/PID/cwd/../proc/PID/mem' } do
                  try(path)
                end
                return tried""".replace("PID", Long.toString(engine.pid())), output, (buffer, offset, length) -> -1);

        assertThat(output.text()).isEmpty();
        assertThat(Lab.texts(result)).containsExactly("336");
    }

    /** What is left of the library reaches neither the program that speaks with the host nor its files. */
    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void nothingOfTheLibraryLeadsToTheFrames(String interpreter) {
        Lab.Output output = new Lab.Output();

        EvaluationResult result = run(lab.engine(spec(interpreter)), """
                local seen, files = {}, {}
                local function walk(v, where)
                  if seen[v] then return end
                  local kind = type(v)
                  if kind == 'userdata' and io.type(v) then files[#files + 1] = where end
                  if kind == 'table' or kind == 'function' or kind == 'userdata' or kind == 'thread' then seen[v] = true end
                  local mt = getmetatable(v)
                  if type(mt) == 'table' then walk(mt, where .. '~') end
                  if kind == 'table' then
                    for k, x in pairs(v) do
                      walk(k, where .. '.key')
                      walk(x, where .. '.' .. tostring(k))
                    end
                  end
                  if kind == 'function' and getfenv and pcall(getfenv, v) then walk(getfenv(v), where .. '^') end
                  if kind == 'function' or kind == 'number' then
                    for _, what in ipairs { 'f', 'nSluf', 'L' } do
                      local ok, info = pcall(debug.getinfo, v, what)
                      if ok and info then walk(info, where .. '?') end
                    end
                  end
                end
                walk(_G, '_G')
                walk('', "''")
                for level = 0, 20 do walk(level, 'level ' .. level) end
                for _, name in ipairs { 'getregistry', 'getlocal', 'setlocal', 'getupvalue', 'setupvalue', 'upvalueid', 'upvaluejoin',
                  'sethook', 'gethook', 'getuservalue', 'setuservalue', 'setmetatable', 'getmetatable', 'setfenv', 'getfenv',
                  'debug' } do
                  if debug[name] then print(name) end
                end
                table.sort(files)
                for _, where in ipairs(files) do print(where) end""", output, (buffer, offset, length) -> -1);

        assertThat(result.error()).isEmpty();
        assertThat(output.text().lines())
                .allSatisfy(line -> assertThat(line).matches(".*\\.(stdin|stdout|stderr|key)"))
                .hasSize(3);
    }
}
