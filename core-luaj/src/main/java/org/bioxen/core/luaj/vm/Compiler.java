// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.io.IOException;
import java.io.InputStream;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.compiler.LuaC;

/**
 * Source text to prototypes, by LuaJ's compiler, behind a {@link Grammar} that refuses what is not valid; bytecode is refused.
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
        if (source.length > 0 && source[0] == 0x1b) {
            throw new ScriptError(
                    LuaString.valueOf(ChunkNames.shown(chunkName) + ": bytecode is not loaded here; load source text"));
        }
        try {
            Prototype prototype = generate(vm, Grammar.check(vm, source));
            name(prototype, chunkName);
            return prototype;
        } catch (Refusal refused) {
            throw refused.in(ChunkNames.shown(chunkName));
        }
    }

    private static Prototype generate(LuaState vm, byte[] source) {
        Source reader = new Source(vm, source);
        try {
            return LuaC.instance.compile(reader, NAME);
        } catch (LuaError tooLarge) {
            // What is valid can still need more registers, constants or jumps than a prototype has.
            String message = tooLarge.getMessage();
            String text = message.startsWith(PREFIX) ? message.substring(PREFIX.length()) : message;
            throw refusal(vm, reader, text.substring(text.indexOf(": ") + (text.contains(": ") ? 2 : 1)));
        } catch (IOException | IndexOutOfBoundsException | NullPointerException | ClassCastException fault) {
            throw refusal(vm, reader, "the compiler cannot take this source");
        }
    }

    /** What the compiler itself refuses: near the token that it had read. */
    private static Refusal refusal(LuaState vm, Source reader, String message) {
        Scanner scanner = new Scanner(vm, reader.bytes, new Rewrites());
        boolean isAtEnd = reader.count > reader.bytes.length + 1;
        do {
            scanner.next();
        } while (scanner.token != Scanner.EOF && (isAtEnd || scanner.end < reader.count - 1));
        return scanner.refuse(message);
    }

    /** Whether this error of {@link #compile} says that the source could become valid if more came. */
    public static boolean isIncomplete(ScriptError refused) {
        return refused.getMessage().endsWith("near <eof>");
    }

    /** Whether this error of {@link #compile} says that the source is for a later version of Lua. */
    public static boolean isForLaterVersion(ScriptError refused) {
        return NewerSyntax.isNamedIn(refused.getMessage());
    }

    private static void name(Prototype prototype, LuaString chunkName) {
        prototype.source = chunkName;
        if (prototype.p != null) {
            for (Prototype inner : prototype.p) {
                name(inner, chunkName);
            }
        }
    }

    /** The source as a stream that knows how far it was read. A blank follows it, to tell its end from a last token. */
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
    }

    /** Compiles a chunk to a function with this environment. */
    public static Closure load(LuaState vm, byte[] source, LuaString chunkName, LuaValue environment) {
        return new Closure(compile(vm, source, chunkName), environment);
    }
}
