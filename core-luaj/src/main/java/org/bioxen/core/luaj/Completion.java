// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import java.util.List;
import java.util.TreeSet;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Table;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Completes names from what an idle state holds, by raw access. */
final class Completion {
    private static final int MAX_CHAIN = 20;
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

    private Completion() {}

    static List<String> of(LuaState vm, String prefix, int limit) {
        int last = Math.max(prefix.lastIndexOf('.'), prefix.lastIndexOf(':'));
        String path = prefix.substring(0, last + 1);
        String start = prefix.substring(last + 1);
        LuaValue owner = vm.globals();
        int from = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '.' || c == ':') {
                owner = field(vm, owner, LuaString.valueOf(path.substring(from, i)));
                from = i + 1;
            }
        }
        TreeSet<String> found = new TreeSet<>();
        if (last < 0 && !start.isEmpty()) {
            for (String keyword : KEYWORDS) {
                if (keyword.startsWith(start)) {
                    found.add(keyword);
                }
            }
        }
        boolean method = last >= 0 && prefix.charAt(last) == ':';
        LuaValue holder = owner;
        for (int i = 0; i < MAX_CHAIN && holder != LuaValue.NIL; i++) {
            if (holder instanceof Table table) {
                for (int at = table.next(-1); at >= 0; at = table.next(at)) {
                    if (table.key(at) instanceof LuaString key
                            && (!method || table.value(at).isfunction())) {
                        String name = key.tojstring();
                        if (name.startsWith(start) && isName(name)) {
                            found.add(path + name);
                        }
                    }
                }
            }
            holder = vm.metamethod(holder, LuaValue.INDEX);
        }
        return found.stream().limit(Math.max(limit, 0)).toList();
    }

    private static LuaValue field(LuaState vm, LuaValue owner, LuaString name) {
        LuaValue holder = owner;
        for (int i = 0; i < MAX_CHAIN && holder != LuaValue.NIL; i++) {
            if (holder instanceof Table table && table.get(name) != LuaValue.NIL) {
                return table.get(name);
            }
            holder = vm.metamethod(holder, LuaValue.INDEX);
        }
        return LuaValue.NIL;
    }

    private static boolean isName(String text) {
        if (text.isEmpty() || text.charAt(0) >= '0' && text.charAt(0) <= '9') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c | 32) >= 'a' && (c | 32) <= 'z' || c >= '0' && c <= '9' || c == '_')) {
                return false;
            }
        }
        return !KEYWORDS.contains(text);
    }
}
