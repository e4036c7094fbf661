// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.spi.backend.ModuleSource;
import org.luaj.vm2.Globals;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.DebugLib;

/** The engine of {@link PlainLuaj}. */
final class PlainEngine implements LuaEngine {
    private static final Pattern POSITION = Pattern.compile("^(.*?):(\\d+):? ");

    /** Passes through pcall, which catches exceptions only. */
    private static final class Stop extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Flaw flaw;
    private final Globals globals;

    // Guarded by this.
    private Evaluation current;
    private InterruptReason stop;
    private boolean closed;

    private volatile boolean stopping;
    private volatile boolean refused;

    PlainEngine(Flaw flaw, Globals globals) {
        this.flaw = flaw;
        this.globals = globals;
        globals.load(new DebugLib() {
            @Override
            public void onInstruction(int pc, Varargs registers, int top) {
                if (stopping) {
                    throw new Stop();
                }
                super.onInstruction(pc, registers, top);
            }
        });
    }

    @Override
    public String luaVersion() {
        return "5.2";
    }

    @Override
    public EvaluationResult evaluate(Evaluation evaluation) {
        synchronized (this) {
            if (closed && flaw != Flaw.LIVES_AFTER_CLOSE) {
                return lost();
            }
            current = evaluation;
        }
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        globals.STDOUT = new PrintStream(flaw == Flaw.HOLDS_OUTPUT_BACK ? held : sink(evaluation), true);
        EvaluationResult result;
        try {
            Varargs values = globals.load(evaluation.script().open(), shownName(evaluation), "t", globals)
                    .invoke();
            result = EvaluationResult.builder(Outcome.COMPLETED)
                    .values(values(values))
                    .build();
        } catch (org.luaj.vm2.LuaError error) {
            if (flaw == Flaw.THROWS_SCRIPT_ERRORS) {
                throw error;
            }
            result = EvaluationResult.builder(Outcome.SCRIPT_ERROR)
                    .error(error(error))
                    .build();
        } catch (Stop stopped) {
            result = null;
        }
        if (flaw == Flaw.HOLDS_OUTPUT_BACK) {
            evaluation.output().write(StandardStream.STDOUT, held.toByteArray(), 0, held.size());
        }
        return ended(result);
    }

    private static String shownName(Evaluation evaluation) {
        return evaluation.script().chunkName().replaceFirst("^[=@]", "");
    }

    private synchronized EvaluationResult ended(EvaluationResult result) {
        current = null;
        if (result == null && refused) {
            refused = false;
            return EvaluationResult.builder(Outcome.LIMIT_EXCEEDED)
                    .error(LuaError.of("too much output"))
                    .build();
        }
        if (result == null) {
            InterruptReason reason = stop;
            stop = null;
            stopping = false;
            return closed || reason == null
                    ? lost()
                    : EvaluationResult.builder(reason.outcome())
                            .error(LuaError.of("stopped"))
                            .stateAfter(reason == InterruptReason.SHUTDOWN ? StateAfter.LOST : StateAfter.KEPT)
                            .build();
        }
        if (flaw != Flaw.INTERRUPTS_ANYTHING) {
            stop = null;
            stopping = closed;
        }
        return result;
    }

    private static EvaluationResult lost() {
        return EvaluationResult.builder(Outcome.VM_LOST)
                .error(LuaError.of("the engine is closed"))
                .stateAfter(StateAfter.LOST)
                .build();
    }

    private OutputStream sink(Evaluation evaluation) {
        return new OutputStream() {
            private int pieces;

            @Override
            public void write(int one) {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (flaw == Flaw.DROPS_OUTPUT && ++pieces % 100 == 0) {
                    return;
                }
                boolean taken = evaluation.output().write(StandardStream.STDOUT, bytes, offset, length);
                if (!taken && flaw != Flaw.IGNORES_REFUSALS) {
                    refused = true;
                    throw new Stop();
                }
            }
        };
    }

    private List<LuaValue> values(Varargs values) {
        List<LuaValue> taken = new ArrayList<>();
        for (int i = 1; i <= values.narg(); i++) {
            taken.add(value(values.arg(i)));
        }
        while (flaw == Flaw.LOSES_NILS
                && !taken.isEmpty()
                && taken.get(taken.size() - 1).equals(LuaValue.nil())) {
            taken.remove(taken.size() - 1);
        }
        return taken;
    }

    private static LuaValue value(org.luaj.vm2.LuaValue value) {
        return switch (value.type()) {
            case org.luaj.vm2.LuaValue.TNIL -> LuaValue.nil();
            case org.luaj.vm2.LuaValue.TBOOLEAN -> LuaValue.of(value.toboolean());
            case org.luaj.vm2.LuaValue.TNUMBER ->
                value.islong() ? LuaValue.of(value.tolong()) : LuaValue.of(value.todouble());
            case org.luaj.vm2.LuaValue.TSTRING -> LuaValue.of(value.tojstring());
            default -> new LuaValue.Opaque(value.typename(), value.tojstring());
        };
    }

    private LuaError error(org.luaj.vm2.LuaError error) {
        String message = error.getMessage().lines().findFirst().orElse("");
        Matcher position = POSITION.matcher(message);
        boolean found = position.find() && flaw != Flaw.FORGETS_THE_LINE;
        String lua = found ? message.replaceFirst("^(.*?:\\d+):? ", "$1: ") : message;
        return new LuaError(
                lua,
                LuaValue.of(lua),
                found ? Optional.of(position.group(1)) : Optional.empty(),
                found ? OptionalInt.of(Integer.parseInt(position.group(2))) : OptionalInt.empty(),
                List.of());
    }

    @Override
    public synchronized void interrupt(Evaluation target, InterruptReason reason) {
        if (flaw != Flaw.INTERRUPTS_ANYTHING && target != current) {
            return;
        }
        if (stop == null || flaw == Flaw.TAKES_THE_LAST_REASON) {
            stop = reason;
        }
        stopping = true;
    }

    @Override
    public void modules(ModuleSource source) {
        throw new UnsupportedOperationException("this engine has no modules");
    }

    @Override
    public synchronized void close() {
        closed = true;
        stopping = flaw != Flaw.LIVES_AFTER_CLOSE;
    }
}
