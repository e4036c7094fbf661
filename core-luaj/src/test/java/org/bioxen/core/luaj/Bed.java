// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.core.luaj.vm.CoroutineTransport;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationMode;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InputSource;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.spi.backend.ModuleSource;

/** An engine with what a test needs to run scripts in it, on threads with the stack that the backend asks for. */
final class Bed implements AutoCloseable {
    private final LuajBackend backend;
    final LuaEngine engine;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    Bed() {
        this(ModuleSource.none());
    }

    Bed(ModuleSource modules) {
        this(
                new LuajBackend(),
                EngineSpec.builder(SandboxLevel.TRUSTED).modules(modules).build());
    }

    Bed(CoroutineTransport transport) {
        this(
                new LuajBackend(transport),
                EngineSpec.builder(SandboxLevel.TRUSTED).build());
    }

    Bed(EngineSpec spec) {
        this(new LuajBackend(), spec);
    }

    private Bed(LuajBackend backend, EngineSpec spec) {
        this.backend = backend;
        engine = backend.start(spec);
    }

    /** A running evaluation. */
    final class Run {
        final Evaluation evaluation;
        private final CompletableFuture<EvaluationResult> result = new CompletableFuture<>();

        private Run(Evaluation evaluation) {
            this.evaluation = evaluation;
            Thread thread = new Thread(
                    null,
                    () -> {
                        try {
                            result.complete(engine.evaluate(evaluation));
                        } catch (Throwable thrown) {
                            result.completeExceptionally(thrown);
                        }
                    },
                    "bed",
                    backend.descriptor().evaluationStackBytes());
            thread.start();
        }

        EvaluationResult await() {
            try {
                return result.get(60, TimeUnit.SECONDS);
            } catch (InterruptedException | TimeoutException failed) {
                throw new AssertionError("the evaluation did not end", failed);
            } catch (ExecutionException failed) {
                throw new AssertionError(failed.getCause());
            }
        }

        EvaluationResult interrupt(InterruptReason reason) {
            engine.interrupt(evaluation, reason);
            return await();
        }
    }

    Evaluation.Builder evaluation(Script script) {
        return Evaluation.builder(script, (stream, bytes, offset, length) -> {
            (stream == StandardStream.STDOUT ? out : err).write(bytes, offset, length);
            return true;
        });
    }

    Run start(Evaluation evaluation) {
        return new Run(evaluation);
    }

    EvaluationResult run(Evaluation evaluation) {
        return start(evaluation).await();
    }

    EvaluationResult run(String source) {
        return run(evaluation(Script.of(source)).build());
    }

    EvaluationResult repl(String source) {
        return run(evaluation(Script.of(source))
                .mode(EvaluationMode.REPL)
                .echo(true)
                .build());
    }

    EvaluationResult run(String source, InputSource input) {
        return run(evaluation(Script.of(source)).input(input).build());
    }

    /** The only value of a script, as text. */
    String value(String source) {
        EvaluationResult result = run(source);
        if (result.error().isPresent()) {
            throw new AssertionError(result.error().get().message());
        }
        return result.values().stream()
                .map(LuaValue::asText)
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    /** The message of a script that fails. */
    String message(String source) {
        return run(source).error().orElseThrow().message();
    }

    /** What was written to standard output since the last call. */
    String output() {
        String text = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return text;
    }

    byte[] outputBytes() {
        return out.toByteArray();
    }

    String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        engine.close();
        backend.stop();
    }
}
