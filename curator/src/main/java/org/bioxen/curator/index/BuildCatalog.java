// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/** {@link CatalogBuilder} as a program of its own, for builds: {@value #USAGE}. */
public final class BuildCatalog {
    private static final String USAGE = "BuildCatalog [--strict] [--fresh] [--created TIME] SOURCE TARGET";
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private BuildCatalog() {}

    /** Builds, says what was built, and ends with 0; with 1 if the source is wrong, with 2 if the arguments are. */
    public static void main(String[] arguments) {
        int code = run(arguments, System.getenv("SOURCE_DATE_EPOCH"), System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    /**
     * Builds.
     *
     * @param epoch seconds since 1970 that the index carries if no time is given, or {@code null} for now
     */
    static int run(String[] arguments, String epoch, PrintStream out, PrintStream err) {
        Deque<String> left = new ArrayDeque<>(Arrays.asList(arguments));
        boolean strict = false;
        boolean fresh = false;
        Optional<Instant> created = Optional.empty();
        try {
            while (!left.isEmpty() && left.peek().startsWith("--")) {
                String option = left.pop();
                switch (option) {
                    case "--strict" -> strict = true;
                    case "--fresh" -> fresh = true;
                    case "--created" -> created = Optional.of(Instant.parse(left.isEmpty() ? "" : left.pop()));
                    default -> throw new IllegalArgumentException("there is no option " + option);
                }
            }
            if (left.size() != 2) {
                throw new IllegalArgumentException("give a source and a target");
            }
            if (created.isEmpty()) {
                created = Optional.of(epoch == null ? Instant.now() : Instant.ofEpochSecond(Long.parseLong(epoch)));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            err.println(e.getMessage() + "; usage: " + USAGE);
            return MISUSED;
        }
        Path source = Path.of(left.pop());
        Path target = Path.of(left.pop());
        try {
            CatalogBuilder.Built built =
                    CatalogBuilder.build(source, target, new CatalogBuilder.Options(strict, fresh, created.get()));
            built.warnings().forEach(warning -> err.println("warning: " + warning));
            out.println(target + ": " + built.packages() + " packages, " + built.releases() + " releases, revision "
                    + built.revision() + (built.changed() ? "" : ", nothing changed"));
            return 0;
        } catch (CatalogBuildException | IOException e) {
            err.println(e instanceof IOException ? "the disk fails: " + e.getMessage() : e.getMessage());
            return FAILED;
        }
    }
}
