// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Table;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Completes names from what an idle state holds, by raw access: metatables are followed through {@code __index} where it is a
 * table, and nothing is called. Bounded, whatever the tables are.
 */
final class Completion {
    private static final int MAX_CHAIN = 100;
    private static final int MAX_KEYS = 50_000;
    private static final int MAX_NAMES = 1000;
    private static final int MAX_PREFIX = 1000;
    private static final int MAX_NAME = 200;

    private static final Pattern WORD = Pattern.compile("\\w*");
    /** A path, the separator before the name that is to be completed, and what there is of the name. */
    private static final Pattern MEMBER = Pattern.compile("(.+)([.:])(\\w*)", Pattern.DOTALL);
    /** What a path begins with: the name of a global, or a string in parentheses. */
    private static final Pattern HEAD = Pattern.compile("([A-Za-z_]\\w*)|\\((?:'[^'\\\\]*'|\"[^\"\\\\]*\")\\)");
    /** How it goes on: a field, an index that is a number, one that is a string. */
    private static final Pattern STEP =
            Pattern.compile("\\.([A-Za-z_]\\w*)|\\[(\\d{1,9})\\]|\\[(?:'([^'\\\\]*)'|\"([^\"\\\\]*)\")\\]");

    private static final List<String> KEYWORDS = List.of(
            "and",
            "break",
            "do",
            "else",
            "elseif",
            "end",
            "false",
            "for",
            "function",
            "goto",
            "if",
            "in",
            "local",
            "nil",
            "not",
            "or",
            "repeat",
            "return",
            "then",
            "true",
            "until",
            "while");

    private final LuaState vm;
    private final int limit;
    private final TreeSet<String> names = new TreeSet<>();

    private Completion(LuaState vm, int limit) {
        this.vm = vm;
        this.limit = Math.min(limit, MAX_NAMES);
    }

    /** Whole texts to put in the place of the prefix, sorted. */
    static List<String> of(LuaState vm, String prefix, int limit) {
        Completion completion = new Completion(vm, limit);
        if (limit > 0 && prefix.length() <= MAX_PREFIX) {
            completion.complete(prefix);
        }
        return List.copyOf(completion.names);
    }

    private void complete(String prefix) {
        if (WORD.matcher(prefix).matches()) {
            if (!prefix.isEmpty()) {
                KEYWORDS.stream().filter(word -> word.startsWith(prefix)).forEach(this::add);
            }
            addMembers(vm.globals(), "", prefix, false);
            return;
        }
        Matcher member = MEMBER.matcher(prefix);
        if (member.matches()) {
            String separator = member.group(2);
            addMembers(follow(member.group(1)), member.group(1) + separator, member.group(3), separator.equals(":"));
        }
    }

    /** The value at a path; nil if there is none, or this is no path. */
    private LuaValue follow(String path) {
        Matcher at = HEAD.matcher(path);
        if (!at.lookingAt()) {
            return LuaValue.NIL;
        }
        LuaValue value = at.group(1) == null ? LuaValue.EMPTYSTRING : member(vm.globals(), name(at.group(1)));
        int from = at.end();
        at.usePattern(STEP);
        while (from < path.length() && value != LuaValue.NIL) {
            if (!at.region(from, path.length()).lookingAt()) {
                return LuaValue.NIL;
            }
            value = member(value, key(at));
            from = at.end();
        }
        return value;
    }

    private static LuaValue key(Matcher step) {
        if (step.group(2) != null) {
            return LuaInteger.valueOf(Integer.parseInt(step.group(2)));
        }
        String field = step.group(1) != null ? step.group(1) : step.group(3);
        return name(field != null ? field : step.group(4));
    }

    private static LuaString name(String text) {
        return LuaString.valueOf(text);
    }

    private LuaValue member(LuaValue owner, LuaValue key) {
        Table place = firstPlace(owner);
        for (int i = 0; i < MAX_CHAIN && place != null; i++) {
            LuaValue value = place.get(key);
            if (value != LuaValue.NIL) {
                return value;
            }
            place = nextPlace(place);
        }
        return LuaValue.NIL;
    }

    private Table firstPlace(LuaValue value) {
        return value instanceof Table table ? table : nextPlace(value);
    }

    private Table nextPlace(LuaValue value) {
        return vm.metamethod(value, LuaValue.INDEX) instanceof Table table ? table : null;
    }

    private void addMembers(LuaValue owner, String path, String start, boolean functionsOnly) {
        Table place = firstPlace(owner);
        int keys = 0;
        for (int i = 0; i < MAX_CHAIN && place != null; i++) {
            for (int at = place.next(-1); at >= 0; at = place.next(at)) {
                if (++keys > MAX_KEYS) {
                    return;
                }
                if (place.key(at) instanceof LuaString key
                        && isName(key)
                        && (!functionsOnly || place.value(at).isfunction())) {
                    String name = key.tojstring();
                    if (name.startsWith(start) && !KEYWORDS.contains(name)) {
                        add(path + name);
                    }
                }
            }
            place = nextPlace(place);
        }
    }

    private void add(String name) {
        names.add(name);
        if (names.size() > limit) {
            names.pollLast();
        }
    }

    private static boolean isName(LuaString text) {
        if (text.m_length == 0 || text.m_length > MAX_NAME || isDigit(text.luaByte(0))) {
            return false;
        }
        for (int i = 0; i < text.m_length; i++) {
            int c = text.luaByte(i);
            if (!(isDigit(c) || (c | 32) >= 'a' && (c | 32) <= 'z' || c == '_')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
