// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.util.Arrays;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;
import org.luaj.vm2.Varargs;

/**
 * A Lua function, and the interpreter that runs it. The instructions are those of Lua 5.2 as LuaJ's compiler makes them. At
 * every backward jump and at every entry it looks whether the evaluation is to end.
 */
public final class Closure extends Function {
    private static final LuaValue[] NILS = new LuaValue[256];
    private static final Upvalue[] NO_UPVALUES = {};
    private static final int FIELDS_PER_FLUSH = 50;
    /** To copy more values than this is charged. */
    private static final int MANY = 64;

    static {
        Arrays.fill(NILS, NIL);
    }

    final Prototype prototype;
    final Upvalue[] upvalues;
    /** The last walk that came by. */
    short mark;

    /** Of this prototype, whose first upvalue, if it has one, is the environment. */
    public Closure(Prototype prototype, LuaValue environment) {
        this.prototype = prototype;
        int count = prototype.upvalues.length;
        this.upvalues = count == 0 ? NO_UPVALUES : new Upvalue[count];
        for (int i = 0; i < count; i++) {
            upvalues[i] = new Upvalue(i == 0 ? environment : NIL);
        }
    }

    private Closure(Prototype prototype, Upvalue[] upvalues) {
        this.prototype = prototype;
        this.upvalues = upvalues;
    }

    /** What it was compiled to; never changed. */
    public Prototype prototype() {
        return prototype;
    }

    /** How many variables it has from outside. */
    public int upvalueCount() {
        return upvalues.length;
    }

    /** One of them, from 0 on. */
    public Upvalue upvalue(int index) {
        return upvalues[index];
    }

    /** Lets it use another variable in the place of one of its own. */
    public void upvalue(int index, Upvalue other) {
        upvalues[index] = other;
    }

    @Override
    public boolean isclosure() {
        return true;
    }

    @Override
    public Varargs apply(Coroutine co, Varargs args) {
        return execute(co, registers(args), extra(args));
    }

    private LuaValue[] registers(Varargs args) {
        LuaValue[] stack = Arrays.copyOf(NILS, prototype.maxstacksize);
        for (int i = 0; i < prototype.numparams; i++) {
            stack[i] = args.arg(i + 1);
        }
        return stack;
    }

    private Varargs extra(Varargs args) {
        return prototype.is_vararg == 0 ? NONE : args.subargs(prototype.numparams + 1);
    }

    @Override
    public Varargs apply(Coroutine co, LuaValue a, LuaValue b) {
        Prototype p = prototype;
        if (p.is_vararg != 0 || p.maxstacksize < 2) {
            return apply(co, LuaValue.varargsOf(a, b));
        }
        LuaValue[] stack = Arrays.copyOf(NILS, p.maxstacksize);
        if (p.numparams > 0) {
            stack[0] = a;
            if (p.numparams > 1) {
                stack[1] = b;
            }
        }
        return execute(co, stack, NONE);
    }

    private static Varargs extra(Prototype p, LuaValue[] from, int first, int count) {
        int n = count - p.numparams;
        return p.is_vararg == 0 || n <= 0
                ? NONE
                : LuaValue.varargsOf(Arrays.copyOfRange(from, first + p.numparams, first + count));
    }

    /** The values of registers followed by open results, in an array of their own. */
    private static Varargs pack(LuaState vm, LuaValue[] stack, int first, int end, Varargs more) {
        int fixed = end - first;
        if (fixed == 0) {
            return more;
        }
        int n = more.narg();
        if (n > MANY) {
            vm.charge(n >> 1);
            vm.reserve(4L * n);
        }
        LuaValue[] all = new LuaValue[fixed + n];
        System.arraycopy(stack, first, all, 0, fixed);
        for (int i = 0; i < n; i++) {
            all[fixed + i] = more.arg(i + 1);
        }
        return LuaValue.varargsOf(all);
    }

    private static void close(Upvalue[] open, int first) {
        for (int i = first; i < open.length; i++) {
            if (open[i] != null) {
                open[i].close();
                open[i] = null;
            }
        }
    }

    private Varargs execute(Coroutine co, LuaValue[] registers, Varargs arguments) {
        int depth = co.depth;
        Frame frame = co.enter(this);
        Closure running = this;
        LuaValue[] nextRegisters = registers;
        Varargs nextArguments = arguments;
        // Once round for the function that was called, and once more for each one that it tail calls.
        for (; ; ) {
            LuaState vm = co.vm;
            Prototype p = running.prototype;
            int[] code = p.code;
            LuaValue[] k = p.k;
            Upvalue[] up = running.upvalues;
            LuaValue[] stack = nextRegisters;
            Varargs varargs = nextArguments;
            frame.registers = stack;
            if (frame.varargs != varargs) {
                frame.varargs = varargs;
            }
            // Each instruction is charged at least once: those of a function when it is entered, those of a loop's body
            // when
            // it is entered again.
            if ((vm.fuel -= code.length) < 0 || vm.kill != null) {
                vm.refuel();
            }
            Upvalue[] open = null;
            // Results of which nobody knows the number before: v, in the place of the registers from vat on.
            Varargs v = NONE;
            int vat = 0;
            int pc = 0;
            instructions:
            for (; ; ) {
                int i = code[pc++];
                int a = (i >> 6) & 0xff;
                switch (i & 0x3f) {
                    case Lua.OP_MOVE:
                        stack[a] = stack[i >>> 23];
                        continue;
                    case Lua.OP_LOADK:
                        stack[a] = k[i >>> 14];
                        continue;
                    case Lua.OP_LOADKX:
                        stack[a] = k[code[pc++] >>> 6];
                        continue;
                    case Lua.OP_LOADBOOL:
                        stack[a] = i >>> 23 != 0 ? TRUE : FALSE;
                        if ((i & (0x1ff << 14)) != 0) {
                            pc++;
                        }
                        continue;
                    case Lua.OP_LOADNIL:
                        for (int b = i >>> 23; b >= 0; b--) {
                            stack[a++] = NIL;
                        }
                        continue;
                    case Lua.OP_GETUPVAL:
                        stack[a] = up[i >>> 23].get();
                        continue;
                    case Lua.OP_GETTABUP: {
                        int c = (i >> 14) & 0x1ff;
                        LuaValue key = c > 0xff ? k[c & 0xff] : stack[c];
                        LuaValue table = up[i >>> 23].get();
                        if (table instanceof Table t) {
                            LuaValue value = t.get(key);
                            if (value != NIL || t.metatable() == null) {
                                stack[a] = value;
                                continue;
                            }
                        }
                        frame.pc = pc;
                        stack[a] = Operators.index(co, table, key);
                        continue;
                    }
                    case Lua.OP_GETTABLE: {
                        int c = (i >> 14) & 0x1ff;
                        LuaValue key = c > 0xff ? k[c & 0xff] : stack[c];
                        LuaValue table = stack[i >>> 23];
                        if (table instanceof Table t) {
                            LuaValue value = key instanceof LuaInteger n ? t.get(n.v) : t.get(key);
                            if (value != NIL || t.metatable() == null) {
                                stack[a] = value;
                                continue;
                            }
                        }
                        frame.pc = pc;
                        stack[a] = Operators.index(co, table, key);
                        continue;
                    }
                    case Lua.OP_SETTABUP: {
                        int b = i >>> 23;
                        int c = (i >> 14) & 0x1ff;
                        frame.pc = pc;
                        Operators.assign(
                                co, up[a].get(), b > 0xff ? k[b & 0xff] : stack[b], c > 0xff ? k[c & 0xff] : stack[c]);
                        continue;
                    }
                    case Lua.OP_SETUPVAL:
                        up[i >>> 23].set(stack[a]);
                        continue;
                    case Lua.OP_SETTABLE: {
                        int b = i >>> 23;
                        int c = (i >> 14) & 0x1ff;
                        LuaValue key = b > 0xff ? k[b & 0xff] : stack[b];
                        LuaValue value = c > 0xff ? k[c & 0xff] : stack[c];
                        if (stack[a] instanceof Table t && t.isAssignedRaw()) {
                            if (key instanceof LuaString name) {
                                t.set(name, value);
                                continue;
                            }
                            if (key instanceof LuaInteger n) {
                                t.set(n.v, value);
                                continue;
                            }
                        }
                        frame.pc = pc;
                        Operators.assign(co, stack[a], key, value);
                        continue;
                    }
                    case Lua.OP_NEWTABLE:
                        stack[a] = new Table(floating(i >>> 23), floating((i >> 14) & 0x1ff));
                        continue;
                    case Lua.OP_SELF: {
                        int c = (i >> 14) & 0x1ff;
                        LuaValue object = stack[i >>> 23];
                        stack[a + 1] = object;
                        frame.pc = pc;
                        stack[a] = Operators.method(co, object, c > 0xff ? k[c & 0xff] : stack[c]);
                        continue;
                    }
                    case Lua.OP_ADD: {
                        int b = i >>> 23;
                        int c = (i >> 14) & 0x1ff;
                        LuaValue x = b > 0xff ? k[b & 0xff] : stack[b];
                        LuaValue y = c > 0xff ? k[c & 0xff] : stack[c];
                        if (x instanceof LuaInteger m && y instanceof LuaInteger n) {
                            stack[a] = Numbers.of((long) m.v + n.v);
                        } else if (x instanceof LuaNumber m && y instanceof LuaNumber n) {
                            stack[a] = Numbers.of(m.todouble() + n.todouble());
                        } else {
                            frame.pc = pc;
                            stack[a] = Operators.arithmetic(co, Operators.ADD, x, y);
                        }
                        continue;
                    }
                    case Lua.OP_SUB: {
                        int b = i >>> 23;
                        int c = (i >> 14) & 0x1ff;
                        LuaValue x = b > 0xff ? k[b & 0xff] : stack[b];
                        LuaValue y = c > 0xff ? k[c & 0xff] : stack[c];
                        if (x instanceof LuaInteger m && y instanceof LuaInteger n) {
                            stack[a] = Numbers.of((long) m.v - n.v);
                        } else if (x instanceof LuaNumber m && y instanceof LuaNumber n) {
                            stack[a] = Numbers.of(m.todouble() - n.todouble());
                        } else {
                            frame.pc = pc;
                            stack[a] = Operators.arithmetic(co, Operators.SUB, x, y);
                        }
                        continue;
                    }
                    case Lua.OP_MUL: {
                        int b = i >>> 23;
                        int c = (i >> 14) & 0x1ff;
                        LuaValue x = b > 0xff ? k[b & 0xff] : stack[b];
                        LuaValue y = c > 0xff ? k[c & 0xff] : stack[c];
                        if (x instanceof LuaNumber m && y instanceof LuaNumber n) {
                            stack[a] = Numbers.of(m.todouble() * n.todouble());
                        } else {
                            frame.pc = pc;
                            stack[a] = Operators.arithmetic(co, Operators.MUL, x, y);
                        }
                        continue;
                    }
                    case Lua.OP_DIV: {
                        int b = i >>> 23;
                        int c = (i >> 14) & 0x1ff;
                        LuaValue x = b > 0xff ? k[b & 0xff] : stack[b];
                        LuaValue y = c > 0xff ? k[c & 0xff] : stack[c];
                        if (x instanceof LuaNumber m && y instanceof LuaNumber n) {
                            stack[a] = Numbers.of(m.todouble() / n.todouble());
                        } else {
                            frame.pc = pc;
                            stack[a] = Operators.arithmetic(co, Operators.DIV, x, y);
                        }
                        continue;
                    }
                    case Lua.OP_MOD: {
                        int b = i >>> 23;
                        int c = (i >> 14) & 0x1ff;
                        LuaValue x = b > 0xff ? k[b & 0xff] : stack[b];
                        LuaValue y = c > 0xff ? k[c & 0xff] : stack[c];
                        if (x instanceof LuaInteger m && y instanceof LuaInteger n && m.v > 0 && n.v > 0) {
                            stack[a] = LuaInteger.valueOf(m.v % n.v);
                        } else {
                            frame.pc = pc;
                            stack[a] = Operators.arithmetic(co, Operators.MOD, x, y);
                        }
                        continue;
                    }
                    case Lua.OP_POW: {
                        int b = i >>> 23;
                        int c = (i >> 14) & 0x1ff;
                        frame.pc = pc;
                        stack[a] = Operators.arithmetic(
                                co,
                                Operators.POW,
                                b > 0xff ? k[b & 0xff] : stack[b],
                                c > 0xff ? k[c & 0xff] : stack[c]);
                        continue;
                    }
                    case Lua.OP_UNM:
                        frame.pc = pc;
                        stack[a] = Operators.negate(co, stack[i >>> 23]);
                        continue;
                    case Lua.OP_NOT: {
                        LuaValue x = stack[i >>> 23];
                        stack[a] = x == NIL || x == FALSE ? TRUE : FALSE;
                        continue;
                    }
                    case Lua.OP_LEN: {
                        LuaValue x = stack[i >>> 23];
                        if (x instanceof Table t && t.metatable() == null) {
                            stack[a] = LuaInteger.valueOf(t.length());
                        } else {
                            frame.pc = pc;
                            stack[a] = Operators.length(co, x);
                        }
                        continue;
                    }
                    case Lua.OP_CONCAT:
                        frame.pc = pc;
                        stack[a] = Operators.concat(co, stack, i >>> 23, (i >> 14) & 0x1ff);
                        continue;
                    case Lua.OP_JMP: {
                        int jump = (i >>> 14) - 0x1ffff;
                        pc += jump;
                        if (a > 0 && open != null) {
                            close(open, a - 1);
                        }
                        if (jump < 0 && ((vm.fuel += jump) < 0 || vm.kill != null)) {
                            vm.refuel();
                        }
                        continue;
                    }
                    case Lua.OP_EQ: {
                        int b = i >>> 23;
                        int c = (i >> 14) & 0x1ff;
                        LuaValue x = b > 0xff ? k[b & 0xff] : stack[b];
                        LuaValue y = c > 0xff ? k[c & 0xff] : stack[c];
                        boolean equal;
                        if (x == y) {
                            equal = !(x instanceof LuaNumber n) || n.todouble() == n.todouble();
                        } else if (x instanceof LuaInteger m && y instanceof LuaInteger n) {
                            equal = m.v == n.v;
                        } else {
                            frame.pc = pc;
                            equal = Operators.equal(co, x, y);
                        }
                        if (equal != (a != 0)) {
                            pc++;
                        }
                        continue;
                    }
                    case Lua.OP_LT: {
                        int b = i >>> 23;
                        int c = (i >> 14) & 0x1ff;
                        LuaValue x = b > 0xff ? k[b & 0xff] : stack[b];
                        LuaValue y = c > 0xff ? k[c & 0xff] : stack[c];
                        boolean less;
                        if (x instanceof LuaInteger m && y instanceof LuaInteger n) {
                            less = m.v < n.v;
                        } else if (x instanceof LuaNumber m && y instanceof LuaNumber n) {
                            less = m.todouble() < n.todouble();
                        } else {
                            frame.pc = pc;
                            less = Operators.less(co, x, y);
                        }
                        if (less != (a != 0)) {
                            pc++;
                        }
                        continue;
                    }
                    case Lua.OP_LE: {
                        int b = i >>> 23;
                        int c = (i >> 14) & 0x1ff;
                        LuaValue x = b > 0xff ? k[b & 0xff] : stack[b];
                        LuaValue y = c > 0xff ? k[c & 0xff] : stack[c];
                        boolean less;
                        if (x instanceof LuaInteger m && y instanceof LuaInteger n) {
                            less = m.v <= n.v;
                        } else if (x instanceof LuaNumber m && y instanceof LuaNumber n) {
                            less = m.todouble() <= n.todouble();
                        } else {
                            frame.pc = pc;
                            less = Operators.lessOrEqual(co, x, y);
                        }
                        if (less != (a != 0)) {
                            pc++;
                        }
                        continue;
                    }
                    case Lua.OP_TEST: {
                        LuaValue x = stack[a];
                        if ((x != NIL && x != FALSE) != ((i & (0x1ff << 14)) != 0)) {
                            pc++;
                        }
                        continue;
                    }
                    case Lua.OP_TESTSET: {
                        LuaValue x = stack[i >>> 23];
                        if ((x != NIL && x != FALSE) != ((i & (0x1ff << 14)) != 0)) {
                            pc++;
                        } else {
                            stack[a] = x;
                        }
                        continue;
                    }
                    case Lua.OP_CALL: {
                        frame.pc = pc;
                        LuaValue f = stack[a];
                        int b = i >>> 23;
                        Varargs results;
                        if (f instanceof Closure closure && b != 0) {
                            Prototype q = closure.prototype;
                            LuaValue[] s = new LuaValue[q.maxstacksize];
                            System.arraycopy(NILS, 0, s, 0, s.length);
                            for (int j = Math.min(b - 1, q.numparams); j > 0; j--) {
                                s[j - 1] = stack[a + j];
                            }
                            results = closure.execute(co, s, q.is_vararg == 0 ? NONE : extra(q, stack, a + 1, b - 1));
                        } else {
                            Varargs args =
                                    switch (b) {
                                        case 0 -> pack(vm, stack, a + 1, vat, v);
                                        case 1 -> NONE;
                                        case 2 -> stack[a + 1];
                                        default -> LuaValue.varargsOf(stack, a + 1, b - 1);
                                    };
                            results = f instanceof Function function
                                    ? function.apply(co, args)
                                    : Operators.call(co, f, args);
                        }
                        int c = (i >> 14) & 0x1ff;
                        if (c == 2) {
                            stack[a] = results != NONE && results instanceof LuaValue value ? value : results.arg1();
                        } else if (c == 0) {
                            v = results;
                            vat = a;
                        } else {
                            for (int j = 1; j < c; j++) {
                                stack[a + j - 1] = results.arg(j);
                            }
                        }
                        continue;
                    }
                    case Lua.OP_TAILCALL: {
                        frame.pc = pc;
                        LuaValue f = stack[a];
                        int b = i >>> 23;
                        Varargs args = b == 0
                                ? pack(vm, stack, a + 1, vat, v)
                                : b == 1 ? NONE : LuaValue.varargsOf(Arrays.copyOfRange(stack, a + 1, a + b));
                        if (!(f instanceof Function)) {
                            args = LuaValue.varargsOf(f, args);
                            f = Operators.callee(co, f);
                        }
                        if (open != null) {
                            close(open, 0);
                        }
                        if (!(f instanceof Closure next)) {
                            Varargs results = f instanceof Function function
                                    ? function.apply(co, args)
                                    : Operators.call(co, f, args);
                            co.depth = depth;
                            return results;
                        }
                        running = next;
                        nextRegisters = next.registers(args);
                        nextArguments = next.extra(args);
                        frame.function = next;
                        frame.tail = true;
                        break instructions;
                    }
                    case Lua.OP_RETURN: {
                        int b = i >>> 23;
                        if (open != null) {
                            close(open, 0);
                        }
                        co.depth = depth;
                        return switch (b) {
                            case 0 -> pack(vm, stack, a, vat, v);
                            case 1 -> NONE;
                            case 2 -> stack[a];
                            default -> LuaValue.varargsOf(stack, a, b - 1);
                        };
                    }
                    case Lua.OP_FORLOOP: {
                        int jump = (i >>> 14) - 0x1ffff;
                        if ((vm.fuel += jump) < 0 || vm.kill != null) {
                            vm.refuel();
                        }
                        if (stack[a] instanceof LuaInteger n
                                && stack[a + 1] instanceof LuaInteger limit
                                && stack[a + 2] instanceof LuaInteger step) {
                            long next = (long) n.v + step.v;
                            if (step.v > 0 ? next <= limit.v : next >= limit.v) {
                                stack[a + 3] = stack[a] = LuaInteger.valueOf((int) next);
                                pc += jump;
                            }
                        } else {
                            double step = stack[a + 2].todouble();
                            double next = stack[a].todouble() + step;
                            double limit = stack[a + 1].todouble();
                            if (step > 0 ? next <= limit : limit <= next) {
                                stack[a + 3] = stack[a] = Numbers.of(next);
                                pc += jump;
                            }
                        }
                        continue;
                    }
                    case Lua.OP_FORPREP:
                        frame.pc = pc;
                        Operators.prepareLoop(co, stack, a);
                        pc += (i >>> 14) - 0x1ffff;
                        continue;
                    case Lua.OP_TFORCALL: {
                        frame.pc = pc;
                        LuaValue f = stack[a];
                        int c = (i >> 14) & 0x1ff;
                        if (f == vm.next && stack[a + 1] instanceof Table t) {
                            Operators.next(co, t, stack, a, c);
                            continue;
                        }
                        Varargs results = f instanceof Function function
                                ? function.apply(co, stack[a + 1], stack[a + 2])
                                : Operators.call(co, f, LuaValue.varargsOf(stack[a + 1], stack[a + 2]));
                        for (int j = 1; j <= c; j++) {
                            stack[a + 2 + j] = results.arg(j);
                        }
                        continue;
                    }
                    case Lua.OP_TFORLOOP: {
                        int jump = (i >>> 14) - 0x1ffff;
                        if ((vm.fuel += jump) < 0 || vm.kill != null) {
                            vm.refuel();
                        }
                        if (stack[a + 1] != NIL) {
                            stack[a] = stack[a + 1];
                            pc += jump;
                        }
                        continue;
                    }
                    case Lua.OP_SETLIST: {
                        int c = (i >> 14) & 0x1ff;
                        if (c == 0) {
                            c = code[pc++] >>> 6;
                        }
                        int b = i >>> 23;
                        Table table = (Table) stack[a];
                        int first = (c - 1) * FIELDS_PER_FLUSH + 1;
                        int fixed = b == 0 ? vat - a - 1 : b;
                        table.store(first, stack, a + 1, fixed);
                        if (b == 0) {
                            int n = v.narg();
                            if (n > MANY) {
                                vm.charge(n);
                            }
                            for (int j = 1; j <= n; j++) {
                                table.set(first + fixed + j - 1, v.arg(j));
                            }
                        }
                        continue;
                    }
                    case Lua.OP_CLOSURE: {
                        Prototype q = p.p[i >>> 14];
                        Upvaldesc[] described = q.upvalues;
                        Upvalue[] captured = new Upvalue[described.length];
                        for (int j = 0; j < described.length; j++) {
                            int index = described[j].idx;
                            if (!described[j].instack) {
                                captured[j] = up[index];
                            } else {
                                if (open == null) {
                                    open = new Upvalue[p.maxstacksize];
                                }
                                if (open[index] == null) {
                                    open[index] = new Upvalue(stack, index);
                                }
                                captured[j] = open[index];
                            }
                        }
                        stack[a] = new Closure(q, captured);
                        continue;
                    }
                    case Lua.OP_VARARG: {
                        int b = i >>> 23;
                        if (b == 0) {
                            v = varargs;
                            vat = a;
                        } else {
                            for (int j = 1; j < b; j++) {
                                stack[a + j - 1] = varargs.arg(j);
                            }
                        }
                        continue;
                    }
                    default:
                        throw new IllegalStateException("unknown instruction " + Integer.toHexString(i));
                }
            }
        }
    }

    /** The size that an operand encodes: eight bits, five of them an exponent. */
    private static int floating(int x) {
        int e = (x >> 3) & 0x1f;
        return e == 0 ? x : ((x & 7) + 8) << (e - 1);
    }
}
