// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** Finds out by which name a script knows a value or a function, by looking at the instructions that led to it. */
public final class Names {
    static final int UNKNOWN = 0;
    /** The value that the current instruction indexes. */
    static final int INDEXED = 1;
    /** The current instruction's first operand. */
    static final int LEFT = 2;
    /** The current instruction's second operand. */
    static final int RIGHT = 3;
    /** The value that the current instruction calls. */
    static final int CALLED = 4;

    private Names() {}

    /**
     * A name and what it is the name of.
     *
     * @param kind {@code global}, {@code local}, {@code upvalue}, {@code field}, {@code method}, {@code constant}, {@code for
     *     iterator} or {@code metamethod}
     * @param name the name
     */
    public record Name(String kind, String name) {}

    /** The error of an operation on a value of the wrong type. */
    static ScriptError typeError(Coroutine co, String operation, LuaValue value, int operand) {
        Frame frame = co.frame(0);
        Name name = operand != UNKNOWN && frame != null && frame.function instanceof Closure closure
                ? ofOperand(closure.prototype, frame.pc - 1, operand)
                : null;
        String type = value.typename();
        return co.runtimeError(
                name == null
                        ? "attempt to " + operation + " a " + type + " value"
                        : "attempt to " + operation + " " + name.kind + " '" + name.name + "' (a " + type + " value)");
    }

    /** The error of a concatenation; the register still holds the value unless it is an intermediate result. */
    static ScriptError concatError(Coroutine co, LuaValue value, int register, boolean inRegister) {
        Frame frame = co.frame(0);
        Name name = inRegister && frame != null && frame.function instanceof Closure closure
                ? ofRegister(closure.prototype, frame.pc - 1, register)
                : null;
        String type = value.typename();
        return co.runtimeError(
                name == null
                        ? "attempt to concatenate a " + type + " value"
                        : "attempt to concatenate " + name.kind + " '" + name.name + "' (a " + type + " value)");
    }

    /** The line of an instruction; 0 if that is not known. */
    static int line(Prototype p, int pc) {
        return p.lineinfo != null && pc >= 0 && pc < p.lineinfo.length ? p.lineinfo[pc] : 0;
    }

    private static Name ofOperand(Prototype p, int pc, int operand) {
        int i = p.code[pc];
        int b = i >>> 23;
        int c = (i >> 14) & 0x1ff;
        int register;
        switch (i & 0x3f) {
            case Lua.OP_GETTABUP:
                return operand == INDEXED ? new Name("upvalue", upvalue(p, b)) : null;
            case Lua.OP_SETTABUP:
                return operand == INDEXED ? new Name("upvalue", upvalue(p, (i >> 6) & 0xff)) : null;
            case Lua.OP_GETTABLE, Lua.OP_SELF:
                register = operand == INDEXED ? b : -1;
                break;
            case Lua.OP_SETTABLE:
                register = operand == INDEXED ? (i >> 6) & 0xff : -1;
                break;
            case Lua.OP_CALL, Lua.OP_TAILCALL:
                register = operand == CALLED ? (i >> 6) & 0xff : -1;
                break;
            case Lua.OP_ADD, Lua.OP_SUB, Lua.OP_MUL, Lua.OP_DIV, Lua.OP_MOD, Lua.OP_POW:
                register = operand == LEFT ? b : operand == RIGHT ? c : -1;
                break;
            case Lua.OP_UNM, Lua.OP_LEN:
                register = operand == LEFT ? b : -1;
                break;
            default:
                return null;
        }
        return register < 0 || register > 0xff ? null : ofRegister(p, pc, register);
    }

    /** How the instruction calls a function. */
    static Name ofCall(Prototype p, int pc) {
        if (pc < 0 || pc >= p.code.length) {
            return null;
        }
        int i = p.code[pc];
        return switch (i & 0x3f) {
            case Lua.OP_CALL, Lua.OP_TAILCALL -> ofRegister(p, pc, (i >> 6) & 0xff);
            case Lua.OP_TFORCALL -> new Name("for iterator", "for iterator");
            case Lua.OP_SELF, Lua.OP_GETTABUP, Lua.OP_GETTABLE -> new Name("metamethod", "__index");
            case Lua.OP_SETTABUP, Lua.OP_SETTABLE -> new Name("metamethod", "__newindex");
            case Lua.OP_EQ -> new Name("metamethod", "__eq");
            case Lua.OP_ADD -> new Name("metamethod", "__add");
            case Lua.OP_SUB -> new Name("metamethod", "__sub");
            case Lua.OP_MUL -> new Name("metamethod", "__mul");
            case Lua.OP_DIV -> new Name("metamethod", "__div");
            case Lua.OP_MOD -> new Name("metamethod", "__mod");
            case Lua.OP_POW -> new Name("metamethod", "__pow");
            case Lua.OP_UNM -> new Name("metamethod", "__unm");
            case Lua.OP_LEN -> new Name("metamethod", "__len");
            case Lua.OP_LT -> new Name("metamethod", "__lt");
            case Lua.OP_LE -> new Name("metamethod", "__le");
            case Lua.OP_CONCAT -> new Name("metamethod", "__concat");
            default -> null;
        };
    }

    private static Name ofRegister(Prototype p, int pc, int register) {
        LuaString local = p.getlocalname(register + 1, pc);
        if (local != null) {
            return new Name("local", local.tojstring());
        }
        int setter = setter(p, pc, register);
        if (setter < 0) {
            return null;
        }
        int i = p.code[setter];
        int b = i >>> 23;
        int c = (i >> 14) & 0x1ff;
        switch (i & 0x3f) {
            case Lua.OP_MOVE:
                return b < ((i >> 6) & 0xff) ? ofRegister(p, setter, b) : null;
            case Lua.OP_GETTABUP:
                return new Name("_ENV".equals(upvalue(p, b)) ? "global" : "field", key(p, setter, c));
            case Lua.OP_GETTABLE: {
                LuaString table = p.getlocalname(b + 1, setter);
                boolean environment = table != null && "_ENV".equals(table.tojstring());
                return new Name(environment ? "global" : "field", key(p, setter, c));
            }
            case Lua.OP_GETUPVAL:
                return new Name("upvalue", upvalue(p, b));
            case Lua.OP_LOADK:
                return p.k[i >>> 14] instanceof LuaString text ? new Name("constant", text.tojstring()) : null;
            case Lua.OP_LOADKX:
                return p.k[p.code[setter + 1] >>> 6] instanceof LuaString text
                        ? new Name("constant", text.tojstring())
                        : null;
            case Lua.OP_SELF:
                return new Name("method", key(p, setter, c));
            default:
                return null;
        }
    }

    private static String key(Prototype p, int pc, int c) {
        if (c > 0xff) {
            return p.k[c & 0xff] instanceof LuaString text ? text.tojstring() : "?";
        }
        Name name = ofRegister(p, pc, c);
        return name != null && name.kind.equals("constant") ? name.name : "?";
    }

    private static String upvalue(Prototype p, int index) {
        LuaString name = p.upvalues[index].name;
        return name == null ? "?" : name.tojstring();
    }

    /** The last instruction before this one that certainly set the register; -1 if there is none. */
    private static int setter(Prototype p, int last, int register) {
        int setter = -1;
        int target = 0;
        for (int pc = 0; pc < last; pc++) {
            int i = p.code[pc];
            int op = i & 0x3f;
            int a = (i >> 6) & 0xff;
            boolean sets;
            switch (op) {
                case Lua.OP_LOADNIL:
                    sets = a <= register && register <= a + (i >>> 23);
                    break;
                case Lua.OP_TFORCALL:
                    sets = register >= a + 2;
                    break;
                case Lua.OP_CALL, Lua.OP_TAILCALL:
                    sets = register >= a;
                    break;
                case Lua.OP_JMP: {
                    int to = pc + 1 + (i >>> 14) - 0x1ffff;
                    if (pc < to && to <= last && to > target) {
                        target = to;
                    }
                    continue;
                }
                case Lua.OP_TEST:
                    sets = register == a;
                    break;
                default:
                    sets = Lua.testAMode(op) && register == a;
            }
            if (sets) {
                setter = pc < target ? -1 : pc;
            }
        }
        return setter;
    }
}
