// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.compiler.LuaC;

/**
 * Source text to prototypes, by LuaJ's compiler; bytecode is refused. The compiler does not say near which token it failed:
 * that is found from how far it had read.
 */
public final class Compiler {
    private static final String NAME = "=?";
    private static final String PREFIX = "?:";

    private Compiler() {}

    /**
     * Compiles a chunk.
     *
     * @param vm whose evaluation may end while it compiles
     * @param source the bytes; not kept
     * @param chunkName in Lua's form
     * @throws ScriptError if it is no valid source, worded as Lua words it
     */
    public static Prototype compile(LuaState vm, byte[] source, LuaString chunkName) {
        vm.reserve(4L * source.length);
        String shown = ChunkNames.shown(chunkName);
        if (source.length > 0 && source[0] == 0x1b) {
            throw new ScriptError(LuaString.valueOf(shown + ": bytecode is not loaded here; load source text"));
        }
        Source reader = new Source(vm, source);
        try {
            Prototype prototype = LuaC.instance.compile(reader, NAME);
            name(prototype, chunkName);
            return prototype;
        } catch (LuaError refused) {
            throw new ScriptError(shown + ":" + describe(refused.getMessage(), reader));
        } catch (NumberFormatException malformed) {
            throw new ScriptError(shown + ":" + reader.line() + ": malformed number near '" + reader.token() + "'");
        } catch (IOException | IndexOutOfBoundsException | NullPointerException | ClassCastException fault) {
            throw new ScriptError(shown + ":" + reader.line() + ": the compiler cannot take this source near '"
                    + reader.token() + "'");
        }
    }

    /** Whether this error of {@link #compile} says that the source could become valid if more came. */
    public static boolean isIncomplete(ScriptError refused) {
        return refused.getMessage().endsWith("near <eof>");
    }

    private static void name(Prototype prototype, LuaString chunkName) {
        prototype.source = chunkName;
        if (prototype.p != null) {
            for (Prototype inner : prototype.p) {
                name(inner, chunkName);
            }
        }
    }

    private static String describe(String message, Source reader) {
        String text = message.startsWith(PREFIX) ? message.substring(PREFIX.length()) : message;
        int colon = text.indexOf(": ");
        String line = colon < 0 ? Integer.toString(reader.line()) : text.substring(0, colon);
        String what = colon < 0 ? text : text.substring(colon + 2);
        if (what.startsWith("unexpected symbol")) {
            what = "unexpected symbol";
        } else if (what.startsWith("no visible label 'break'")) {
            return line + ": <break>" + what.substring(what.indexOf(" at line")) + " not inside a loop";
        } else if (what.startsWith("label '")) {
            int end = what.indexOf(" already defined");
            return line + ": "
                    + (what.charAt(end - 1) == '\'' ? what : what.substring(0, end) + "'" + what.substring(end));
        } else if (what.startsWith("escape sequence too large")) {
            return line + ": decimal escape too large near '" + reader.escape() + "'";
        } else if (what.startsWith("hexadecimal digit expected")) {
            return line + ": hexadecimal digit expected near '" + reader.hexEscape() + "'";
        } else if (what.startsWith("no visible label") || what.startsWith("<goto ") || what.contains("too many")) {
            return line + ": " + what;
        }
        what = what.replace("'<name>'", "<name>").replace("'<eos>'", "<eof>");
        return line + ": " + what + " near " + (reader.atEnd() ? "<eof>" : "'" + reader.token() + "'");
    }

    /** The source as a stream that knows how far it was read. A blank follows it, so that its end is told from a last token. */
    private static final class Source extends InputStream {
        private final LuaState vm;
        private final byte[] bytes;
        private int count;

        private Source(LuaState vm, byte[] bytes) {
            this.vm = vm;
            this.bytes = bytes;
        }

        @Override
        public int read() {
            int at = count++;
            if ((at & 0xfff) == 0xfff) {
                // A byte of source becomes about two of what it is compiled to, in about this time.
                vm.charge(1 << 14);
            }
            return at < bytes.length ? bytes[at] & 0xff : at == bytes.length ? ' ' : -1;
        }

        private boolean atEnd() {
            return count > bytes.length + 1;
        }

        private int line() {
            int line = 1;
            for (int i = 0; i < Math.min(count - 1, bytes.length); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            return line;
        }

        /** The token before the character that was read last. */
        private String token() {
            int end = Math.max(0, Math.min(count - 1, bytes.length));
            int start = Tokens.startOfLast(bytes, end);
            return text(start, end);
        }

        private int backslash() {
            int at = Math.max(Math.min(count - 1, bytes.length) - 1, 0);
            while (at > 0 && bytes[at] != '\\') {
                at--;
            }
            return at;
        }

        private String escape() {
            return text(backslash(), Math.min(count - 1, bytes.length));
        }

        /** Up to the character that is no hexadecimal digit. */
        private String hexEscape() {
            int start = backslash();
            int end = Math.min(start + 2, bytes.length);
            while (end < bytes.length && Character.digit(bytes[end], 16) >= 0) {
                end++;
            }
            return text(start, Math.min(end + 1, bytes.length));
        }

        private String text(int start, int end) {
            return new String(bytes, start, end - start, StandardCharsets.UTF_8);
        }
    }

    /** Compiles a chunk to a function with this environment. */
    public static Closure load(LuaState vm, byte[] source, LuaString chunkName, LuaValue environment) {
        return new Closure(compile(vm, source, chunkName), environment);
    }
}
