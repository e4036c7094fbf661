// SPDX-License-Identifier: Apache-2.0
/**
 * Sets up Logback for the whole container: one bounded file, levels at run time, other logging systems routed in.
 * Nobody calls it: bundles log through {@code org.slf4j}, which this bundle exports.
 */
package org.bioxen.logging;
