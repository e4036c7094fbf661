// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Lua source with what it is called and called with. Source is bytes, not text: Lua's strings are. Immutable; the bytes are
 * never copied again once they are here.
 */
public final class Script {
    private final byte[] source;
    private final int start;
    private final String chunkName;
    private final Optional<String> programName;
    private final List<LuaValue> arguments;

    private Script(byte[] source, int start, String chunkName, Optional<String> programName, List<LuaValue> arguments) {
        this.source = source;
        this.start = start;
        this.chunkName = chunkName;
        this.programName = programName;
        this.arguments = arguments;
    }

    /** A script from text, as UTF-8, under the chunk name {@code =exec}. */
    public static Script of(String source) {
        return new Script(source.getBytes(StandardCharsets.UTF_8), 0, "=exec", Optional.empty(), List.of());
    }

    /** A script from a copy of these bytes, under the chunk name {@code =exec}. */
    public static Script of(byte[] source) {
        return new Script(source.clone(), 0, "=exec", Optional.empty(), List.of());
    }

    /**
     * A script from a file, under the chunk name {@code @file} and with the file as {@link #programName() program name}. As
     * in {@code lua}, a first line that starts with {@code #} is skipped; line numbers stay those of the file.
     *
     * @throws IOException if the file cannot be read
     */
    public static Script file(Path file) throws IOException {
        return program(Files.readAllBytes(file), "@" + file, file.toString());
    }

    /**
     * A script from what is left of a stream, which is read to its end and not closed; otherwise like {@link #file}.
     *
     * @param name what the script is called in messages and in {@code arg[0]}
     * @throws IOException if the stream cannot be read
     */
    public static Script stream(InputStream stream, String name) throws IOException {
        return program(stream.readAllBytes(), "=" + name, name);
    }

    private static Script program(byte[] source, String chunkName, String programName) {
        int start = 0;
        if (source.length > 0 && source[0] == '#') {
            while (start < source.length && source[start] != '\n') {
                start++;
            }
        }
        return new Script(source, start, chunkName, Optional.of(programName), List.of());
    }

    /**
     * The same script under another chunk name.
     *
     * @param name in Lua's form: {@code =name} is shown as it is, {@code @name} is a file, anything else is source text
     */
    public Script named(String name) {
        return new Script(source, start, Checks.notBlank(name, "chunk name"), programName, arguments);
    }

    /** The same script with a program name: then the global table {@code arg} is set as {@code lua} sets it. */
    public Script withProgramName(String name) {
        return new Script(source, start, chunkName, Optional.of(name), arguments);
    }

    /** The same script with these string arguments. */
    public Script withArguments(String... texts) {
        return withArguments(Arrays.stream(texts).map(LuaValue::of).toList());
    }

    /** The same script with these arguments; of tables and opaque values there can be none. */
    public Script withArguments(List<? extends LuaValue> values) {
        for (LuaValue value : values) {
            if (value instanceof LuaValue.Table
                    || value instanceof LuaValue.Reference
                    || value instanceof LuaValue.Opaque) {
                throw new IllegalArgumentException(
                        "a script's argument is a " + value.typeName() + "; give nil, booleans, numbers and strings");
            }
        }
        return new Script(source, start, chunkName, programName, List.copyOf(values));
    }

    /** Number of bytes of source. */
    public int length() {
        return source.length - start;
    }

    /** A read-only view of the source. */
    public ByteBuffer source() {
        return ByteBuffer.wrap(source, start, length()).slice().asReadOnlyBuffer();
    }

    /** A new stream over the source, without a copy. */
    public InputStream open() {
        return new ByteArrayInputStream(source, start, length());
    }

    /** Writes the source, without a copy. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(source, start, length());
    }

    /** The source decoded as UTF-8, with replacement characters where it is not. */
    public String text() {
        return new String(source, start, length(), StandardCharsets.UTF_8);
    }

    /** The chunk name in Lua's form. Source: Lua 5.4 manual, section 6.1, {@code load}. */
    public String chunkName() {
        return chunkName;
    }

    /** What {@code arg[0]} is; if absent, {@code arg} is not set. */
    public Optional<String> programName() {
        return programName;
    }

    /** What the chunk receives as {@code ...}, and {@code arg[1]} and on if there is a program name. */
    public List<LuaValue> arguments() {
        return arguments;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Script script
                && chunkName.equals(script.chunkName)
                && programName.equals(script.programName)
                && arguments.equals(script.arguments)
                && source().equals(script.source());
    }

    @Override
    public int hashCode() {
        return Objects.hash(chunkName, programName, arguments, source());
    }

    @Override
    public String toString() {
        return "Script[" + chunkName + ", " + length() + " bytes]";
    }
}
