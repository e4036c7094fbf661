// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.LuaFrame;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.tck.backend.Leftovers;

/**
 * Where scripts of the corpus are let loose at one level: each in an engine of its own, beside one neighbour that lives through
 * all of them. Used by one thread.
 */
final class Arena implements AutoCloseable {
    /** What each VM may hold. */
    static final long MEMORY_BYTES = 32L << 20;

    /** What the host's heap may grow by beyond that, for all that an attack makes it do. */
    static final long HOST_BYTES = 64L << 20;

    private static final long OUTPUT_BYTES = 1L << 20;
    private static final long TOLERANCE_BYTES = 16L << 20;
    private static final Duration IN_TIME = Duration.ofSeconds(3);
    private static final Duration CALIBRATION = Duration.ofMillis(200);
    private static final Duration PROMPT = Duration.ofMillis(100);
    private static final int STRETCH = 4;
    private static final int SLOWER_AT_MOST = 5;
    private static final int COLLECTIONS_THAT_COUNT_FOR_NOTHING = 5;
    private static final Script APPEARANCE = Script.of(Corpus.resource("appearance.lua"));
    private static final Pattern TALE_OF_THE_HOST =
            Pattern.compile("Exception\\b|\\.java:\\d|\\bat (java|jdk|org\\.bioxen|org\\.luaj)\\.|org\\.bioxen\\.core");

    /**
     * Something that is not as it must be.
     *
     * @param ofTime whether a busy machine can be the reason
     * @param what what it is
     */
    private record Violation(boolean ofTime, String what) {}

    private final LuaBackend backend;
    private final SandboxLevel level;
    private final Supplier<EngineSpec.Builder> spec;
    private final Predicate<Thread> resident;
    private final HostHeap heap = new HostHeap();
    private final Bait bait = new Bait();
    private final String freshAppearance;
    private Neighbour neighbour;
    private String neighbourAppearance;
    private final Duration calibrated;
    private final Leftovers leftovers;
    private final long baseline;

    /**
     * Opens it: starts the neighbour and measures how it is served in peace.
     *
     * @param spec gives a new spec of the level
     * @param resident tells the threads of the backend that may stay
     */
    Arena(LuaBackend backend, SandboxLevel level, Supplier<EngineSpec.Builder> spec, Predicate<Thread> resident)
            throws InterruptedException {
        this.backend = backend;
        this.level = level;
        this.spec = spec;
        this.resident = resident;
        settle();
        freshAppearance = appearanceOfFreshVm();
        calibrated = calibrate();
        leftovers = Leftovers.sinceNow(resident.or(thread -> thread.getName().equals("tck-neighbour")));
        baseline = heap.live();
    }

    /** The version that runs here. */
    String luaVersion() {
        try (LuaEngine engine =
                backend.start(spec.get().limits(limits(Duration.ofSeconds(1))).build())) {
            return engine.luaVersion();
        }
    }

    /** Puts a neighbour into its place. */
    private void settle() throws InterruptedException {
        Limits limits = limits(Duration.ofSeconds(30));
        LuaEngine engine = backend.start(spec.get().limits(limits).build());
        neighbour = new Neighbour(engine, limits, backend.descriptor().evaluationStackBytes(), heap);
        neighbour.say(Script.of(Corpus.resource("neighbour.lua")));
        neighbourAppearance = neighbour.say(APPEARANCE);
    }

    private Duration calibrate() throws InterruptedException {
        neighbour.awaitAnswers(100);
        neighbour.begin();
        long end = System.nanoTime() + CALIBRATION.toNanos();
        while (System.nanoTime() < end) {
            neighbour.awaitAnswers(1);
        }
        return neighbour.served().slowest();
    }

    /** What an answer to the neighbour may take at most. */
    private Duration prompt() {
        Duration slow = calibrated.multipliedBy(SLOWER_AT_MOST);
        return slow.compareTo(PROMPT) > 0 ? slow : PROMPT;
    }

    /**
     * Lets a script loose; answers what is not as it must be, in words. What only a busy machine may explain is tried once more;
     * a script that was stopped though it must end in another way then gets more time for that.
     */
    List<String> fight(Attack attack) throws InterruptedException {
        List<Violation> violations = once(attack, IN_TIME);
        if (!violations.isEmpty() && violations.stream().allMatch(Violation::ofTime)) {
            Duration more = attack.wallTime().multipliedBy(STRETCH);
            violations = once(attack.withWallTime(more), IN_TIME.plus(more));
        }
        return violations.stream().map(Violation::what).toList();
    }

    private List<Violation> once(Attack attack, Duration inTime) throws InterruptedException {
        List<Violation> violations = new ArrayList<>();
        neighbour.begin();
        heap.watch(baseline + MEMORY_BYTES + HOST_BYTES);
        List<String> said = attack(attack, inTime, violations);
        Neighbour.Service service = neighbour.served();
        long excess = heap.excess();
        if (excess > 0) {
            add(violations, "the heap of the host grew by " + (MEMORY_BYTES + HOST_BYTES + excess >> 20) + " MiB");
        }
        if (heap.collectionsAskedByOthers() > COLLECTIONS_THAT_COUNT_FOR_NOTHING) {
            add(violations, "the script made the host collect its garbage");
        }
        service.faults().forEach(fault -> add(violations, "the neighbour: " + fault));
        if (service.slowest().compareTo(prompt()) > 0) {
            violations.add(new Violation(
                    true,
                    "the neighbour waited " + service.slowest().toMillis() + " ms for an answer, in peace "
                            + calibrated.toMillis() + " ms"));
        }
        bait.taken(said).forEach(taken -> add(violations, taken));
        said.stream()
                .filter(text -> TALE_OF_THE_HOST.matcher(text).find() || text.contains(System.getProperty("java.home")))
                .forEach(text -> add(violations, "the script is told of the host: " + text));
        aftermath(violations);
        return violations;
    }

    private static void add(List<Violation> violations, String what) {
        violations.add(new Violation(false, what));
    }

    private Limits limits(Duration wallTime) {
        return Limits.none().toBuilder()
                .wallTime(wallTime)
                .memoryBytes(MEMORY_BYTES)
                .outputBytes(OUTPUT_BYTES)
                .build()
                .completedFor(level);
    }

    /** The attack itself; answers all texts that have come out of it. */
    private List<String> attack(Attack attack, Duration inTime, List<Violation> violations)
            throws InterruptedException {
        Limits limits = limits(attack.wallTime());
        if (attack.instructions().isPresent()) {
            limits = limits.toBuilder()
                    .instructions(attack.instructions().getAsLong())
                    .build();
        }
        long stack = backend.descriptor().evaluationStackBytes();
        LuaEngine engine = backend.start(spec.get().limits(limits).build());
        Script script = Script.of(attack.source()).named("=" + attack.name()).withArguments(bait.arguments());
        Assault assault = Assault.start(engine, script, limits, attack.inputNeverComes(), attack.wallTime(), stack);
        List<String> said = new ArrayList<>();
        try {
            Optional<EvaluationResult> result = assault.await(inTime);
            if (result.isEmpty()) {
                add(
                        violations,
                        "it did not end within " + inTime.toSeconds() + " s; it was here:" + assault.whereabouts());
            } else {
                said.addAll(texts(result.get()));
                judge(attack, inTime, assault, result.get(), violations);
                if (result.get().stateAfter() == StateAfter.KEPT) {
                    afterwards(engine, limits, stack, violations);
                }
            }
        } catch (ExecutionException fault) {
            add(violations, "the engine threw " + fault.getCause());
        } finally {
            leftovers.noteProcesses();
            close(engine, violations);
        }
        if (!assault.isOverWithin(IN_TIME)) {
            add(violations, "it runs on though its engine is closed; it is here:" + assault.whereabouts());
        }
        said.add(assault.output());
        return said;
    }

    private static void judge(
            Attack attack, Duration inTime, Assault assault, EvaluationResult result, List<Violation> violations) {
        if (attack.expected().stream().noneMatch(expectation -> expectation.isMetBy(result))) {
            violations.add(new Violation(
                    result.outcome() == Outcome.TIMED_OUT,
                    "it ended as " + Expectation.describe(result) + ", not as " + attack.expected()));
        }
        if (assault.took().compareTo(inTime) > 0) {
            violations.add(new Violation(true, "it took " + assault.took().toMillis() + " ms"));
        }
    }

    /** A state that is said to be kept can be used, as far as its memory goes. */
    private static void afterwards(LuaEngine engine, Limits limits, long stack, List<Violation> violations)
            throws InterruptedException {
        Assault next = Assault.start(engine, Script.of("return 2 + 2"), limits, false, Duration.ofSeconds(2), stack);
        try {
            Optional<EvaluationResult> result = next.await(IN_TIME);
            if (result.isEmpty()) {
                add(violations, "the script after it did not end; it was here:" + next.whereabouts());
            } else if (result.get().outcome() != Outcome.LIMIT_EXCEEDED
                    && !result.get().values().equals(List.of(LuaValue.of(4)))) {
                add(violations, "the script after it ended as " + Expectation.describe(result.get()));
            }
        } catch (ExecutionException fault) {
            add(violations, "the engine threw " + fault.getCause() + " at the script after it");
        }
    }

    private static void close(LuaEngine engine, List<Violation> violations) {
        long from = System.nanoTime();
        try {
            engine.close();
        } catch (RuntimeException thrown) {
            add(violations, "close threw " + thrown);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        if (took.compareTo(IN_TIME) > 0) {
            violations.add(new Violation(true, "the engine was closed only after " + took.toMillis() + " ms"));
        }
    }

    private static List<String> texts(EvaluationResult result) {
        List<String> texts = new ArrayList<>();
        result.values().stream()
                .filter(value -> value instanceof LuaValue.Str)
                .map(LuaValue::asText)
                .forEach(texts::add);
        result.error()
                .ifPresent(error -> texts.add(Stream.concat(
                                Stream.of(error.message()),
                                error.traceback().stream().map(LuaFrame::toString))
                        .reduce("", (a, b) -> a + "\n" + b)));
        return texts;
    }

    /** What must be as before: threads, processes, heap, the neighbour, and VMs that start. */
    private void aftermath(List<Violation> violations) throws InterruptedException {
        leftovers.threads(IN_TIME).forEach(left -> violations.add(new Violation(true, left + " is left")));
        leftovers.processes(IN_TIME).forEach(left -> add(violations, left + " is left"));
        long grown = grown();
        if (grown > TOLERANCE_BYTES) {
            add(violations, "the heap of the host stays " + (grown >> 20) + " MiB above what it was");
        }
        String fresh = appearanceOfFreshVm();
        if (!fresh.equals(freshAppearance)) {
            add(violations, "a VM started afterwards is not as others were: " + difference(freshAppearance, fresh));
        }
        String changed = neighbour.say(Script.of("return neighbour()"));
        String appearance = neighbour.say(APPEARANCE);
        boolean changedIt = !changed.equals("COMPLETED");
        if (changedIt) {
            add(violations, "the neighbour's state changed: " + changed);
        }
        if (!appearance.equals(neighbourAppearance)) {
            changedIt = true;
            add(violations, "the neighbour is not as it was: " + difference(neighbourAppearance, appearance));
        }
        if (changedIt) {
            // What is wrong with it must not be blamed on the next attack.
            neighbour.close();
            settle();
        }
    }

    /** By how much the heap has grown since the arena was opened; collects only if it may have grown too much. */
    private long grown() {
        long grown = HostHeap.used() - baseline;
        for (int i = 0; i < 3 && grown > TOLERANCE_BYTES; i++) {
            grown = heap.live() - baseline;
        }
        return grown;
    }

    private String appearanceOfFreshVm() throws InterruptedException {
        Limits limits = limits(Duration.ofSeconds(30));
        LuaEngine engine = backend.start(spec.get().limits(limits).build());
        Neighbour guest = new Neighbour(engine, limits, backend.descriptor().evaluationStackBytes(), heap);
        try {
            return guest.say(APPEARANCE);
        } finally {
            guest.close();
        }
    }

    private static String difference(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> lines = after.lines().filter(line -> !old.contains(line)).toList();
        return lines.isEmpty() ? "lines are missing" : String.join(" / ", lines);
    }

    @Override
    public void close() {
        neighbour.close();
        bait.close();
        heap.close();
    }
}
