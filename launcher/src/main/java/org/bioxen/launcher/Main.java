// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import java.time.Duration;
import java.util.Objects;

/** The program. Its system properties are set by {@code bin/bioxen}; see {@link Directories}. */
public final class Main {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(3);
    /** A server has clients to tell and VMs to close. */
    private static final Duration SERVER_GRACE = Duration.ofSeconds(10);

    private Main() {}

    /** Runs the command line and ends the JVM with its exit code; 3 when the platform itself does not work. */
    public static void main(String[] arguments) {
        WarmUp.start();
        Thread worker = Thread.currentThread();
        Termination termination = Mode.of(arguments, false) == Mode.SERVER
                ? Termination.ofServer(worker, SERVER_GRACE, Runtime.getRuntime()::halt)
                : Termination.ofCommand(worker, GRACE);
        termination.install();
        boolean debug = Boolean.parseBoolean(System.getenv("BIOXEN_DEBUG"));
        String environment = Objects.requireNonNullElse(System.getenv("BIOXEN_ENV"), "");
        int code = Launcher.PLATFORM_ERROR;
        try {
            code = new Launcher(System.err, PATIENCE, debug, environment)
                    .run(Directories.of(System::getProperty), arguments, termination);
        } catch (LaunchException e) {
            System.err.println("bioxen: " + e.getMessage());
        } finally {
            System.out.flush();
            termination.finished(code);
        }
        System.exit(code);
    }
}
