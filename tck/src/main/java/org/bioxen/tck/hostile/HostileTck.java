// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bioxen.api.vm.Enforcement;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.LuaBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What shows that a backend holds what it claims against scripts that mean harm. The author of one extends this class in the
 * tests of the plugin; each level that the descriptor claims from {@link SandboxLevel#CONSTRAINED} on is tried.
 *
 * <p>Every script of the corpus runs in an engine with 32 MiB of memory, 1 MiB of output and a wall time of a fraction of a
 * second, beside a neighbour VM that is asked {@code return 2 + 2} all along. Afterwards:
 *
 * <ul>
 *   <li>it has ended in a way that its header allows, within 3 s, and a state said to be kept can be used;
 *   <li>its engine is closed within 3 s, and no thread and no child process is left;
 *   <li>what lived on the heap of this JVM never was more than the limit and 64 MiB above what lived before, and is now what it
 *       was; nobody asked this JVM to collect;
 *   <li>the neighbour answered within 100 ms, or within five times what it takes in peace, and the time for which no thread of
 *       this JVM had its turn; its state is as it was, and so is a
 *       VM that is started now;
 *   <li>a secret file, a secret property, a folder and a port beside it have not been touched, and no message tells of the host.
 * </ul>
 *
 * <p>What only a busy machine may explain is tried twice more before it counts. Scripts that do no harm come first: a backend
 * that fails those proves nothing with the others.
 *
 * <p>The first level is tried with the whole corpus, the others with what contaminates or leads out and a part of the rest; with the system
 * property {@code bioxen.hostile.all} set to {@code true} all of them with all of it. {@code bioxen.hostile.only} is a regular
 * expression: only scripts in whose title it is found are run, and the controls.
 */
@Isolated("counts the threads, the child processes and the heap of the JVM")
public abstract class HostileTck {
    /** At levels that are not tried with the whole corpus, one script of so many is taken. */
    private static final int SAMPLE = 8;

    private final List<Arena> arenas = new ArrayList<>();

    /** The backend under test. Asked once; to end it is the author's part. */
    protected abstract LuaBackend backend();

    /** A new spec of this level; overridden to choose an interpreter, say. */
    protected EngineSpec.Builder spec(SandboxLevel level) {
        return EngineSpec.builder(level);
    }

    /** The levels to be tried; those that the descriptor claims from {@code CONSTRAINED} on unless overridden. */
    protected List<SandboxLevel> levels() {
        return backend().descriptor().levels().stream()
                .filter(level -> level != SandboxLevel.TRUSTED)
                .sorted()
                .toList();
    }

    /** Whether the whole corpus is tried at this level, not only a part; at the first level unless overridden. */
    protected boolean isTriedWithAll(SandboxLevel level) {
        return level == levels().get(0);
    }

    /**
     * Ends that scripts, by name, may come to on this backend beside those that the corpus expects, written as after
     * {@code expect:}; none unless overridden. For what a backend counts in another way, and contains all the same.
     */
    protected Map<String, String> furtherEnds() {
        return Map.of();
    }

    /** Whether a thread belongs to the backend as a whole, not to an engine, and so may stay; false unless overridden. */
    protected boolean isResident(Thread thread) {
        return false;
    }

    @TestFactory
    final Stream<DynamicContainer> hostileScriptsAreContained() {
        LuaBackend backend = backend();
        List<SandboxLevel> levels = levels();
        assumeTrue(!levels.isEmpty(), () -> backend.descriptor() + " claims no level from CONSTRAINED on");
        boolean all = Boolean.getBoolean("bioxen.hostile.all");
        return levels.stream().map(level -> container(backend, level, all || isTriedWithAll(level)));
    }

    private DynamicContainer container(LuaBackend backend, SandboxLevel level, boolean whole) {
        Stage stage = new Stage(backend, level);
        Stream<DynamicNode> first = Stream.of(DynamicTest.dynamicTest(level + ", opened", stage::open));
        Stream<DynamicNode> scripts = Stream.concat(
                        Corpus.chapter(Corpus.CONTROLS).stream(), attacks(whole).filter(HostileTck::isWanted))
                .map(attack -> DynamicTest.dynamicTest(level + ", " + attack, () -> stage.play(attack)));
        Stream<DynamicNode> last = Stream.of(DynamicTest.dynamicTest(level + ", closed", stage::close));
        return DynamicContainer.dynamicContainer(
                level.name(), Stream.of(first, scripts, last).flatMap(s -> s));
    }

    private static boolean isWanted(Attack attack) {
        return Pattern.compile(System.getProperty("bioxen.hostile.only", ""))
                .matcher(attack.toString())
                .find();
    }

    private static Stream<Attack> attacks(boolean whole) {
        if (whole) {
            return Corpus.attacks().stream();
        }
        List<Attack> always = Corpus.EVERYWHERE.stream()
                .flatMap(chapter -> Corpus.chapter(chapter).stream())
                .toList();
        List<Attack> others = Corpus.attacks().stream()
                .filter(attack -> !always.contains(attack))
                .toList();
        return Stream.concat(
                always.stream(),
                IntStream.range(0, others.size()).filter(i -> i % SAMPLE == 0).mapToObj(others::get));
    }

    /** The arena of one level, opened by its first test. */
    private final class Stage {
        private final LuaBackend backend;
        private final SandboxLevel level;
        private Arena arena;
        private String luaVersion;

        private Stage(LuaBackend backend, SandboxLevel level) {
            this.backend = backend;
            this.level = level;
        }

        private void open() throws InterruptedException {
            arena = new Arena(backend, level, () -> spec(level), HostileTck.this::isResident);
            arenas.add(arena);
            luaVersion = arena.luaVersion();
        }

        private void play(Attack attack) throws InterruptedException {
            assertThat(arena)
                    .as("the arena of " + level + ", which could not be opened")
                    .isNotNull();
            assumeTrue(attack.runsOn(luaVersion), () -> "Lua " + luaVersion + " does not take its syntax");
            assumeTrue(
                    attack.instructions().isEmpty()
                            || backend.descriptor().enforcements().contains(Enforcement.INSTRUCTIONS),
                    "the backend does not claim to count instructions");
            Attack played = Optional.ofNullable(furtherEnds().get(attack.name()))
                    .map(end -> attack.orEnding(Expectation.parse(end)))
                    .orElse(attack);
            assertThat(arena.fight(played)).as(attack.toString()).isEmpty();
        }

        private void close() {
            assertThat(arenas.remove(arena))
                    .as("the arena of " + level + " is open")
                    .isTrue();
            arena.close();
        }
    }

    @AfterEach
    final void closeArenas() {
        arenas.forEach(Arena::close);
        arenas.clear();
    }
}
