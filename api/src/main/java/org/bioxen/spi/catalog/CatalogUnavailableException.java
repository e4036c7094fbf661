// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

import java.time.Duration;
import java.util.Optional;

/** The catalog cannot be reached or does not answer in time; it may later. */
public final class CatalogUnavailableException extends CatalogException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** With a message of one line. */
    public CatalogUnavailableException(String message) {
        this(message, null, null);
    }

    /** With a message of one line and what caused it. */
    public CatalogUnavailableException(String message, Throwable cause) {
        this(message, cause, null);
    }

    /**
     * With a message of one line, what caused it and when to try again.
     *
     * @param cause may be {@code null}
     * @param retryAfter may be {@code null}
     */
    public CatalogUnavailableException(String message, Throwable cause, Duration retryAfter) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** After which time the catalog wants to be asked again, if it said so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
