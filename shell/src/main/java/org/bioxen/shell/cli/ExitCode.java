// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import org.bioxen.api.vm.ExecutionResult;

/** Exit codes of the process. */
public final class ExitCode {
    /** The script completed. */
    public static final int OK = 0;
    /** The script failed, or could not be read. */
    public static final int SCRIPT_ERROR = 1;
    /** The arguments are wrong. */
    public static final int USAGE = 2;
    /** The platform could not do what was asked. */
    public static final int PLATFORM_ERROR = 3;
    /** The wall-clock limit passed, as {@code timeout} reports it. */
    public static final int TIMED_OUT = 124;
    /** The user interrupted, as a shell reports SIGINT. */
    public static final int INTERRUPTED = 130;
    /** A limit was reached, as a shell reports SIGKILL. */
    public static final int LIMIT_EXCEEDED = 137;
    /** Nobody reads standard output any more, as a shell reports SIGPIPE. */
    public static final int OUTPUT_CLOSED = 141;

    private ExitCode() {}

    /** The exit code that says how a script ended; what it gave to {@code os.exit} itself, if it ended that way. */
    public static int of(ExecutionResult result) {
        switch (result.outcome()) {
            case COMPLETED:
                // A process has eight bits to say it with.
                return result.exitCode().orElse(OK) & 0xff;
            case SCRIPT_ERROR:
                return SCRIPT_ERROR;
            case TIMED_OUT:
                return TIMED_OUT;
            case LIMIT_EXCEEDED:
                return LIMIT_EXCEEDED;
            case INTERRUPTED:
                return INTERRUPTED;
            case VM_LOST:
            case NOT_STARTED:
                return PLATFORM_ERROR;
        }
        throw new IllegalStateException("no exit code for " + result.outcome());
    }
}
