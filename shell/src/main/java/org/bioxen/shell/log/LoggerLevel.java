// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.log;

import org.bioxen.api.logging.LogLevel;

/**
 * A level that a logger has.
 *
 * @param origin where it comes from
 */
record LoggerLevel(String logger, LogLevel level, String origin) {}
