// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.logging;

/** How much something that is logged matters, the least first. */
public enum LogLevel {
    /** Every step. */
    TRACE,
    /** What helps to find a fault. */
    DEBUG,
    /** What happens. */
    INFO,
    /** What is not as it should be; the work goes on. */
    WARN,
    /** What failed. */
    ERROR,
    /** Above everything: as the level of a logger it lets nothing through. Nothing is logged with it. */
    OFF
}
