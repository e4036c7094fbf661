// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.tck.backend.BackendSuite;
import org.bioxen.tck.backend.Finished;
import org.bioxen.tck.backend.LuaDialect;
import org.bioxen.tck.backend.Trial;
import org.bioxen.tck.backend.Workbench;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;

/**
 * What says that an engine's Lua is Lua: small cases over the language and every function of its library, whose output,
 * values and errors must be, to the byte, what the real interpreter of the engine's version gives. The author of a backend
 * extends this class once for each Lua that the backend has.
 *
 * <p>An engine that offers functions of later versions is asked for what the last version gives that has them. What an engine
 * cannot give by its nature is listed as a known difference, with the reason; one that has become right fails the suite, too,
 * so that the list stays true.
 *
 * <p>The cases are run one after the other in one engine. They leave its state as they found it; after one that fails, the
 * next has a new engine.
 */
public abstract class ConformanceTck extends BackendSuite {
    private static final List<Case> CASES = Case.all();

    private LuaEngine engine;

    /** What the engines under test are known not to give as the real interpreter does; nothing unless overridden. */
    protected KnownDifferences knownDifferences() {
        return KnownDifferences.none();
    }

    /**
     * The spec of the engines that run the cases: the one under test, asked for tracebacks. Every library function must be
     * there, so it is of the level that closes least, unless the author means otherwise.
     */
    private EngineSpec debugSpec() {
        return spec().debug(true).build();
    }

    @TestFactory
    final Stream<DynamicNode> cases() throws InterruptedException {
        engine = bench().start(debugSpec());
        int minor = LuaDialect.of(engine.luaVersion()).minor();
        Rendering rendering = new Rendering(LuaDialect.of(engine.luaVersion()));
        Map<Integer, Expected> expected = IntStream.rangeClosed(minor, Versions.ALL.last())
                .boxed()
                .collect(Collectors.toMap(v -> v, Expected::ofVersion));
        KnownDifferences differences = knownDifferences();
        Map<String, List<DynamicNode>> chapters = new LinkedHashMap<>();
        for (Case each : CASES) {
            Optional<String> result = expectedOf(each, minor, expected);
            if (result.isPresent()) {
                chapters.computeIfAbsent(each.chapter(), chapter -> new ArrayList<>())
                        .add(DynamicTest.dynamicTest(
                                each.name(), () -> check(each, result.get(), rendering, differences.contains(each))));
            }
        }
        return chapters.entrySet().stream()
                .map(chapter -> DynamicContainer.dynamicContainer(chapter.getKey(), chapter.getValue()));
    }

    @Test
    final void knownDifferencesAreOfCasesThatAreThere() {
        assertThat(CASES.stream().map(Case::name))
                .containsAll(knownDifferences().names());
    }

    /** What a case shall give here; nothing if it is not for this engine. */
    private Optional<String> expectedOf(Case each, int minor, Map<Integer, Expected> expected)
            throws InterruptedException {
        if (each.versions().contains(minor)) {
            return expected.get(minor).of(each);
        }
        boolean offered = each.versions().first() > minor
                && new Functions().areLaterThan(minor, each.covers())
                && hasAll(each.covers());
        return offered ? expected.get(each.versions().last()).of(each) : Optional.empty();
    }

    /** Whether the engine has these functions. */
    private boolean hasAll(List<String> functions) throws InterruptedException {
        Workbench bench = bench();
        for (String function : functions) {
            String[] path = function.split("\\.");
            String there = path.length == 1
                    ? "return " + path[0] + " ~= nil"
                    : "return " + path[0] + " ~= nil and " + function + " ~= nil";
            if (!bench.run(engine, there).value().equals(LuaValue.of(true))) {
                return false;
            }
        }
        return true;
    }

    private void check(Case each, String expected, Rendering rendering, boolean knownToDiffer)
            throws InterruptedException {
        if (each.alone()) {
            engine = bench().start(debugSpec());
        }
        Trial trial = Trial.of(Script.of(each.source()).named("=case"));
        each.input().ifPresent(trial::input);
        boolean fresh = true;
        String actual;
        try {
            Finished finished = bench().run(engine, trial);
            actual = rendering.of(finished);
            fresh = each.alone()
                    || !actual.equals(expected)
                    || finished.result().stateAfter() == StateAfter.LOST;
        } finally {
            if (fresh) {
                engine.close();
                engine = bench().start(debugSpec());
            }
        }
        boolean right = actual.equals(expected);
        if (knownToDiffer && right) {
            throw new AssertionError(
                    "listed as a known difference, but it gives what the real interpreter gives: take it off"
                            + " the list");
        }
        if (!knownToDiffer && !right) {
            throw new AssertionFailedError(
                    "not what the real interpreter gives:\n" + each.source() + "expected:\n" + expected
                            + "but it gives:\n" + actual,
                    expected,
                    actual);
        }
    }
}
