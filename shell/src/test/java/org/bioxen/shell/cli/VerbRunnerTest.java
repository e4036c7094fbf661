// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.Progress;
import org.bioxen.api.curator.UnsatisfiableException;
import org.bioxen.shell.curator.CuratorServices;
import org.bioxen.shell.curator.Recorded;
import org.bioxen.shell.curator.Samples;
import org.bioxen.shell.verb.Scope;
import org.junit.jupiter.api.Test;

/** What a one-shot prints where, and its exit code. */
class VerbRunnerTest {
    private final Recorded curator =
            new Recorded().answering("install", Samples.INSTALLED).answering("health", Samples.ILL);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(boolean terminal, String scope, String verb, String... words) {
        Console console = new Console(InputStream.nullInputStream(), out, err);
        Scope<CuratorServices> named = Samples.scope(scope);
        return new VerbRunner<>(named, curator.services(), console, terminal)
                .run(named.get(verb), Arrays.asList(words));
    }

    private String stdout() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String stderr() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatWasDoneIsOnStandardOutput() {
        assertThat(run(false, "pkg", "install", "--env", "bio", "json")).isZero();

        assertThat(stdout()).startsWith("PACKAGE").endsWith("fetched\n");
        assertThat(stderr()).isEmpty();
    }

    @Test
    void quietIsQuiet() {
        assertThat(run(true, "pkg", "install", "--env", "bio", "--quiet", "json"))
                .isZero();

        assertThat(stdout()).isEmpty();
        assertThat(stderr()).isEmpty();
    }

    @Test
    void whatCannotBeIsToldOnStandardError() {
        curator.failing("install", new UnsatisfiableException("cannot be", List.of("because")));

        assertThat(run(false, "pkg", "install", "--env", "bio", "json")).isEqualTo(3);

        assertThat(stdout()).isEmpty();
        assertThat(stderr()).isEqualTo("bioxen: cannot be\nbecause\n");
    }

    @Test
    void whatCannotBeIsAnObjectForPrograms() {
        curator.failing("install", new UnsatisfiableException("cannot be", List.of("because")));

        assertThat(run(false, "pkg", "install", "--env", "bio", "--json", "json"))
                .isEqualTo(3);

        assertThat(stdout())
                .isEqualTo("{\"error\":{\"message\":\"cannot be\",\"explanation\":[\"because\"]},\"exitCode\":3}\n");
        assertThat(stderr()).isEmpty();
    }

    @Test
    void problemsAreAReportAndAFailure() {
        assertThat(run(false, "env", "health", "bio")).isEqualTo(3);

        assertThat(stdout()).startsWith("PROBLEM");
        assertThat(stderr()).isEqualTo("bioxen: the environment 'bio' has 2 problems; env:repair bio mends 1\n");
    }

    @Test
    void progressIsForPeople() {
        curator.doing("install", () -> {
            curator.options().progress().progress(new Progress(Progress.Phase.RESOLVE, "", 0, -1));
            return Samples.INSTALLED;
        });

        run(true, "pkg", "install", "--env", "bio", "json");
        assertThat(stderr()).isEqualTo("\r\u001b[Kresolving\r\u001b[K");

        err.reset();
        run(false, "pkg", "install", "--env", "bio", "json");
        assertThat(stderr()).isEmpty();
    }

    @Test
    void anInterruptIsAnExitCodeOfItsOwn() {
        curator.doing("install", () -> {
            Thread.currentThread().interrupt();
            throw new CuratorException("nothing was changed");
        });

        int code = run(false, "pkg", "install", "--env", "bio", "json");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(code).isEqualTo(130);
        assertThat(stderr()).isEqualTo("bioxen: interrupted: nothing was changed\n");
    }
}
