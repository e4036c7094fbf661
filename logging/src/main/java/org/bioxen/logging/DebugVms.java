// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.Marker;

/**
 * Lets lines of debug level through that are about a VM in debug mode, whatever the level of their logger is, unless that is switched
 * off. Thread-safe.
 */
final class DebugVms extends TurboFilter {
    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        return level.toInt() == Level.DEBUG_INT
                        && logger.getLoggerContext().getMDCAdapter().get(Records.DEBUG) != null
                        && logger.getEffectiveLevel() != Level.OFF
                ? FilterReply.ACCEPT
                : FilterReply.NEUTRAL;
    }
}
