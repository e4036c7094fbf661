// SPDX-License-Identifier: Apache-2.0
package org.bioxen.catalog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bioxen.api.vm.Grants;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.core.luaj.LuajBackend;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.spi.backend.LuaModule;

/** A script on the platform's backend in the JVM, in the sandbox for colleagues: it may read what is granted, no more. */
final class LuajRun {
    private static final long PATIENCE_SECONDS = 120;

    private LuajRun() {}

    static Interpreter.Result of(Path script, List<Path> modules, List<Path> readable, String... arguments) {
        Grants.Builder grants = Grants.builder();
        readable.forEach(grants::read);
        EngineSpec spec = EngineSpec.builder(SandboxLevel.CONSTRAINED)
                .grants(grants.build())
                .modules(name -> Interpreter.find(modules, name).map(LuajRun::module))
                .build();
        LuajBackend backend = new LuajBackend();
        try (LuaEngine engine = backend.start(spec)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            Evaluation evaluation = Evaluation.builder(
                            script(script).withArguments(arguments), (stream, bytes, offset, length) -> {
                                (stream == StandardStream.STDOUT ? out : err).write(bytes, offset, length);
                                return true;
                            })
                    .build();
            EvaluationResult result =
                    await(engine, evaluation, backend.descriptor().evaluationStackBytes());
            return new Interpreter.Result(
                    result.outcome() == Outcome.COMPLETED && result.exitCode().orElse(0) == 0,
                    out.toString(StandardCharsets.ISO_8859_1),
                    err.toString(StandardCharsets.ISO_8859_1)
                            + result.error().map(LuaError::message).orElse(""));
        } finally {
            backend.stop();
        }
    }

    private static LuaModule module(Path file) {
        return new LuaModule(script(file), Optional.of(file));
    }

    private static Script script(Path file) {
        try {
            return Script.file(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EvaluationResult await(LuaEngine engine, Evaluation evaluation, long stackBytes) {
        CompletableFuture<EvaluationResult> result = new CompletableFuture<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        result.complete(engine.evaluate(evaluation));
                    } catch (Throwable thrown) {
                        result.completeExceptionally(thrown);
                    }
                },
                "package-test",
                stackBytes);
        thread.start();
        try {
            return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a script was running", e);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("the script did not end as it should", e);
        }
    }
}
