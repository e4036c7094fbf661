// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

/**
 * Reads a chunk before the compiler does, and refuses what Lua refuses, with Lua's messages. Notes what the compiler would
 * misread: constants that it folds otherwise than C does. Source: Lua 5.2 manual, section 9.
 */
final class Grammar {
    private static final int MAX_LEVELS = 200;
    /** Levels that Lua itself takes before it reads the first statement. */
    private static final int FIRST_LEVEL = 2;

    private static final int UNARY = 8;
    private static final byte[] PRIORITIES = priorities();
    private static final int VARIABLE = 0;
    private static final int CALL = 1;
    private static final int OTHER = 2;

    private final byte[] source;
    private final Scanner scanner;
    private final Rewrites rewrites;
    private final Labels labels;
    private int levels = FIRST_LEVEL;

    /** Of the expression read last: whether it is a constant number for the compiler, and which. */
    private boolean isNumeral;

    private double value;

    private Grammar(LuaState vm, byte[] source) {
        this.source = source;
        this.rewrites = new Rewrites();
        this.scanner = new Scanner(vm, source, rewrites);
        this.labels = new Labels(scanner);
    }

    /**
     * Reads a chunk.
     *
     * @return the source for the compiler: the same, but for what it would misread
     * @throws Refusal if it is not valid
     */
    static byte[] check(LuaState vm, byte[] source) {
        Grammar grammar = new Grammar(vm, source);
        grammar.chunk();
        return grammar.rewrites.apply(source);
    }

    private void chunk() {
        labels.open(0);
        labels.function.isVararg = true;
        scanner.next();
        statements();
        expect(Scanner.EOF);
        labels.close();
    }

    // Tokens --------------------------------------------------------------------------------------------------------

    private Refusal refuse(String message) {
        String newer = NewerSyntax.at(source, scanner.token, scanner.start);
        return scanner.refuse(newer == null ? message : newer);
    }

    private void expect(int token) {
        if (scanner.token != token) {
            throw refuse(Scanner.show(token) + " expected");
        }
    }

    private void take(int token) {
        expect(token);
        scanner.next();
    }

    private boolean takeIf(int token) {
        if (scanner.token == token) {
            scanner.next();
            return true;
        }
        return false;
    }

    private void close(int token, int opening, int line) {
        if (scanner.token != token && line != scanner.line) {
            throw refuse(
                    Scanner.show(token) + " expected (to close " + Scanner.show(opening) + " at line " + line + ")");
        }
        take(token);
    }

    private String name() {
        expect(Scanner.NAME);
        String name = scanner.text(scanner.start, scanner.end);
        scanner.next();
        return name;
    }

    private void skipName() {
        take(Scanner.NAME);
    }

    private void declareName() {
        expect(Scanner.NAME);
        // The name is still the current token, but messages are to show the next one.
        int start = scanner.start;
        int end = scanner.end;
        scanner.next();
        labels.declare(start, end);
    }

    private void enterLevel() {
        levels++;
        labels.limit(levels, MAX_LEVELS, "C levels");
    }

    private boolean blockEnds(boolean withUntil) {
        return switch (scanner.token) {
            case Scanner.ELSE, Scanner.ELSEIF, Scanner.END, Scanner.EOF -> true;
            case Scanner.UNTIL -> withUntil;
            default -> false;
        };
    }

    // Statements ----------------------------------------------------------------------------------------------------

    private void statements() {
        while (!blockEnds(true)) {
            boolean isReturn = scanner.token == Scanner.RETURN;
            statement();
            if (isReturn) {
                return;
            }
        }
    }

    private void block(boolean isLoop) {
        labels.enter(isLoop);
        statements();
        labels.leave();
    }

    private void statement() {
        int line = scanner.line;
        enterLevel();
        switch (scanner.token) {
            case ';' -> scanner.next();
            case Scanner.IF -> conditional(line);
            case Scanner.WHILE -> {
                scanner.next();
                expression();
                labels.enter(true);
                take(Scanner.DO);
                block(false);
                close(Scanner.END, Scanner.WHILE, line);
                labels.leave();
            }
            case Scanner.DO -> {
                scanner.next();
                block(false);
                close(Scanner.END, Scanner.DO, line);
            }
            case Scanner.FOR -> loop(line);
            case Scanner.REPEAT -> {
                labels.enter(true);
                labels.enter(false);
                scanner.next();
                statements();
                close(Scanner.UNTIL, Scanner.REPEAT, line);
                expression();
                labels.leave();
                labels.leave();
            }
            case Scanner.FUNCTION -> {
                scanner.next();
                skipName();
                while (takeIf('.')) {
                    skipName();
                }
                boolean isMethod = takeIf(':');
                if (isMethod) {
                    skipName();
                }
                body(isMethod, line);
            }
            case Scanner.LOCAL -> {
                scanner.next();
                if (takeIf(Scanner.FUNCTION)) {
                    declareName();
                    labels.activate(1);
                    body(false, scanner.line);
                } else {
                    local();
                }
            }
            case Scanner.DOUBLE_COLON -> {
                scanner.next();
                label(name(), line);
            }
            case Scanner.RETURN -> {
                scanner.next();
                if (!blockEnds(true) && scanner.token != ';') {
                    expressions();
                }
                takeIf(';');
            }
            case Scanner.BREAK, Scanner.GOTO -> jump();
            default -> assignmentOrCall();
        }
        levels--;
    }

    private void jump() {
        int line = scanner.line;
        if (takeIf(Scanner.GOTO)) {
            labels.jump(name(), line);
        } else {
            scanner.next();
            labels.jumpOut(line);
        }
    }

    private void label(String name, int line) {
        labels.checkNew(name);
        take(Scanner.DOUBLE_COLON);
        int label = labels.label(name, line);
        while (scanner.token == ';' || scanner.token == Scanner.DOUBLE_COLON) {
            statement();
        }
        labels.arrive(label, blockEnds(false));
    }

    private void conditional(int line) {
        do {
            scanner.next();
            expression();
            take(Scanner.THEN);
            block(false);
        } while (scanner.token == Scanner.ELSEIF);
        if (takeIf(Scanner.ELSE)) {
            block(false);
        }
        close(Scanner.END, Scanner.IF, line);
    }

    private void loop(int line) {
        labels.enter(true);
        scanner.next();
        expect(Scanner.NAME);
        int start = scanner.start;
        int end = scanner.end;
        scanner.next();
        int variables = 1;
        boolean isNumeric = scanner.token == '=';
        if (!isNumeric && scanner.token != ',' && scanner.token != Scanner.IN) {
            throw refuse("'=' or 'in' expected");
        }
        labels.declareHidden();
        labels.declareHidden();
        labels.declareHidden();
        labels.declare(start, end);
        if (isNumeric) {
            scanner.next();
            expression();
            take(',');
            expression();
            if (takeIf(',')) {
                expression();
            }
        } else {
            while (takeIf(',')) {
                declareName();
                variables++;
            }
            take(Scanner.IN);
            expressions();
        }
        labels.activate(3);
        take(Scanner.DO);
        labels.enter(false);
        labels.activate(variables);
        labels.enter(false);
        statements();
        labels.leave();
        labels.leave();
        close(Scanner.END, Scanner.FOR, line);
        labels.leave();
    }

    private void local() {
        int variables = 0;
        do {
            declareName();
            variables++;
        } while (takeIf(','));
        if (takeIf('=')) {
            expressions();
        }
        labels.activate(variables);
    }

    private void assignmentOrCall() {
        int kind = suffixed();
        if (scanner.token == '=' || scanner.token == ',') {
            assignment(kind);
        } else if (kind != CALL) {
            throw refuse("syntax error");
        }
    }

    private void assignment(int first) {
        int kind = first;
        for (int variables = 1; ; variables++) {
            if (kind != VARIABLE) {
                throw refuse("syntax error");
            }
            if (!takeIf(',')) {
                break;
            }
            kind = suffixed();
            labels.limit(variables + levels, MAX_LEVELS, "C levels");
        }
        take('=');
        expressions();
    }

    // Functions and expressions -------------------------------------------------------------------------------------

    private void body(boolean isMethod, int line) {
        labels.open(line);
        take('(');
        if (isMethod) {
            labels.declareHidden();
            labels.activate(1);
        }
        if (scanner.token != ')') {
            int parameters = 0;
            do {
                if (scanner.token == Scanner.NAME) {
                    declareName();
                    parameters++;
                } else if (takeIf(Scanner.DOTS)) {
                    labels.function.isVararg = true;
                } else {
                    throw refuse("<name> or '...' expected");
                }
            } while (!labels.function.isVararg && takeIf(','));
            labels.activate(parameters);
        }
        take(')');
        statements();
        close(Scanner.END, Scanner.FUNCTION, line);
        labels.close();
    }

    private void expressions() {
        do {
            expression();
        } while (takeIf(','));
    }

    private void expression() {
        operation(0);
    }

    private static byte[] priorities() {
        byte[] priorities = new byte[Scanner.STRING + 1];
        priorities['^'] = 10;
        for (int token : new int[] {'*', '/', '%'}) {
            priorities[token] = 7;
        }
        for (int token : new int[] {'+', '-'}) {
            priorities[token] = 6;
        }
        priorities[Scanner.CONCAT] = 5;
        for (int token : new int[] {'<', '>', Scanner.EQUAL, Scanner.UNEQUAL, Scanner.AT_LEAST, Scanner.AT_MOST}) {
            priorities[token] = 3;
        }
        priorities[Scanner.AND] = 2;
        priorities[Scanner.OR] = 1;
        return priorities;
    }

    private static int rightPriority(int token) {
        // These two associate to the right.
        return token == '^' || token == Scanner.CONCAT ? PRIORITIES[token] - 1 : PRIORITIES[token];
    }

    /** An expression of operators that bind more tightly than this. */
    private void operation(int limit) {
        enterLevel();
        int start = scanner.start;
        int startLine = scanner.line;
        int first = scanner.token;
        if (first == '-' || first == '#' || first == Scanner.NOT) {
            scanner.next();
            operation(UNARY);
            isNumeral &= first == '-';
            if (isNumeral) {
                folded(-value, start, startLine, false);
            }
        } else {
            simple();
        }
        for (int operator = scanner.token; PRIORITIES[operator] > limit; operator = scanner.token) {
            boolean isLeftNumeral = isNumeral;
            double left = value;
            scanner.next();
            operation(rightPriority(operator));
            isNumeral &= isLeftNumeral;
            if (isNumeral) {
                fold(operator, left, start, startLine);
            }
        }
        levels--;
    }

    /** What the compiler makes of two constants. */
    private void fold(int operator, double left, int start, int startLine) {
        switch (operator) {
            case '+' -> folded(left + value, start, startLine, false);
            case '-' -> folded(left - value, start, startLine, false);
            case '*' -> folded(left * value, start, startLine, false);
            case '/' -> {
                isNumeral = value != 0;
                folded(left / value, start, startLine, false);
            }
            case '%' -> {
                isNumeral = value != 0;
                folded(Numbers.modulo(left, value), start, startLine, true);
            }
            case '^' -> folded(Operators.power(left, value), start, startLine, true);
            default -> isNumeral = false;
        }
    }

    /** The compiler loses the sign of zero and of what is no number, and computes some operations by its own means. */
    private void folded(double result, int start, int startLine, boolean isOwn) {
        value = result;
        boolean isLost = result == 0 && 1 / result < 0 || result != result;
        if (isNumeral && (isLost || isOwn)) {
            rewrites.number(start, scanner.lastEnd, result, linesBetween(start, scanner.lastEnd, startLine));
            isNumeral = !isLost;
        }
    }

    private int linesBetween(int from, int to, int startLine) {
        if (startLine == scanner.line) {
            return 0;
        }
        int lines = 0;
        for (int i = from; i < to; i++) {
            int c = source[i];
            if (c == '\n' || c == '\r') {
                lines++;
                int next = i + 1 < to ? source[i + 1] : 0;
                i += next != c && (next == '\n' || next == '\r') ? 1 : 0;
            }
        }
        return lines;
    }

    private void simple() {
        isNumeral = false;
        switch (scanner.token) {
            case Scanner.NUMBER -> {
                isNumeral = true;
                value = scanner.value;
                scanner.next();
            }
            case Scanner.STRING, Scanner.NIL, Scanner.TRUE, Scanner.FALSE -> scanner.next();
            case Scanner.DOTS -> {
                if (!labels.function.isVararg) {
                    throw refuse("cannot use '...' outside a vararg function");
                }
                scanner.next();
            }
            case '{' -> constructor();
            case Scanner.FUNCTION -> {
                scanner.next();
                body(false, scanner.line);
                isNumeral = false;
            }
            default -> suffixed();
        }
    }

    private int suffixed() {
        int line = scanner.line;
        int kind;
        if (scanner.token == Scanner.NAME) {
            scanner.next();
            kind = VARIABLE;
            isNumeral = false;
        } else if (scanner.token == '(') {
            scanner.next();
            expression();
            close(')', '(', line);
            kind = OTHER;
        } else {
            throw refuse("unexpected symbol");
        }
        for (; ; ) {
            switch (scanner.token) {
                case '.' -> {
                    scanner.next();
                    skipName();
                    kind = VARIABLE;
                }
                case '[' -> {
                    index();
                    kind = VARIABLE;
                }
                case ':' -> {
                    scanner.next();
                    skipName();
                    arguments(line);
                    kind = CALL;
                }
                case '(', Scanner.STRING, '{' -> {
                    arguments(line);
                    kind = CALL;
                }
                default -> {
                    return kind;
                }
            }
            isNumeral = false;
        }
    }

    private void index() {
        scanner.next();
        expression();
        take(']');
    }

    private void arguments(int line) {
        switch (scanner.token) {
            case '(' -> {
                scanner.next();
                if (scanner.token != ')') {
                    expressions();
                }
                close(')', '(', line);
            }
            case '{' -> constructor();
            case Scanner.STRING -> scanner.next();
            default -> throw refuse("function arguments expected");
        }
    }

    private void constructor() {
        int line = scanner.line;
        take('{');
        while (scanner.token != '}') {
            if (scanner.token == '[') {
                index();
                take('=');
            } else if (scanner.token == Scanner.NAME && scanner.peek() == '=') {
                scanner.next();
                scanner.next();
            }
            expression();
            if (!takeIf(',') && !takeIf(';')) {
                break;
            }
        }
        close('}', '{', line);
        isNumeral = false;
    }
}
