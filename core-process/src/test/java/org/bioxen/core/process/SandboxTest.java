// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bioxen.api.vm.Grants;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a script of a closed level can do, and what not, in every interpreter of this machine. */
@Timeout(120)
class SandboxTest {
    private Lab lab;

    @BeforeEach
    void open() {
        lab = new Lab();
        Lab.assumeKept(lab.backend, SandboxLevel.UNTRUSTED);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static EngineSpec.Builder spec(String interpreter) {
        return EngineSpec.builder(SandboxLevel.UNTRUSTED)
                .luaExecutable(interpreter)
                .limits(Limits.none().toBuilder().memoryBytes(32L << 20).build());
    }

    private EvaluationResult run(EngineSpec spec, String source, Limits limits, String... arguments) {
        LuaEngine engine = lab.backend.start(spec);
        return run(engine, source, limits, arguments);
    }

    private EvaluationResult run(LuaEngine engine, String source, Limits limits, String... arguments) {
        return engine.evaluate(
                Evaluation.builder(Script.of(source).withArguments(arguments), (stream, bytes, from, count) -> true)
                        .limits(limits)
                        .build());
    }

    private static String text(EvaluationResult result) {
        assertThat(result.error()).isEmpty();
        assertThat(result.values()).hasSize(1);
        return ((LuaValue.Str) result.values().get(0)).asText();
    }

    static java.util.stream.Stream<String> interpreters() {
        return Lab.interpreters();
    }

    @ParameterizedTest
    @MethodSource("interpreters")
    void whatLeadsOutOfTheLibraryIsGone(String interpreter) {
        String names = text(run(
                spec(interpreter).build(), """
                local found = {}
                local function note(name, v) if v ~= nil then found[#found + 1] = name end end
                note('dump', string.dump) note('loadlib', package.loadlib) note('registry', debug.getregistry)
                note('upvalue', debug.getupvalue) note('sethook', debug.sethook) note('metatable', debug.setmetatable)
                note('func', debug.getinfo(1).func) note('ffi', package.loaded.ffi)
                note('required ffi', (pcall(require, 'ffi')) or nil)
                note('passwd', io.open('/etc/passwd')) note('lines', (pcall(io.lines, '/etc/passwd')) or nil)
                note('frames', io.open('/dev/fd/4', 'w')) note('frames too', io.open('/proc/self/fd/3'))
                note('memory', io.open('/proc/self/mem', 'r+')) note('input', (pcall(io.input, '/dev/fd/3')) or nil)
                note('output', (pcall(io.output, '/dev/fd/4')) or nil)
                note('popen', (io.popen('true'))) note('tmpfile', io.tmpfile())
                note('execute', (os.execute('true')))
                note('home', os.getenv('HOME')) note('path', os.getenv('PATH')) note('mark', os.getenv('BIOXEN_HOST'))
                note('bytecode', (loadstring or load)('\\27Lua')) note('tmpname', (pcall(os.tmpname)) or nil)
                note('bytes from a reader', load(function() local s = more more = nil return s end))
                note('dofile', (pcall(dofile, '/etc/passwd')) or nil) note('loadfile', loadfile('/etc/passwd'))
                return table.concat(found, ' ')""".replace("note('bytes", "more = '\\27Lua' note('bytes"), Limits.none()));

        assertThat(names).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("interpreters")
    void grantedFilesAreOpenAndLinksLeadNowhereElse(String interpreter, @TempDir Path directory) throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Path results = Files.createDirectory(directory.resolve("results"));
        Files.writeString(open.resolve("data.txt"), "granted\n");
        Files.writeString(directory.resolve("secret.txt"), "secret\n");
        Files.createSymbolicLink(open.resolve("link.txt"), directory.resolve("secret.txt"));
        Files.createSymbolicLink(results.resolve("up"), directory);
        EngineSpec spec = spec(interpreter)
                .grants(Grants.builder().read(open).write(results).build())
                .build();

        String told = text(run(spec, """
                local open, results = ...
                local out = {}
                local function try(name, path, how)
                  local f = io.open(path, how)
                  out[#out + 1] = name .. '=' .. (f and (how == 'w' and f:write('new') and f:close() and 'yes'
                    or f:read('*a'):gsub('%s', '')) or 'no')
                end
                try('read', open .. '/data.txt', 'r')
                try('written where only reading is granted', open .. '/data.txt', 'w')
                try('link', open .. '/link.txt', 'r')
                try('dots', open .. '/../secret.txt', 'r')
                try('new', results .. '/new.txt', 'w')
                try('through a linked directory', results .. '/up/evil.txt', 'w')
                for line in io.lines(open .. '/data.txt') do out[#out + 1] = 'line=' .. line end
                out[#out + 1] = 'renamed=' .. tostring(os.rename(results .. '/new.txt', results .. '/newer.txt'))
                return table.concat(out, ';')""", Limits.none(), open.toString(), results.toString()));

        assertThat(told)
                .isEqualTo("read=granted;written where only reading is granted=no;link=no;dots=no;new=yes;"
                        + "through a linked directory=no;line=granted;renamed=true");
        assertThat(results.resolve("newer.txt")).hasContent("new");
        assertThat(directory.resolve("evil.txt")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("interpreters")
    void tooMuchMemoryIsTheEndOfTheEvaluationAndNotOfTheState(String interpreter) {
        LuaEngine engine = lab.backend.start(spec(interpreter).build());
        run(engine, "kept = 'kept'", Limits.none());

        EvaluationResult result = run(
                engine,
                "local t = {} while true do pcall(function() t[#t + 1] = ('x'):rep(100000) .. #t end) end",
                Limits.none());

        assertThat(result.outcome()).isEqualTo(Outcome.LIMIT_EXCEEDED);
        if (result.stateAfter() == StateAfter.KEPT) {
            assertThat(text(run(engine, "return kept", Limits.none()))).isEqualTo("kept");
        } else {
            assertThat(interpreter).startsWith("luajit");
        }
    }

    @ParameterizedTest
    @MethodSource("interpreters")
    void cpuTimeIsBounded(String interpreter) {
        EvaluationResult result = run(
                spec(interpreter).build(),
                "while true do end",
                Limits.none().toBuilder().cpuTime(Duration.ofMillis(100)).build());

        assertThat(result.outcome()).isEqualTo(Outcome.LIMIT_EXCEEDED);
        assertThat(result.error().orElseThrow().message()).contains("CPU time limit of 100 ms");
    }
}
