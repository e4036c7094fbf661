// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.Optional;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.Usage;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;

/** Makes of an engine's answer what the caller gets, in the same words whatever the backend. */
final class Results {
    private Results() {}

    static ExecutionResult of(
            EvaluationResult answer,
            QueuedExecution execution,
            Optional<InterruptReason> reason,
            Usage usage,
            boolean reset) {
        OutputRecorder output = execution.output();
        Optional<RuntimeException> listenerFailure = output.listenerFailure();
        boolean refused = answer.outcome() == Outcome.LIMIT_EXCEEDED;
        Outcome outcome = refused && listenerFailure.isPresent() ? Outcome.INTERRUPTED : answer.outcome();

        ExecutionResult.Builder result = ExecutionResult.builder(outcome)
                .stdout(output.stdout())
                .stderr(output.stderr())
                .truncated(output.truncated())
                .values(answer.values())
                .incomplete(answer.incomplete())
                .usage(usage)
                .stateAfter(
                        answer.stateAfter() == StateAfter.LOST
                                ? StateAfter.LOST
                                : reset ? StateAfter.RESET : StateAfter.KEPT);
        answer.exitCode().ifPresent(result::exitCode);
        Optional<String> sentence = Optional.empty();
        if (outcome == Outcome.TIMED_OUT || outcome == Outcome.INTERRUPTED) {
            sentence = listenerFailure
                    .map(failure -> "interrupted: its output could not be delivered: " + failure.getMessage())
                    .or(() -> reason.map(why -> sentence(why, execution)));
        } else if (refused && output.limitReached()) {
            sentence = Optional.of("it wrote more than its output limit of "
                    + execution.limits().outputBytes().getAsLong() + " bytes");
        } else if (outcome == Outcome.VM_LOST
                && reason.filter(r -> r == InterruptReason.SHUTDOWN).isPresent()) {
            sentence = Optional.of(sentence(InterruptReason.SHUTDOWN, execution));
        }
        Optional<LuaError> error = answer.error();
        if (error.isPresent() && sentence.isPresent()) {
            LuaError told = error.get();
            error = Optional.of(
                    new LuaError(sentence.get(), told.value(), told.chunk(), told.line(), told.traceback()));
        }
        error.ifPresent(result::error);
        return result.build();
    }

    /** Of an execution whose engine did not stop. */
    static ExecutionResult givenUp(QueuedExecution execution, InterruptReason reason) {
        OutputRecorder output = execution.output();
        return ExecutionResult.builder(reason.outcome())
                .stdout(output.stdout())
                .stderr(output.stderr())
                .truncated(output.truncated())
                .error(LuaError.of(sentence(reason, execution) + "; its engine did not stop and was given up"))
                .usage(Usage.builder().outputBytes(output.written()).build())
                .stateAfter(StateAfter.LOST)
                .build();
    }

    /** Why an execution was stopped, as one sentence. */
    static String sentence(InterruptReason reason, QueuedExecution execution) {
        return switch (reason) {
            case REQUESTED -> "interrupted";
            case DEADLINE ->
                "timed out after "
                        + execution.limits().wallTime().map(Durations::format).orElse("its limit");
            case SHUTDOWN -> "the VM was closed, or its backend left, while it ran";
        };
    }
}
