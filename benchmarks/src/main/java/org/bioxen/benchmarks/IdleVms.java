// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.LuaEngine;
import org.luaj.vm2.Globals;
import org.luaj.vm2.lib.jse.JsePlatform;

/** Prints what an idle VM holds: heap and threads, of many that have run one script each. A program of its own. */
public final class IdleVms {
    private static final Script SCRIPT = Script.of("answer = 2+2 return answer");

    /** The first few make the classes load and the shared parts come to be. */
    private static final int BEFORE = 100;

    private IdleVms() {}

    /**
     * What a VM holds.
     *
     * @param heapBytes of the heap, per VM
     * @param threads that were not there before, of all together
     */
    record Held(double heapBytes, int threads) {}

    /**
     * Measures.
     *
     * @param args how many VMs
     */
    public static void main(String... args) {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        print("engine", count, engines(count));
        print("VM of the manager", count, vms(count));
        print("plain LuaJ globals", count, plain(count));
    }

    private static void print(String what, int count, Held held) {
        System.out.printf(
                Locale.ROOT,
                "%-20s %6d idle: %,8.0f bytes of heap each, %d threads in all%n",
                what,
                count,
                held.heapBytes,
                held.threads);
    }

    static Held engines(int count) {
        try (Platform platform = Platform.open()) {
            LuaBackend backend = platform.backend("luaj");
            Limits limits = Platform.limits(backend.descriptor());
            List<LuaEngine> engines = new ArrayList<>();
            try {
                return measure(count, () -> {
                    LuaEngine engine = backend.start(EngineState.spec(backend).build());
                    engines.add(engine);
                    EngineState.evaluate(engine, limits, SCRIPT);
                    return engine;
                });
            } finally {
                engines.forEach(LuaEngine::close);
            }
        }
    }

    static Held vms(int count) {
        try (Platform platform = Platform.open()) {
            VmManager manager = platform.manager();
            VmSpec spec = VmState.spec(platform);
            List<Vm> vms = new ArrayList<>();
            try {
                return measure(count, () -> {
                    Vm vm = manager.create(spec);
                    vms.add(vm);
                    VmState.checked(vm.execute(SCRIPT));
                    return vm;
                });
            } finally {
                vms.forEach(Vm::close);
            }
        }
    }

    static Held plain(int count) {
        byte[] source = SCRIPT.text().getBytes(StandardCharsets.UTF_8);
        return measure(count, () -> {
            Globals globals = JsePlatform.standardGlobals();
            PlainState.load(globals, source).call();
            return globals;
        });
    }

    /** What many of them hold. */
    static Held measure(int count, Supplier<Object> create) {
        List<Object> all = new ArrayList<>(count + BEFORE);
        for (int i = 0; i < BEFORE; i++) {
            all.add(create.get());
        }
        int threads = Thread.activeCount();
        long before = heap();
        for (int i = 0; i < count; i++) {
            all.add(create.get());
        }
        long after = heap();
        return new Held((after - before) / (double) (all.size() - BEFORE), Thread.activeCount() - threads);
    }

    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
