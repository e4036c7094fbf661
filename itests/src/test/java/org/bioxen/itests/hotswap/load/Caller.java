// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.hotswap.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaVmException;
import org.bioxen.api.vm.Rebind;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmGroup;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmSpec;
import org.osgi.util.tracker.ServiceTracker;

/** One who uses the manager in every way, and goes on whatever goes away under him. Counts what he asked and what he got. */
final class Caller implements Runnable {
    /** Nobody waits longer: the wait for a backend, the script's time, what a stop takes at most, and the machine's load. */
    private static final Duration BOUND = Duration.ofSeconds(25);

    private static final ExecutionOptions SHORT =
            ExecutionOptions.builder().timeout(Duration.ofMillis(100)).build();
    private static final Script COUNT = Script.of("x = (x or 0) + 1 return x");
    private static final Script PRINT = Script.of("for i = 1, 20 do print(i) end");
    private static final Script LOOP = Script.of("while true do end");
    private static final Script FAIL = Script.of("error('on purpose')");

    private final int number;
    private final Random random;
    private final ServiceTracker<VmManager, VmManager> managers;
    private final Counts counts;
    private final Deque<Execution> open = new ArrayDeque<>();
    private Optional<Vm> vm = Optional.empty();
    private int made;
    private volatile boolean stopped;

    Caller(int number, long seed, ServiceTracker<VmManager, VmManager> managers, Counts counts) {
        this.number = number;
        random = new Random(seed);
        this.managers = managers;
        this.counts = counts;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                VmManager manager = managers.waitForService(50);
                if (manager == null) {
                    counts.add("looked for a manager in vain", 1);
                } else {
                    act(manager);
                }
            } catch (LuaVmException refused) {
                counts.add("refused: " + refused.getClass().getSimpleName(), 1);
                vm = Optional.empty();
            } catch (InterruptedException | RuntimeException unexpected) {
                counts.add("unexpected", 1);
                unexpected.printStackTrace();
            }
        }
        try {
            vm.ifPresent(Vm::close);
            // Not kept: the manager's classes are to be collected.
            vm = Optional.empty();
            awaitOpen(0);
        } catch (InterruptedException unexpected) {
            counts.add("unexpected", 1);
        }
    }

    private void act(VmManager manager) throws InterruptedException {
        Vm mine = vm(manager);
        switch (random.nextInt(14)) {
            case 0 -> execute(mine, LOOP);
            case 1 -> execute(mine, FAIL);
            case 2 -> execute(mine, PRINT);
            case 3, 4 -> submit(mine, COUNT);
            case 5 -> submit(mine, LOOP);
            case 6 -> {
                submit(mine, LOOP);
                counts.add("interrupts", open.getLast().interrupt() ? 1 : 0);
            }
            case 7 -> group(manager);
            case 8 -> {
                mine.close();
                vm = Optional.empty();
            }
            case 9 ->
                manager.list().stream()
                        .skip(random.nextInt(4))
                        .findFirst()
                        .flatMap(other -> manager.find(other.id()))
                        .ifPresent(Vm::interrupt);
            default -> execute(mine, COUNT);
        }
        awaitOpen(3);
    }

    private Vm vm(VmManager manager) {
        if (vm.isEmpty()) {
            VmSpec.Builder spec = spec().id("caller-" + number + "-" + ++made);
            switch (random.nextInt(3)) {
                case 0 -> spec.backend("luaj");
                case 1 -> spec.backend("process").luaExecutable("lua5.4");
                default -> spec.rebind(Rebind.ANY_VERSION);
            }
            vm = Optional.of(manager.create(spec.build()));
            counts.add("VMs", 1);
        }
        return vm.get();
    }

    private static VmSpec.Builder spec() {
        return VmSpec.builder().level(SandboxLevel.TRUSTED);
    }

    private void execute(Vm on, Script script) {
        long began = System.nanoTime();
        ExecutionResult result = on.execute(script, SHORT);
        counts.add("accepted", 1);
        ended(result, began);
    }

    private void submit(Vm on, Script script) {
        open.add(on.submit(script, SHORT));
        counts.add("accepted", 1);
    }

    private void group(VmManager manager) throws InterruptedException {
        try (VmGroup group = manager.group("group-" + number + "-" + ++made, 2, spec().build())) {
            List<Execution> all = group.broadcast(COUNT, SHORT);
            counts.add("accepted", all.size());
            // Before anything that may fail: each has an outcome to be seen.
            open.addAll(all);
            if (random.nextBoolean()) {
                group.awaitAll(BOUND);
            }
        }
    }

    private void awaitOpen(int left) throws InterruptedException {
        while (open.size() > left) {
            long began = System.nanoTime();
            Optional<ExecutionResult> result = open.remove().await(BOUND);
            if (result.isPresent()) {
                ended(result.get(), began);
            } else {
                counts.add("without an outcome", 1);
            }
        }
    }

    private void ended(ExecutionResult result, long began) {
        long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        counts.add("outcomes", 1);
        counts.add("outcome " + result.outcome(), 1);
        counts.add("resets", result.stateAfter() == StateAfter.RESET ? 1 : 0);
        counts.highest("longest wait in ms", waited);
        counts.add("waited too long", waited > BOUND.toMillis() ? 1 : 0);
    }
}
