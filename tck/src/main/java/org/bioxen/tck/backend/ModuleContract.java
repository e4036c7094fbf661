// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assumptions;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.spi.backend.LuaModule;
import org.bioxen.spi.backend.ModuleSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code require} finds modules where the platform says, and nothing a script names does harm on the way. */
interface ModuleContract extends BackendContract {
    private static ModuleSource modules(Map<String, String> sources) {
        return name -> Optional.ofNullable(sources.get(name)).map(source -> module(name, source));
    }

    private static LuaModule module(String name, String source) {
        return new LuaModule(Script.of(source).named("@" + name.replace('.', '/') + ".lua"), Optional.empty());
    }

    private LuaEngine startWith(ModuleSource source) {
        return bench().start(bench().spec().modules(source).build());
    }

    @Test
    default void requireGivesWhatTheModuleReturns() throws InterruptedException {
        LuaEngine engine = startWith(modules(Map.of("bio.compute", "return {gc = 'GC', n = 1}")));

        assertThat(bench().run(engine, "local m = require('bio.compute') return m.gc, m.n, m == require 'bio.compute'")
                        .values())
                .containsExactly(LuaValue.of("GC"), LuaValue.of(1), LuaValue.of(true));
    }

    @Test
    default void moduleIsLoadedOnce() throws InterruptedException {
        List<String> asked = new CopyOnWriteArrayList<>();
        LuaEngine engine = startWith(name -> {
            asked.add(name);
            return Optional.of(module(name, "loads = (loads or 0) + 1"));
        });

        assertThat(bench().run(engine, "require 'm' require 'm' return require 'm', package.loaded.m, loads")
                        .values())
                .containsExactly(LuaValue.of(true), LuaValue.of(true), LuaValue.of(1));
        assertThat(bench().run(engine, "require 'm' return loads").value()).isEqualTo(LuaValue.of(1));
        assertThat(asked).containsExactly("m");
    }

    @Test
    default void moduleThatWasForgottenIsLoadedAgain() throws InterruptedException {
        LuaEngine engine = startWith(modules(Map.of("m", "loads = (loads or 0) + 1 return loads")));

        assertThat(bench().run(engine, "require 'm' package.loaded.m = nil return (require 'm')")
                        .value())
                .isEqualTo(LuaValue.of(2));
    }

    @Test
    default void moduleThatIsNotThereIsAnErrorThatNamesIt() throws InterruptedException {
        LuaEngine engine = startWith(ModuleSource.none());

        LuaError error = bench().run(engine, "require 'not.there'").scriptError();

        assertThat(error.message()).startsWith("exec:1: ").contains("module 'not.there' not found");
        assertThat(bench().run(engine, "return (pcall(require, 'not.there'))").value())
                .isEqualTo(LuaValue.of(false));
    }

    @Test
    default void modulesRequireModules() throws InterruptedException {
        LuaEngine engine = startWith(modules(Map.of(
                "a", "local b = require 'b' return {name = 'a' .. b.name}",
                "b", "local c = require 'c.d' return {name = 'b' .. c}",
                "c.d", "return 'c'")));

        assertThat(bench().run(engine, "return require('a').name").text()).isEqualTo("abc");
    }

    @Test
    default void requireWorksInCoroutines() throws InterruptedException {
        LuaEngine engine = startWith(modules(Map.of("m", "return 'from a coroutine'")));

        assertThat(bench().run(engine, "return (coroutine.wrap(function() return (require 'm') end)())")
                        .text())
                .isEqualTo("from a coroutine");
    }

    @Test
    default void moduleReceivesItsName() throws InterruptedException {
        LuaEngine engine = startWith(modules(Map.of("my.module", "return {name = ...}")));

        assertThat(bench().run(engine, "return require('my.module').name").text())
                .isEqualTo("my.module");
    }

    @Test
    default void moduleReceivesItsPathFrom52On() throws InterruptedException {
        Path path = Path.of("/opt/modules/m.lua");
        LuaEngine engine = startWith(
                name -> Optional.of(new LuaModule(Script.of("return {path = select(2, ...)}"), Optional.of(path))));
        Assumptions.assumeThat(LuaDialect.of(engine.luaVersion()).isAtLeast5(2))
                .as("modules receive their path")
                .isTrue();

        assertThat(bench().run(engine, "return require('m').path").text()).isEqualTo(path.toString());
    }

    @Test
    default void errorInAModuleNamesItsChunk() throws InterruptedException {
        LuaEngine engine = startWith(modules(Map.of(
                "late", "return {f = function()\nerror('later')\nend}", "broken", "local x = 1\nlocal y = = 2")));

        LuaError later = bench().run(engine, "require('late').f()").scriptError();
        LuaError broken = bench().run(engine, "require('broken')").scriptError();

        assertThat(later.message()).isEqualTo("late.lua:2: later");
        assertThat(broken.message()).contains("broken").contains("broken.lua:2: ");
    }

    @Test
    default void moduleThatFailsCanBeTriedAgain() throws InterruptedException {
        LuaEngine engine =
                startWith(modules(Map.of("m", "tries = (tries or 0) + 1 if tries == 1 then error('first') end")));

        assertThat(bench().run(engine, """
                        local first = pcall(require, 'm')
                        package.loaded.m = nil -- Lua 5.1 remembers the failure there
                        return first, (pcall(require, 'm')), tries""").values())
                .containsExactly(LuaValue.of(false), LuaValue.of(true), LuaValue.of(2));
    }

    @Test
    default void modulesThatRequireEachOtherAreAResult() throws InterruptedException {
        LuaEngine engine = startWith(modules(Map.of("a", "return require 'b'", "b", "return require 'a'")));

        bench().run(engine, "require 'a'").scriptError();

        assertThat(bench().run(engine, "return 'well'").text()).isEqualTo("well");
    }

    @Test
    default void replacedSourceCountsFromTheNextEvaluationAndLoadedModulesStay() throws InterruptedException {
        LuaEngine engine = startWith(modules(Map.of("old", "return 'old'", "both", "return 'both of old'")));
        bench().run(engine, "require 'old' require 'both'").values();

        engine.modules(modules(Map.of("new", "return 'new'", "both", "return 'both of new'")));

        assertThat(bench().run(engine, """
                        local fresh, loaded, kept = require('new'), require('old'), require('both')
                        package.loaded.old = nil
                        return fresh, loaded, kept, (pcall(require, 'old'))""").values())
                .containsExactly(
                        LuaValue.of("new"), LuaValue.of("old"), LuaValue.of("both of old"), LuaValue.of(false));
    }

    @Test
    default void sourceIsAskedBeforeAnyPathOfTheEngine() throws InterruptedException {
        LuaEngine engine = startWith(modules(Map.of("m", "return 'of the platform'")));

        assertThat(bench().run(engine, "package.path = '/nowhere/?.lua;./?.lua' return (require 'm')")
                        .text())
                .isEqualTo("of the platform");
    }

    @Test
    default void librariesAreLoadedAlready() throws InterruptedException {
        List<String> asked = new CopyOnWriteArrayList<>();
        LuaEngine engine = startWith(name -> {
            asked.add(name);
            return Optional.empty();
        });

        assertThat(bench().run(engine, "return require('string') == string, require('table') == table")
                        .values())
                .containsExactly(LuaValue.of(true), LuaValue.of(true));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "/etc/passwd",
                "a'b",
                "a\"b",
                "a]]b",
                "a\nb",
                "a\\b",
                "a%sb%1",
                "a?b;c",
                "",
                " ",
                ".",
                "java.lang.System",
                "org.luaj.vm2.lib.jse.LuajavaLib",
                "Ω日本",
                "$(reboot)",
                "`reboot`"
            })
    default void anyNameReachesTheSourceAsItIs(String name) throws InterruptedException {
        List<String> asked = new CopyOnWriteArrayList<>();
        LuaEngine engine = startWith(wanted -> {
            asked.add(wanted);
            return Optional.of(module("hostile", "return {name = ...}"));
        });
        Script script = Script.of("return require(...).name").withArguments(name);

        assertThat(bench().run(engine, Trial.of(script)).text()).isEqualTo(name);
        assertThat(asked).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc/passwd", "/etc/passwd", "java.lang.System", "java.util.ArrayList", "a%sb", "a\nb"})
    default void nameThatTheSourceDoesNotKnowIsNotFound(String name) throws InterruptedException {
        LuaEngine engine = startWith(ModuleSource.none());
        Script script = Script.of("return (pcall(require, ...))").withArguments(name);

        assertThat(bench().run(engine, Trial.of(script)).value()).isEqualTo(LuaValue.of(false));
    }

    @Test
    default void nameOfManyBytesAndWithNulDoesNoHarm() throws InterruptedException {
        LuaEngine engine = startWith(ModuleSource.none());

        assertThat(bench().run(engine, """
                        return (pcall(require, ('x'):rep(100000))), (pcall(require, 'a\\0b')), (pcall(require, '\\255\\254')),
                               (pcall(require, {})), (pcall(require))""").values()).containsOnly(LuaValue.of(false));
        assertThat(bench().run(engine, "return 'well'").text()).isEqualTo("well");
    }

    @Test
    default void sourceThatFailsIsAnErrorOfTheScript() throws InterruptedException {
        LuaEngine engine = startWith(name -> {
            throw new IllegalStateException("the catalog is away");
        });

        LuaError error = bench().run(engine, "require 'm'").scriptError();

        assertThat(error.message()).contains("the catalog is away");
        assertThat(bench().run(engine, "return 'well'").text()).isEqualTo("well");
    }

    @Test
    default void moduleOfOneMebibyteIsLoaded() throws InterruptedException {
        String big = "local s = '" + "0123456789abcdef".repeat(65536) + "' return #s";
        LuaEngine engine = startWith(modules(Map.of("big", big)));

        assertThat(bench().run(engine, "return (require 'big')").value()).isEqualTo(LuaValue.of(1 << 20));
    }

    @Test
    default void enginesHaveModulesOfTheirOwn() throws InterruptedException {
        LuaEngine one = startWith(modules(Map.of("m", "return 'one'")));
        LuaEngine other = startWith(modules(Map.of("m", "return 'other'")));

        assertThat(bench().run(one, "return (require 'm')").text()).isEqualTo("one");
        assertThat(bench().run(other, "return (require 'm')").text()).isEqualTo("other");
    }
}
