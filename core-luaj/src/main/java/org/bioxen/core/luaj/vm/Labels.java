// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Blocks, the local variables, labels and jumps in them, and the rules for jumps. Source: Lua 5.2 manual, section 3.3.4. */
final class Labels {
    private static final int MAX_LOCALS = 200;
    private static final String BREAK = "break";

    /** A function that is being read. */
    static final class Function {
        private final Function outer;
        private final int line;
        private final int firstLocal;
        private Block block;
        private int active;

        /** Whether it takes any number of arguments. */
        boolean isVararg;

        private Function(Function outer, int line, int firstLocal) {
            this.outer = outer;
            this.line = line;
            this.firstLocal = firstLocal;
        }

        /** As messages name it. */
        String where() {
            return outer == null ? "main function" : "function at line " + line;
        }
    }

    private static final class Block {
        private final Block outer;
        private final boolean isLoop;
        private final int active;
        private final int firstLabel;
        private final int firstJump;

        private Block(Block outer, boolean isLoop, int active, int firstLabel, int firstJump) {
            this.outer = outer;
            this.isLoop = isLoop;
            this.active = active;
            this.firstLabel = firstLabel;
            this.firstJump = firstJump;
        }
    }

    /** A label, or a jump to one; its number of active variables decides where which jumps go. */
    private static final class Mark {
        private final String name;
        private final int line;
        private int active;

        private Mark(String name, int line, int active) {
            this.name = name;
            this.line = line;
            this.active = active;
        }
    }

    private final Scanner scanner;
    private final List<Mark> labels = new ArrayList<>(0);
    private final List<Mark> jumps = new ArrayList<>(0);
    private int[] nameStarts = new int[64];
    private int[] nameEnds = new int[64];
    private int declared;

    /** The innermost function. */
    Function function;

    Labels(Scanner scanner) {
        this.scanner = scanner;
    }

    void open(int line) {
        function = new Function(function, line, declared);
        enter(false);
    }

    void close() {
        leave();
        function = function.outer;
    }

    /** Begins a block. */
    void enter(boolean isLoop) {
        function.block = new Block(function.block, isLoop, function.active, labels.size(), jumps.size());
    }

    /** Ends the innermost block: jumps that have found no label in it look further in the one around it. */
    void leave() {
        Block block = function.block;
        if (block.isLoop) {
            arrive(new Mark(BREAK, 0, function.active));
        }
        function.block = block.outer;
        declared -= function.active - block.active;
        function.active = block.active;
        truncate(labels, block.firstLabel);
        if (block.outer != null) {
            for (int i = block.firstJump; i < jumps.size(); ) {
                Mark jump = jumps.get(i);
                jump.active = Math.min(jump.active, block.active);
                if (!land(i)) {
                    i++;
                }
            }
        } else if (block.firstJump < jumps.size()) {
            Mark lost = jumps.get(block.firstJump);
            throw refuse(
                    lost.name.equals(BREAK)
                            ? "<break> at line " + lost.line + " not inside a loop"
                            : "no visible label '" + lost.name + "' for <goto> at line " + lost.line);
        }
    }

    private static void truncate(List<Mark> marks, int size) {
        while (marks.size() > size) {
            marks.remove(marks.size() - 1);
        }
    }

    /** Declares a variable of the language's own. */
    void declareHidden() {
        declare(0, 0);
    }

    /** Declares the variable whose name is there; it is not active yet. */
    void declare(int start, int end) {
        limit(declared + 1 - function.firstLocal, MAX_LOCALS, "local variables");
        // Lua has no such limit; LuaJ's compiler counts what is active in all of them.
        limit(declared + 1, MAX_LOCALS, "local variables with those of the functions around");
        if (declared == nameStarts.length) {
            nameStarts = Arrays.copyOf(nameStarts, declared * 2);
            nameEnds = Arrays.copyOf(nameEnds, declared * 2);
        }
        nameStarts[declared] = start;
        nameEnds[declared++] = end;
    }

    /** Makes so many more of the declared variables active. */
    void activate(int count) {
        function.active += count;
    }

    /** Refuses more than what the machine has room for. */
    void limit(int count, int most, String what) {
        if (count > most) {
            throw scanner.refuse("too many " + what + " (limit is " + most + ") in " + function.where());
        }
    }

    /** A jump to the end of the loop around it. */
    void jumpOut(int line) {
        jump(BREAK, line);
    }

    /** A jump to a label of this name. */
    void jump(String name, int line) {
        jumps.add(new Mark(name, line, function.active));
        land(jumps.size() - 1);
    }

    /** Refuses a second label of a name in one block. */
    void checkNew(String name) {
        for (int i = function.block.firstLabel; i < labels.size(); i++) {
            if (labels.get(i).name.equals(name)) {
                throw refuse("label '" + name + "' already defined on line " + labels.get(i).line);
            }
        }
    }

    /** A label here. The result is for {@link #arrive(int, boolean)}. */
    int label(String name, int line) {
        labels.add(new Mark(name, line, function.active));
        return labels.size() - 1;
    }

    /** Jumps to a label arrive; at the end of a block the block's variables are no longer in its scope. */
    void arrive(int label, boolean isLast) {
        Mark mark = labels.get(label);
        if (isLast) {
            mark.active = function.block.active;
        }
        arrive(mark);
    }

    private void arrive(Mark label) {
        for (int i = function.block.firstJump; i < jumps.size(); ) {
            if (jumps.get(i).name.equals(label.name)) {
                close(i, label);
            } else {
                i++;
            }
        }
    }

    private boolean land(int jump) {
        Mark from = jumps.get(jump);
        for (int i = function.block.firstLabel; i < labels.size(); i++) {
            if (labels.get(i).name.equals(from.name)) {
                close(jump, labels.get(i));
                return true;
            }
        }
        return false;
    }

    private void close(int jump, Mark label) {
        Mark from = jumps.get(jump);
        if (from.active < label.active) {
            int variable = function.firstLocal + from.active;
            throw refuse("<goto " + from.name + "> at line " + from.line + " jumps into the scope of local '"
                    + scanner.text(nameStarts[variable], nameEnds[variable]) + "'");
        }
        jumps.remove(jump);
    }

    private Refusal refuse(String message) {
        return new Refusal(scanner.line, message, "");
    }
}
