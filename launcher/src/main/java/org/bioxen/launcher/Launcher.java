// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Runs one command line in a container of its own. */
final class Launcher {
    /** The exit code of everything that is the platform's fault or the installation's. */
    static final int PLATFORM_ERROR = 3;

    private final PrintStream stderr;
    private final Duration patience;
    private final boolean debug;
    private final String environment;

    /**
     * Makes a launcher.
     *
     * @param stderr takes one line for each thing that is wrong
     * @param patience how long to wait for the bundle that serves the command line
     * @param debug whether faults are shown with their stack
     * @param environment the environment of packages that is meant where none is named; may be empty
     */
    Launcher(PrintStream stderr, Duration patience, boolean debug, String environment) {
        this.stderr = stderr;
        this.patience = patience;
        this.debug = debug;
        this.environment = environment;
    }

    /**
     * Starts the container, serves the command line, stops the container. Returns early when the calling thread is
     * interrupted.
     *
     * @return the exit code
     */
    int run(Directories directories, String[] arguments, Termination termination) {
        try {
            ContainerConfiguration configuration = ContainerConfiguration.read(directories);
            Mode mode = Mode.of(arguments, directories.customised());
            try (Storage storage = Storage.open(directories.run(mode), directories.data());
                    Container container = Container.start(
                            directories, storage, configuration, mode, mode.packages(arguments, environment))) {
                termination.lastResort(container::close, storage::close);
                return mode == Mode.SHELL ? shell(container) : command(container, arguments, termination);
            }
        } catch (LaunchException e) {
            return fail(e.getMessage(), e);
        } catch (InterruptedException e) {
            // Only a signal interrupts this thread, and the signal decides on the exit code.
            return PLATFORM_ERROR;
        }
    }

    private int shell(Container container) throws InterruptedException {
        container.problems().forEach(this::say);
        container.awaitStop();
        return 0;
    }

    private int command(Container container, String[] arguments, Termination termination) throws InterruptedException {
        Optional<ToIntFunction<String[]>> service = container.mainService(patience);
        if (service.isEmpty()) {
            List<String> problems = container.problems();
            return fail(
                    "no bundle serves the command line: "
                            + (problems.isEmpty()
                                    ? "none offers a service " + Container.MAIN_SERVICE + " within "
                                            + patience.toSeconds() + " s"
                                    : String.join("; ", problems)),
                    null);
        }
        if (termination.requested()) {
            throw new InterruptedException();
        }
        container.problems().forEach(this::say);
        try {
            return service.get().applyAsInt(arguments);
        } catch (RuntimeException | LinkageError e) {
            return fail("the command ended unexpectedly: " + e, e);
        } finally {
            // A signal's interrupt has done its work; stopping the framework must not be cut short by it.
            Thread.interrupted();
        }
    }

    private int fail(String message, Throwable cause) {
        say(message);
        if (debug && cause != null) {
            cause.printStackTrace(stderr);
        }
        return PLATFORM_ERROR;
    }

    private void say(String line) {
        stderr.println("bioxen: " + line);
    }
}
