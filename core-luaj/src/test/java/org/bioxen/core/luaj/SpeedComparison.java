// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.LuaEngine;
import org.luaj.vm2.Globals;
import org.luaj.vm2.lib.jse.JsePlatform;

/** Not a test: times this engine against plain LuaJ, alternating, in one JVM. Arguments: rounds, then names of scripts. */
final class SpeedComparison {
    private SpeedComparison() {}

    public static void main(String... args) throws InterruptedException {
        Thread thread = new Thread(null, () -> compare(args), "speed", 64L << 20);
        thread.start();
        thread.join();
    }

    private static void compare(String... args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 7;
        String[] names = args.length > 1
                ? Arrays.copyOfRange(args, 1, args.length)
                : new String[] {"fib", "nbody", "loop", "str", "kmer", "oop", "tree", "coro"};
        for (String name : names) {
            byte[] source = source(name);
            double[] ours = new double[rounds];
            double[] plain = new double[rounds];
            Globals globals = JsePlatform.standardGlobals();
            try (LuaEngine engine = new LuajBackend()
                    .start(EngineSpec.builder(SandboxLevel.TRUSTED).build())) {
                for (int i = 0; i < rounds; i++) {
                    long start = System.nanoTime();
                    engine.evaluate(Evaluation.builder(Script.of(source), (stream, bytes, offset, length) -> true)
                            .build());
                    long middle = System.nanoTime();
                    globals.load(new ByteArrayInputStream(source), name, "t", globals)
                            .invoke();
                    ours[i] = (middle - start) / 1e6;
                    plain[i] = (System.nanoTime() - middle) / 1e6;
                }
            }
            Arrays.sort(ours);
            Arrays.sort(plain);
            System.out.printf(
                    "%-6s ours %8.1f ms  plain %8.1f ms  ratio %.2f%n",
                    name, ours[rounds / 2], plain[rounds / 2], ours[rounds / 2] / plain[rounds / 2]);
        }
    }

    private static byte[] source(String name) {
        try (InputStream in = SpeedComparison.class.getResourceAsStream("/speed/" + name + ".lua")) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new IllegalArgumentException("no script " + name, failed);
        }
    }
}
