// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.core.luaj.lib.Access;
import org.bioxen.core.luaj.lib.Libraries;
import org.bioxen.core.luaj.lib.LibraryState;
import org.bioxen.core.luaj.vm.Closure;
import org.bioxen.core.luaj.vm.Compiler;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.CoroutineTransport;
import org.bioxen.core.luaj.vm.Killed;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Operators;
import org.bioxen.core.luaj.vm.ScriptError;
import org.bioxen.core.luaj.vm.Table;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationMode;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.Introspection;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.spi.backend.ModuleSource;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** One Lua state, which runs on the threads that call it. */
final class LuajEngine implements LuaEngine {
    private static final long CLOSE_MILLIS = 2000;
    private static final LuaString PRINT = LuaString.valueOf("print");
    private static final LuaString ARG = LuaString.valueOf("arg");

    private static final byte[] RETURN = "return ".getBytes(StandardCharsets.US_ASCII);

    private final Object lock = new Object();
    private final LuaState vm;
    private final LibraryState library;
    private final LuajBackend backend;

    /** Guarded by lock. */
    private Evaluation current;
    /** Guarded by lock. */
    private Thread evaluator;
    /** Guarded by lock. */
    private ModuleSource modules;
    /** Guarded by lock: no evaluation any more. */
    private boolean ended;
    /** Guarded by lock: what the state held is freed, or somebody is at it. */
    private boolean freed;

    LuajEngine(long number, EngineSpec spec, LuajBackend backend, CoroutineTransport transport) {
        vm = new LuaState(number, transport);
        Libraries.open(vm, Access.of(spec.level(), spec.grants()));
        vm.prototypes(backend.prototypes());
        library = (LibraryState) vm.library();
        modules = spec.modules();
        this.backend = backend;
    }

    @Override
    public String luaVersion() {
        return LuajBackend.LUA_VERSION;
    }

    @Override
    public EvaluationResult evaluate(Evaluation evaluation) {
        LuaState.checkCountable(evaluation.limits());
        synchronized (lock) {
            if (ended) {
                return EvaluationResult.builder(Outcome.VM_LOST)
                        .error(LuaError.of("the VM's Lua state is gone"))
                        .stateAfter(StateAfter.LOST)
                        .build();
            }
            if (current != null) {
                throw new IllegalStateException("this engine is evaluating " + current);
            }
            current = evaluation;
            evaluator = Thread.currentThread();
            vm.ready();
            vm.modules(modules);
        }
        EvaluationResult result = null;
        try {
            result = run(evaluation);
        } finally {
            boolean free;
            synchronized (lock) {
                current = null;
                evaluator = null;
                ended |= result == null || result.stateAfter() == StateAfter.LOST;
                free = ended && !freed;
                freed |= free;
            }
            if (free) {
                free();
            } else {
                vm.rest();
            }
            synchronized (lock) {
                lock.notifyAll();
            }
        }
        return result;
    }

    private EvaluationResult run(Evaluation evaluation) {
        EvaluationResult result;
        try {
            vm.begin(evaluation.limits());
            vm.console().connect(evaluation.output(), evaluation.input());
            library.begin();
            result = attempt(evaluation);
        } catch (Killed end) {
            library.endCommands();
            result = killed(end);
        } finally {
            vm.end();
            library.flush();
        }
        if (!vm.console().disconnect() && result.outcome() == Outcome.COMPLETED) {
            result = killed(Killed.because(Outcome.LIMIT_EXCEEDED, "the output was refused: its limit is reached"));
        }
        if (vm.fault() != null) {
            throw new IllegalStateException("fault in a coroutine of this engine", vm.fault());
        }
        return result;
    }

    private EvaluationResult attempt(Evaluation evaluation) {
        Coroutine co = vm.main();
        try {
            Closure chunk = compile(evaluation);
            Varargs arguments = arguments(evaluation.script());
            co.enterHost();
            Varargs results = chunk.apply(co, arguments);
            if (evaluation.echo() && results.narg() > 0) {
                show(co, results);
            }
            vm.console().flush();
            return EvaluationResult.builder(Outcome.COMPLETED)
                    .values(new ResultValues(vm).all(results))
                    .build();
        } catch (Uncalled failure) {
            return EvaluationResult.builder(Outcome.SCRIPT_ERROR)
                    .error(Errors.of(vm, failure.error, List.of()))
                    .incomplete(failure.isIncomplete)
                    .build();
        } catch (ScriptError error) {
            return EvaluationResult.builder(Outcome.SCRIPT_ERROR)
                    .error(Errors.of(vm, error, co.traceback(0, Errors.MAX_FRAMES)))
                    .build();
        } catch (StackOverflowError deep) {
            co.unwind(Math.min(co.depth(), Errors.MAX_FRAMES));
            return EvaluationResult.builder(Outcome.SCRIPT_ERROR)
                    .error(Errors.of(vm, co.overflow(), co.traceback(0, Errors.MAX_FRAMES)))
                    .build();
        } catch (OutOfMemoryError full) {
            return EvaluationResult.builder(Outcome.SCRIPT_ERROR)
                    .error(LuaError.of("not enough memory"))
                    .build();
        }
    }

    /** Hands the results to whatever the global {@code print} is now. */
    private void show(Coroutine co, Varargs results) {
        try {
            Operators.call(co, Operators.index(co, vm.globals(), PRINT), results);
        } catch (ScriptError error) {
            throw new Uncalled(
                    new ScriptError("error calling 'print' (" + Errors.message(vm, error.value()) + ")"), false);
        }
    }

    private static EvaluationResult killed(Killed end) {
        EvaluationResult.Builder result = EvaluationResult.builder(end.outcome());
        if (end.exitCode().isPresent()) {
            return result.exitCode(end.exitCode().getAsInt())
                    .stateAfter(StateAfter.LOST)
                    .build();
        }
        return result.error(LuaError.of(end.getMessage()))
                .stateAfter(end.outcome() == Outcome.VM_LOST ? StateAfter.LOST : StateAfter.KEPT)
                .build();
    }

    /** An error before the chunk was called, or after it has returned: no call of it led there. */
    private static final class Uncalled extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient ScriptError error;
        private final boolean isIncomplete;

        private Uncalled(ScriptError error, boolean isIncomplete) {
            super(null, null, false, false);
            this.error = error;
            this.isIncomplete = isIncomplete;
        }
    }

    private Closure compile(Evaluation evaluation) {
        Script script = evaluation.script();
        try {
            return evaluation.mode() == EvaluationMode.CHUNK
                    ? new Closure(vm.prototypes().compile(vm, script), vm.globals())
                    : compileTyped(script);
        } catch (ScriptError refused) {
            boolean isTyped = evaluation.mode() == EvaluationMode.REPL;
            throw new Uncalled(refused, isTyped && Compiler.isIncomplete(refused));
        }
    }

    /** A line that is typed is hardly typed again: it is not kept. */
    private Closure compileTyped(Script script) {
        byte[] source = new byte[script.length()];
        script.source().get(source);
        if (source.length > 0 && source[0] == '=') {
            source = returning(source, 1, "");
        }
        LuaString name = LuaString.valueOf(script.chunkName());
        try {
            return Compiler.load(vm, returning(source, 0, ";"), name, vm.globals());
        } catch (ScriptError noExpression) {
            if (Compiler.isForLaterVersion(noExpression)) {
                throw noExpression;
            }
            return Compiler.load(vm, source, name, vm.globals());
        }
    }

    /** The source as expressions to be returned. As in lua.c it is the semicolon that has {@code f();} show nothing. */
    private static byte[] returning(byte[] source, int from, String end) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(source.length + 8);
        chunk.writeBytes(RETURN);
        chunk.write(source, from, source.length - from);
        chunk.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }

    private Varargs arguments(Script script) {
        List<org.bioxen.api.vm.LuaValue> given = script.arguments();
        if (given.isEmpty() && script.programName().isEmpty()) {
            return LuaValue.NONE;
        }
        LuaValue[] values = new LuaValue[given.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = ResultValues.enter(given.get(i));
        }
        if (script.programName().isPresent()) {
            Table arg = new Table(values.length, 1);
            arg.set(0, LuaString.valueOf(script.programName().get()));
            for (int i = 0; i < values.length; i++) {
                arg.set(i + 1, values[i]);
            }
            vm.globals().set(ARG, arg);
        }
        return LuaValue.varargsOf(values);
    }

    @Override
    public void interrupt(Evaluation target, InterruptReason reason) {
        synchronized (lock) {
            if (current != target) {
                return;
            }
            vm.kill(Killed.because(reason.outcome(), message(target, reason)));
        }
    }

    private static String message(Evaluation target, InterruptReason reason) {
        return switch (reason) {
            case REQUESTED -> "interrupted";
            case DEADLINE ->
                "timed out"
                        + target.limits()
                                .wallTime()
                                .map(limit -> " after " + seconds(limit))
                                .orElse("");
            case SHUTDOWN -> "the VM was closed";
        };
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    @Override
    public void modules(ModuleSource source) {
        synchronized (lock) {
            modules = source;
        }
    }

    @Override
    public Optional<Introspection> introspection() {
        return Optional.of(this::complete);
    }

    private List<String> complete(String prefix, int limit) {
        synchronized (lock) {
            return current != null || ended ? List.of() : Completion.of(vm, prefix, limit);
        }
    }

    @Override
    public void close() {
        boolean free;
        boolean interrupted = false;
        synchronized (lock) {
            ended = true;
            if (current != null) {
                vm.kill(Killed.because(Outcome.VM_LOST, message(current, InterruptReason.SHUTDOWN)));
            }
            long deadline = System.nanoTime() + CLOSE_MILLIS * 1_000_000;
            while (current != null && evaluator != Thread.currentThread()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    break;
                }
                try {
                    lock.wait(left);
                } catch (InterruptedException stop) {
                    interrupted = true;
                }
            }
            free = current == null && !freed;
            freed |= free;
        }
        if (free) {
            free();
        }
        backend.closed(this);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void free() {
        library.close();
        vm.close();
    }
}
