// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationMode;
import org.bioxen.spi.backend.EvaluationResult;

/** What holds of every result of every evaluation, whatever the test is about. */
final class AlwaysTrue {
    private AlwaysTrue() {}

    static void check(Evaluation evaluation, EvaluationResult result) {
        assertThat(result.stateAfter())
                .as("an engine says KEPT or LOST; RESET is the platform's")
                .isNotEqualTo(StateAfter.RESET);
        if (result.outcome() == Outcome.COMPLETED) {
            assertThat(result.error()).as("error of a completed evaluation").isEmpty();
        } else {
            assertThat(result.error().orElseThrow().message()).as("message").isNotBlank();
        }
        if (result.outcome() == Outcome.VM_LOST) {
            assertThat(result.stateAfter()).as("state after VM_LOST").isEqualTo(StateAfter.LOST);
        }
        if (result.incomplete()) {
            assertThat(evaluation.mode()).as("mode of incomplete source").isEqualTo(EvaluationMode.REPL);
            assertThat(result.outcome()).as("outcome of incomplete source").isEqualTo(Outcome.SCRIPT_ERROR);
        }
        if (result.exitCode().isPresent()) {
            assertThat(result.outcome()).as("outcome after os.exit").isEqualTo(Outcome.COMPLETED);
            assertThat(result.stateAfter()).as("state after os.exit").isEqualTo(StateAfter.LOST);
        }
        result.usage().cpuTime().ifPresent(time -> assertThat(time).isGreaterThanOrEqualTo(java.time.Duration.ZERO));
        result.usage().instructions().ifPresent(n -> assertThat(n).isNotNegative());
        result.usage().memoryBytes().ifPresent(n -> assertThat(n).isNotNegative());
        assertThat(size(result.values())).as("values in the result").isLessThanOrEqualTo(Evaluation.MAX_VALUES);
    }

    /**
     * Counts the values of a result, table keys included, and checks the form of its tables. Without recursion: tables may
     * be nested deeper than a stack goes.
     */
    static int size(List<LuaValue> values) {
        Set<Integer> tables = new HashSet<>();
        Set<Integer> references = new HashSet<>();
        Deque<LuaValue> open = new ArrayDeque<>(values);
        int count = 0;
        while (!open.isEmpty()) {
            LuaValue value = open.pop();
            count++;
            if (value instanceof LuaValue.Reference reference) {
                references.add(reference.id());
            } else if (value instanceof LuaValue.Table table) {
                assertThat(table.id()).as("a table's id").isPositive();
                assertThat(tables.add(table.id()))
                        .as("table %d occurs in full only once", table.id())
                        .isTrue();
                checkEntries(table);
                for (LuaValue.Entry entry : table.entries()) {
                    open.push(entry.value());
                    open.push(entry.key());
                }
            }
        }
        assertThat(tables).as("tables that references point to").containsAll(references);
        return count;
    }

    private static void checkEntries(LuaValue.Table table) {
        long sequence = 0;
        boolean inSequence = true;
        for (LuaValue.Entry entry : table.entries()) {
            if (entry.key() instanceof LuaValue.Nil || entry.value() instanceof LuaValue.Nil) {
                throw new AssertionError("a pair with nil: " + entry);
            }
            if (entry.key() instanceof LuaValue.Float number && Double.isNaN(number.value())) {
                throw new AssertionError("a key that is not a number: " + entry);
            }
            if (inSequence && entry.key().equals(LuaValue.of(sequence + 1))) {
                sequence++;
            } else {
                inSequence = false;
                if (entry.key().equals(LuaValue.of(sequence + 1))) {
                    throw new AssertionError("key " + (sequence + 1) + " of the sequence comes after other keys");
                }
            }
        }
    }
}
