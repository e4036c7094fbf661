// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.terminal;

import java.util.List;
import org.apache.felix.gogo.jline.ParsedLineImpl;
import org.apache.felix.gogo.jline.Parser;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;

/** Takes lines apart as Gogo does, and writes what completes a word so that Gogo takes it for one word. */
public final class LineParser implements org.jline.reader.Parser {
    /** What ends a word or means something in one. */
    private static final String SPECIAL = " \t\n'\"\\$;|&(){}[]<>#*?~!%=`";

    private final Parser gogo = new Parser();

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext purpose) {
        ParsedLine parsed = gogo.parse(line, cursor, purpose);
        return parsed instanceof ParsedLineImpl known ? new Line(known, line, cursor) : parsed;
    }

    private record Line(ParsedLineImpl parsed, char quote) implements CompletingParsedLine {
        Line(ParsedLineImpl parsed, String line, int cursor) {
            this(parsed, quote(line, cursor - parsed.rawWordCursor()));
        }

        private static char quote(String line, int start) {
            char first = start >= 0 && start < line.length() ? line.charAt(start) : 0;
            return first == '\'' || first == '"' ? first : 0;
        }

        @Override
        public CharSequence escape(CharSequence word, boolean complete) {
            StringBuilder escaped = new StringBuilder();
            if (quote != 0) {
                escaped.append(quote);
            }
            for (int i = 0; i < word.length(); i++) {
                char letter = word.charAt(i);
                if (quote == 0 ? SPECIAL.indexOf(letter) >= 0 : quote == '"' && "\"\\$".indexOf(letter) >= 0) {
                    escaped.append('\\');
                }
                escaped.append(letter);
            }
            if (quote != 0 && complete) {
                escaped.append(quote);
            }
            return escaped;
        }

        @Override
        public int rawWordCursor() {
            return parsed.rawWordCursor();
        }

        @Override
        public int rawWordLength() {
            return parsed.rawWordLength();
        }

        @Override
        public String word() {
            return parsed.word();
        }

        /** Gogo counts quotes and backslashes at the end of a word in. */
        @Override
        public int wordCursor() {
            return Math.min(parsed.wordCursor(), word().length());
        }

        @Override
        public int wordIndex() {
            return parsed.wordIndex();
        }

        @Override
        public List<String> words() {
            return parsed.words();
        }

        @Override
        public String line() {
            return parsed.line();
        }

        @Override
        public int cursor() {
            return parsed.cursor();
        }
    }
}
