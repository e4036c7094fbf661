// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.core.luaj.vm.Builtin;
import org.bioxen.core.luaj.vm.Table;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.InterruptReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.luaj.vm2.LuaString;

/** Nothing of one VM is seen by another: neither by scripts nor in what the classes share. */
@Timeout(60)
class IsolationTest {
    private static final String EVIL = """
            local strings = getmetatable('')
            strings.__index = function() return function() return 'evil' end end
            strings.__add, strings.__call, strings.__metatable = print, print, 'evil'
            if debug.setmetatable then
                for _, value in ipairs{1, true, print, coroutine.create(print)} do
                    debug.setmetatable(value, {__index = function() return 'evil' end, __call = print})
                end
                debug.setmetatable(nil, {__index = function() return 'evil' end})
                debug.getregistry().evil = 'evil'
            end
            local files = getmetatable(io.stdout)
            files.__index, files.__tostring, files.__gc = function() return 'evil' end, nil, 'evil'
            io.output(io.stderr)
            math.randomseed(666)
            collectgarbage('stop')
            os.setlocale('C')
            package.loaded.string, package.preload.evil = 'evil', print
            package.searchers[1], package.path = nil, '/evil/?.lua'
            for _, library in ipairs{string, table, math, bit32, coroutine, os, io, debug, package} do
                if type(library) == 'table' then
                    setmetatable(library, {__index = function() return 'evil' end})
                    for name in next, library do library[name] = 'evil' end
                end
            end
            setmetatable(_G, {__index = function() return 'evil' end, __newindex = print})
            for name in next, _G do
                if name ~= '_G' and name ~= 'next' then _G[name] = 'evil' end
            end""";

    private static final String LOOK = """
            local all = {}
            local function add(path, t)
                for name, value in pairs(t) do
                    local here = path .. '.' .. tostring(name)
                    all[#all + 1] = here .. '=' .. type(value)
                    if type(value) == 'table' and value ~= _G and value ~= package.loaded then add(here, value) end
                end
            end
            add('_G', _G)
            add('loaded', package.loaded)
            add('file', getmetatable(io.stdout).__index == getmetatable(io.stdout) and {} or {evil = true})
            add('string', getmetatable(''))
            local function try(f, ...) all[#all + 1] = tostring((select(2, pcall(f, ...)))) end
            try(function() return ('x').evil end)
            try(function() return (1).evil end)
            try(function() return print.evil end)
            try(function() return ('a'):rep(3) end)
            try(function() return tostring(nil) .. tostring(true) end)
            try(math.random)
            try(math.random, 1000)
            try(os.setlocale)
            try(function() return io.output() == io.stdout end)
            try(getmetatable, '')
            all[#all] = type(getmetatable(''))
            if debug.getregistry then all[#all + 1] = tostring(debug.getregistry().evil) end
            table.sort(all)
            return table.concat(all, '\\n')""";

    private final List<Bed> beds = new ArrayList<>();

    @AfterEach
    void close() {
        beds.forEach(Bed::close);
    }

    private Bed bed(SandboxLevel level) {
        Bed bed = new Bed(EngineSpec.builder(level).build());
        beds.add(bed);
        return bed;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNTRUSTED")
    void whatOneVmChangesNoOtherSees(SandboxLevel level) {
        String untouched = bed(level).value(LOOK);
        Bed before = bed(level);
        assertThat(bed(level).value(LOOK)).as("the look itself").isEqualTo(untouched);
        Bed evil = bed(level);

        assertThat(evil.run(EVIL).error()).isEmpty();

        assertThat(evil.value("return evil .. ('x'):rep(3)")).as("it bites").isEqualTo("evilevil");
        assertThat(before.value(LOOK)).as("in a VM that was there").isEqualTo(untouched);
        assertThat(bed(level).value(LOOK)).as("in a VM that came after").isEqualTo(untouched);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONSTRAINED", "ISOLATED"})
    void whatATrustedVmChangesNoOtherSees(SandboxLevel level) {
        String untouched = bed(level).value(LOOK);

        assertThat(bed(SandboxLevel.TRUSTED).run(EVIL).error()).isEmpty();

        assertThat(bed(level).value(LOOK)).isEqualTo(untouched);
    }

    @Test
    void nothingStaticIsChangedByAScript() throws Exception {
        bed(SandboxLevel.TRUSTED).value(LOOK);
        bed(SandboxLevel.ISOLATED).value(LOOK);
        Map<String, Object> before = statics();
        assertThat(before)
                .as("fields looked at")
                .hasSizeGreaterThan(200)
                .containsKeys("org.luaj.vm2.LuaString.s_metatable", "org.luaj.vm2.LuaNumber.s_metatable");

        for (SandboxLevel level : List.of(SandboxLevel.TRUSTED, SandboxLevel.CONSTRAINED, SandboxLevel.ISOLATED)) {
            assertThat(bed(level).run(EVIL).error()).isEmpty();
        }

        Map<String, Object> after = statics();
        // LuaJ's cache of short strings: they are equal by content, and no script can change one.
        after.remove("org.luaj.vm2.LuaString$RecentShortStrings.recent_short_strings");
        after.keySet().removeIf(field -> before.get(field).equals(after.get(field)));
        assertThat(after).as("changed fields").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONSTRAINED", "ISOLATED"})
    void stuckVmLeavesTheOthersTheirThreads(SandboxLevel level) {
        Bed stuck = bed(level);
        Bed other = bed(level);
        Bed.Run run = stuck.start(stuck.evaluation(Script.of("""
                        local all = {}
                        for i = 1, 100 do all[i] = coroutine.wrap(function() while true do coroutine.yield() end end) end
                        while true do
                            for i = 1, 100 do pcall(all[i]) end
                            pcall(string.find, ('a'):rep(40), ('a?'):rep(40) .. ('a'):rep(40) .. 'b')
                        end""")).build());

        for (int i = 0; i < 50; i++) {
            assertThat(other.value("return coroutine.wrap(function() return 6 * 7 end)()"))
                    .isEqualTo("42");
        }

        assertThat(run.interrupt(InterruptReason.DEADLINE).outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    /** All static fields of the engine and of LuaJ, with what is in those arrays and tables that scripts could come near. */
    private static Map<String, Object> statics() throws Exception {
        Map<String, Object> all = new TreeMap<>();
        for (Class<?> anchor : List.of(LuaString.class, Builtin.class)) {
            for (String name : classNames(anchor)) {
                Class<?> type = Class.forName(name, false, anchor.getClassLoader());
                for (Field field : type.getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                        field.setAccessible(true);
                        all.put(name + "." + field.getName(), fingerprint(field.get(null)));
                    }
                }
            }
        }
        return all;
    }

    private static List<String> classNames(Class<?> anchor) throws IOException, URISyntaxException {
        CodeSource source = anchor.getProtectionDomain().getCodeSource();
        Path where = Path.of(source.getLocation().toURI());
        if (Files.isDirectory(where)) {
            return classNames(where);
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + where.toUri()), Map.of())) {
            return classNames(jar.getPath("/"));
        }
    }

    private static List<String> classNames(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
                    // Of LuaJ, the values and the compiler: no other part is in the bundle.
                    .filter(name -> name.startsWith("org.bioxen.core.luaj.")
                            || name.matches("org\\.luaj\\.vm2\\.(compiler\\.)?[A-Za-z$0-9]+"))
                    .sorted()
                    .toList();
        }
    }

    private static Object fingerprint(Object value) {
        if (value instanceof Table table) {
            List<Object> entries = new ArrayList<>();
            for (int at = table.next(-1); at >= 0; at = table.next(at)) {
                entries.add(table.key(at));
                entries.add(System.identityHashCode(table.value(at)));
            }
            entries.add(table.metatable() == null);
            return entries;
        }
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(IsolationTest::fingerprint).toList();
        }
        if (value instanceof int[] array) {
            return Arrays.hashCode(array);
        }
        if (value instanceof byte[] array) {
            return Arrays.hashCode(array);
        }
        if (value instanceof LuaString text) {
            return text.tojstring();
        }
        // Counters of java.util.concurrent are the engine's own bookkeeping.
        return value == null || value.getClass().getPackageName().equals("java.lang")
                ? String.valueOf(value)
                : System.identityHashCode(value);
    }
}
