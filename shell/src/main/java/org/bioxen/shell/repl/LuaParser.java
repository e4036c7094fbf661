// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells JLine when a chunk wants more lines, and what in it is to be completed. Used by the thread that reads. */
final class LuaParser implements Parser {
    /** A path of names, perhaps of a string's methods: {@code a.b:c}, {@code ("x"):up}. */
    private static final Pattern PATH = Pattern.compile(
            "(?:\\(?(?:\"[^\"\\n]*\"|'[^'\\n]*')\\)?:\\w*|[A-Za-z_][\\w.:]*)?$", Pattern.UNICODE_CHARACTER_CLASS);

    private boolean chunks = true;

    /** Whether what is read is Lua, or else what a script reads, a line whatever it holds. */
    void chunks(boolean on) {
        chunks = on;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && chunks && LuaText.incomplete(line)) {
            throw new EOFError(-1, -1, "more lines are needed");
        }
        Matcher path = PATH.matcher(line.substring(0, cursor));
        return new Path(line, cursor, path.find() ? path.group() : "");
    }

    /** A line of one word, which ends at the cursor. */
    private record Path(String line, int cursor, String word) implements CompletingParsedLine {
        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return word.length();
        }

        @Override
        public int rawWordLength() {
            return word.length();
        }
    }
}
