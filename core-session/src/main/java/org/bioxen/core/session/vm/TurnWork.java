// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.Optional;
import org.bioxen.api.vm.BackendUnavailableException;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaVmException;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.Usage;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationMode;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InputSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done in one turn, on the thread of a worker: an engine is found or started, what the spec preloads is run in a fresh one,
 * then the script.
 */
final class TurnWork {
    private static final Logger LOG = LoggerFactory.getLogger(TurnWork.class);

    private final LuaVm vm;
    private final Turn turn;
    private final VmHost host;

    TurnWork(LuaVm vm, Turn turn, VmHost host) {
        this.vm = vm;
        this.turn = turn;
        this.host = host;
    }

    /** The turn must go on on a thread with a larger stack. */
    static final class OtherThreadNeeded extends Exception {
        private static final long serialVersionUID = 1L;

        OtherThreadNeeded() {
            super(null, null, false, false);
        }
    }

    /** The evaluation was given up while it ran: the turn has been taken from this thread. */
    static final class GivenUp extends Exception {
        private static final long serialVersionUID = 1L;

        GivenUp() {
            super(null, null, false, false);
        }
    }

    /** An engine's answer and what was used for it. */
    private record Answer(EvaluationResult result, Usage usage) {}

    /** Works off the turn's execution. */
    ExecutionResult execute(QueuedExecution execution) throws OtherThreadNeeded, GivenUp {
        if (!execution.settle()) {
            return ExecutionResult.builder(Outcome.COMPLETED)
                    .stateAfter(vm.stateWithoutRun())
                    .build();
        }
        int size = execution.script().length();
        if (size > execution.limits().sourceBytes().orElse(Integer.MAX_VALUE)) {
            return ExecutionResult.builder(Outcome.LIMIT_EXCEEDED)
                    .error(LuaError.of("the source has " + size + " bytes, more than the limit of "
                            + execution.limits().sourceBytes().getAsInt()))
                    .stateAfter(vm.stateWithoutRun())
                    .build();
        }
        OwnedEngine engine;
        try {
            engine = engine();
            if (!Workers.fits(engine.stackBytes())) {
                throw new OtherThreadNeeded();
            }
            vm.packages().apply(engine);
            Optional<LuaError> failure = preload();
            if (failure.isPresent()) {
                throw new VmManagerException("VM '" + vm.id() + "' cannot start afresh: a preloaded script failed: "
                        + failure.get().message());
            }
        } catch (LuaVmException unavailable) {
            return vm.notStarted(vm.whyNot(turn).orElse(unavailable.getMessage()));
        } catch (InterruptedException impossible) {
            return vm.notStarted("the thread of the manager was interrupted");
        }
        vm.tellReset();
        ScriptInput input = new ScriptInput(execution.input(host.pumps()), on -> vm.waiting(turn, on));
        Evaluation evaluation = Evaluation.builder(execution.script(), execution.output())
                .mode(execution.options().expressionFirst() ? EvaluationMode.REPL : EvaluationMode.CHUNK)
                .echo(execution.options().echo())
                .limits(execution.limits())
                .input(input)
                .build();
        RunningEvaluation run = running(evaluation, engine, input);
        Optional<Answer> answer = evaluate(run);
        if (answer.isEmpty()) {
            return vm.notStarted(vm.whyNot(turn).orElse("the VM manager has been stopped"));
        }
        Usage usage = answer.get().usage().toBuilder()
                .outputBytes(execution.output().written())
                .build();
        boolean reset = vm.takeReset();
        EvaluationResult result = answer.get().result();
        if (result.stateAfter() == StateAfter.LOST) {
            vm.lost(result.error().map(LuaError::message).orElse("a script ended it"));
            vm.slot().empty();
        }
        return Results.of(result, execution, run.reason(), usage, reset);
    }

    /** This VM's engine, or a fresh one in the place of one that is gone. */
    private OwnedEngine engine() throws InterruptedException {
        Duration wait = host.settings().backendWait();
        long end = System.nanoTime() + wait.toNanos();
        Duration left = wait;
        while (true) {
            Optional<OwnedEngine> there = vm.slot().engine();
            if (there.isPresent()) {
                if (!there.get().backend().isLeaving()) {
                    return there.get();
                }
                vm.lost("backend '" + there.get().backend() + "' went away");
                vm.slot().empty();
            }
            Optional<String> over = vm.whyNot(turn);
            if (over.isPresent()) {
                throw new VmManagerException(over.get());
            }
            String gone = vm.remark();
            try {
                Optional<OwnedEngine> fresh = vm.fill(turn, vm.versionToKeep(), true, left);
                if (fresh.isPresent()) {
                    LOG.info("VM '{}' starts afresh on {}", vm.id(), fresh.get().backend());
                    return fresh.get();
                }
                left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                if (left.isZero() && vm.whyNot(turn).isEmpty()) {
                    throw new BackendUnavailableException(
                            "its backend came and went for " + Durations.format(wait) + "; try again");
                }
            } catch (LuaVmException failed) {
                throw new VmManagerException(
                        "VM '" + vm.id() + "' is suspended (" + gone + ") and cannot start afresh: "
                                + failed.getMessage(),
                        failed);
            }
        }
    }

    /** Runs what the spec preloads, if the engine is fresh; why that failed, if it did: then the engine is closed. */
    Optional<LuaError> preload() throws GivenUp {
        if (!vm.arePreloadsDue()) {
            return Optional.empty();
        }
        for (Script script : vm.spec().preloads()) {
            Optional<LuaError> failure = preload(script);
            if (failure.isPresent()) {
                vm.lost("a preloaded script failed: " + failure.get().message());
                vm.slot().empty();
                return failure;
            }
        }
        vm.preloaded();
        return Optional.empty();
    }

    private Optional<LuaError> preload(Script script) throws GivenUp {
        Optional<OwnedEngine> engine = vm.slot().engine();
        if (engine.isEmpty()) {
            return Optional.of(LuaError.of("the engine is gone"));
        }
        OutputRecorder nowhere = new OutputRecorder(
                ExecutionOptions.builder().retainedOutput(0).build(),
                vm.spec().limits().outputBytes(),
                Optional.empty(),
                vm.subject());
        Evaluation evaluation =
                Evaluation.builder(script, nowhere).limits(vm.spec().limits()).build();
        Optional<Answer> answer =
                evaluate(running(evaluation, engine.get(), new ScriptInput(InputSource.empty(), on -> {})));
        if (answer.isEmpty()) {
            return Optional.of(LuaError.of("it was stopped before"));
        }
        EvaluationResult result = answer.get().result();
        return result.outcome() == Outcome.COMPLETED && result.stateAfter() != StateAfter.LOST
                ? Optional.empty()
                : Optional.of(result.error().orElseGet(() -> LuaError.of("it ended the Lua state")));
    }

    private RunningEvaluation running(Evaluation evaluation, OwnedEngine engine, ScriptInput input) {
        return new RunningEvaluation(
                evaluation,
                engine,
                input,
                host.workers(),
                host.deadlines(),
                host.settings().stopGrace(),
                givenUp -> vm.giveUp(turn, givenUp));
    }

    /** Runs it to its end; empty if it was not to run any more. */
    private Optional<Answer> evaluate(RunningEvaluation run) throws GivenUp {
        if (!vm.begin(turn, run)) {
            return Optional.empty();
        }
        if (!run.begin(run.evaluation().limits().wallTime())) {
            vm.ended(turn);
            return Optional.empty();
        }
        long began = System.nanoTime();
        EvaluationResult result;
        boolean mine;
        try {
            result = run.engine().evaluate(run.evaluation());
        } catch (Exception | StackOverflowError | LinkageError | OutOfMemoryError fault) {
            LOG.error("VM '{}': backend '{}' failed", vm.id(), run.engine().backend(), fault);
            result = EvaluationResult.builder(Outcome.VM_LOST)
                    .error(LuaError.of("backend '" + run.engine().backend() + "' failed: " + fault))
                    .stateAfter(StateAfter.LOST)
                    .build();
        } finally {
            mine = run.end();
        }
        if (!mine) {
            throw new GivenUp();
        }
        vm.ended(turn);
        return Optional.of(new Answer(
                result,
                result.usage().toBuilder()
                        .wallTime(Duration.ofNanos(System.nanoTime() - began))
                        .build()));
    }
}
