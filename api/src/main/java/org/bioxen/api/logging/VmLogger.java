// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.logging;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Logs for one component. In a message each {@code {}} stands for the next argument, and an exception as last argument is logged with
 * its trace, as in SLF4J. Where nothing else is said about the component or what it belongs to, it is logged as the platform's own
 * loggers are: from {@link LogLevel#INFO} on in a shell or server, {@link LogLevel#WARN} in a command that ends, {@link LogLevel#DEBUG} if
 * debugging was asked for at start. What is logged is made into text at once: nothing of the arguments is kept. Thread-safe.
 */
@ProviderType
public interface VmLogger {
    /** The component's name. */
    String component();

    /** The same logger, whose lines say that they are about this VM. */
    VmLogger forVm(String id);

    /** The same logger, whose lines say that they are about this session, and its VM of the same id. */
    VmLogger forSession(String id);

    /** Whether {@link #debug} logs: this component is in debug mode, or its level has been set so. */
    boolean isDebug();

    /** Puts this component into debug mode, or out of it, whatever its level is; for all loggers of the component. */
    void setDebug(boolean on);

    /** Logs what helps to find a fault. */
    void debug(String message, Object... arguments);

    /** Logs what happens. */
    void info(String message, Object... arguments);

    /** Logs what is not as it should be. */
    void warn(String message, Object... arguments);

    /** Logs what failed. */
    void error(String message, Object... arguments);

    /**
     * Begins something that takes time. To be closed: then its duration is logged, with {@link LogLevel#INFO} if it succeeded and {@link
     * LogLevel#WARN} if it did not.
     *
     * @param operation what it is, such as {@code install}
     * @throws IllegalArgumentException if that is blank
     */
    TimedOperation timed(String operation);
}
