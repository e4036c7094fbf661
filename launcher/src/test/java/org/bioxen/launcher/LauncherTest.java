// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private Installation installation;

    @BeforeEach
    void install() throws Exception {
        installation = Installation.in(home);
    }

    @Test
    void servesTheCommandLineAndPassesItsExitCodeOn() throws Exception {
        installation.withMain("1.0.0");

        assertThat(run("exit", "42")).isEqualTo(42);
        assertThat(said()).isEmpty();
    }

    @Test
    void stopsTheBundlesBeforeItReturns() throws Exception {
        System.clearProperty("sample.stopped");
        installation.withMain("1.0.0");

        run("exit", "0");

        assertThat(System.getProperty("sample.stopped")).isEqualTo("true");
    }

    @Test
    void tellsTheBundlesWhereTheInstallationIs() throws Exception {
        installation.withMain("1.0.0");

        assertThat(remembered("bioxen.home")).isEqualTo(home.toString());
        assertThat(remembered("bioxen.etc")).isEqualTo(home.resolve("etc").toString());
        assertThat(remembered("bioxen.log")).isEqualTo(home.resolve("log").toString());
        assertThat(remembered("bioxen.data")).isEqualTo(home.resolve("data").toString());
        assertThat(remembered("bioxen.mode")).isEqualTo("command");
        assertThat(remembered("bioxen.backend.wait")).isEqualTo("0s");
    }

    @Test
    void leavesNothingBehind() throws Exception {
        installation.withMain("1.0.0");

        run("exit", "0");

        assertThat(home.resolve("data/run")).isEmptyDirectory();
    }

    @Test
    void seesAReplacedJarAtTheNextStart() throws Exception {
        installation.withMain("1.0.0");
        run("version");
        assertThat(System.getProperty("sample.version")).isEqualTo("1.0.0");

        installation.withMain("1.0.1");
        run("version");

        assertThat(System.getProperty("sample.version")).isEqualTo("1.0.1");
    }

    @Test
    void doesNotInstallForOneCommandWhatOnlyTheShellNeeds() throws Exception {
        installation
                .withMain("1.0.0")
                .withBundle("terminal", "1.0.0")
                .configured("level.7 = terminal\nfelix.log.level = 0");

        run("bundles");

        assertThat(System.getProperty("sample.bundles"))
                .as("framework and main")
                .isEqualTo("2");
    }

    @Test
    void watchesForOneCommandOnceThereIsAConfiguration() throws Exception {
        installation
                .withMain("1.0.0")
                .withBundle("watcher", "1.0.0")
                .configured("level.2.watching = watcher\nfelix.log.level = 0");
        run("bundles");
        assertThat(System.getProperty("sample.bundles")).isEqualTo("2");

        Files.writeString(home.resolve("etc/some.pid.cfg"), "key = value");
        run("bundles");

        assertThat(System.getProperty("sample.bundles")).isEqualTo("3");
    }

    @Test
    void remembersThePackagesThatThePlatformImportsAndStartsWithThese() throws Exception {
        installation.withMain("1.0.0").withBundle("reader", "1.0.0", "Import-Package", "org.xml.sax");

        assertThat(run("exit", "1")).isEqualTo(1);
        assertThat(home.resolve("packages"))
                .content()
                .contains("org.osgi.framework;version=")
                .contains("org.xml.sax;version=")
                .doesNotContain("javax.swing");

        assertThat(run("exit", "2")).isEqualTo(2);
        assertThat(said()).isEmpty();
    }

    @Test
    void takesAllPackagesOfTheJdkWhereMoreThanThePlatformMayAsk() throws Exception {
        installation.withMain("1.0.0");
        run("exit", "0");
        installation.withBundle("deployed", "1.0.0", "Import-Package", "javax.swing");
        Files.writeString(home.resolve("etc/some.pid.cfg"), "key = value");

        assertThat(run("exit", "3")).isEqualTo(3);
        assertThat(said()).isEmpty();
    }

    @Test
    void saysInOneLineThatNoBundleServesTheCommandLine() throws Exception {
        installation.withBundle("other", "1.0.0");

        assertThat(run("exit", "0")).isEqualTo(Launcher.PLATFORM_ERROR);
        assertThat(said())
                .startsWith("bioxen: no bundle serves the command line")
                .hasLineCount(1);
    }

    @Test
    void namesTheBundleThatDoesNotStartAndWhy() throws Exception {
        installation.withBundle("broken", "1.0.0", "Import-Package", "no.such.pack");

        assertThat(run("exit", "0")).isEqualTo(Launcher.PLATFORM_ERROR);
        assertThat(said()).contains("broken", "no.such.pack").hasLineCount(1);
    }

    @Test
    void runsTheCommandThoughAnotherBundleDoesNotStart() throws Exception {
        installation.withMain("1.0.0").withBundle("broken", "1.0.0", "Import-Package", "no.such.pack");

        assertThat(run("exit", "5")).isEqualTo(5);
        assertThat(said()).startsWith("bioxen: bundle broken does not start").hasLineCount(1);
    }

    @Test
    void reportsACommandThatThrowsAsThePlatformsFault() throws Exception {
        installation.withMain("1.0.0");

        assertThat(run("throw")).isEqualTo(Launcher.PLATFORM_ERROR);
        assertThat(said()).contains("as asked").hasLineCount(1);
    }

    @Test
    void saysInOneLineThatTheDataDirectoryCannotBeUsed() throws Exception {
        installation.withMain("1.0.0");
        Files.writeString(home.resolve("data"), "a file in the way");

        assertThat(run("exit", "0")).isEqualTo(Launcher.PLATFORM_ERROR);
        assertThat(said()).contains("BIOXEN_DATA").hasLineCount(1);
    }

    private String remembered(String property) {
        run("remember", property);
        return System.getProperty("sample.remembered");
    }

    private int run(String... arguments) {
        Termination termination = Termination.ofCommand(Thread.currentThread(), Duration.ofSeconds(1));
        PrintStream stream = new PrintStream(stderr, true, StandardCharsets.UTF_8);
        return new Launcher(stream, Duration.ofMillis(50), false, "")
                .run(installation.directories(), arguments, termination);
    }

    private String said() {
        return stderr.toString(StandardCharsets.UTF_8);
    }
}
