// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.verb;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bioxen.api.curator.ProgressListener;

/** Circumstances of a test: a directory, an environment, and streams that are kept. */
public final class Bench implements Circumstances {
    private final Path directory;
    private final Optional<String> environment;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, Object> variables = new HashMap<>();

    public Bench(Path directory, Optional<String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** What was printed as output. */
    public String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What was printed beside it. */
    public String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public Optional<String> environment() {
        return environment;
    }

    @Override
    public ProgressListener progress() {
        return event -> {};
    }

    @Override
    public InputStream in() {
        return InputStream.nullInputStream();
    }

    @Override
    public PrintStream out() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream err() {
        return new PrintStream(err, true, StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream console() {
        return out();
    }

    @Override
    public Optional<Object> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    @Override
    public void keep(String name, Object value) {
        variables.put(name, value);
    }

    @Override
    public Optional<Object> terminal() {
        return Optional.empty();
    }

    @Override
    public Interrupts onInterrupt(Runnable answer) {
        return () -> {};
    }
}
