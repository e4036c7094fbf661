// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.LuaEngine;

/** One engine of the backend, and chunks that run on it on a thread with the stack that it asks for. */
final class Chunks implements AutoCloseable {
    private final LuajBackend backend = new LuajBackend();
    final LuaEngine engine =
            backend.start(EngineSpec.builder(SandboxLevel.TRUSTED).build());

    /**
     * What came of a chunk.
     *
     * @param result the engine's answer
     * @param output both streams as they came
     */
    record Run(EvaluationResult result, byte[] output) {
        String text() {
            return new String(output, StandardCharsets.ISO_8859_1);
        }

        String error() {
            return result.error().orElseThrow().message();
        }
    }

    /** An evaluation under way. */
    static final class Pending {
        final Evaluation evaluation;
        private final ByteArrayOutputStream output = new ByteArrayOutputStream();
        private final CompletableFuture<EvaluationResult> result = new CompletableFuture<>();

        private Pending(Script script) {
            evaluation = Evaluation.builder(script, (stream, bytes, offset, length) -> {
                        synchronized (output) {
                            output.write(bytes, offset, length);
                            output.notifyAll();
                        }
                        return true;
                    })
                    .build();
        }

        /** Waits until the chunk has written this much. */
        void awaitOutput(String text) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            synchronized (output) {
                while (!output.toString(StandardCharsets.ISO_8859_1).contains(text)) {
                    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                    if (left <= 0) {
                        throw new AssertionError("the chunk did not write " + text);
                    }
                    output.wait(left);
                }
            }
        }

        Run await() {
            try {
                EvaluationResult end = result.get(60, TimeUnit.SECONDS);
                synchronized (output) {
                    return new Run(end, output.toByteArray());
                }
            } catch (InterruptedException | ExecutionException | TimeoutException failed) {
                throw new AssertionError("no result of " + evaluation, failed);
            }
        }
    }

    Pending start(Script script) {
        Pending pending = new Pending(script);
        Runnable work = () -> {
            try {
                pending.result.complete(engine.evaluate(pending.evaluation));
            } catch (RuntimeException | Error fault) {
                pending.result.completeExceptionally(fault);
            }
        };
        new Thread(null, work, "chunk", backend.descriptor().evaluationStackBytes()).start();
        return pending;
    }

    Run run(Script script) {
        return start(script).await();
    }

    Run run(String source) {
        return run(Script.of(source).named("=chunk"));
    }

    @Override
    public void close() {
        backend.stop();
    }
}
