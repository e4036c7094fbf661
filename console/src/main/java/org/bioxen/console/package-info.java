// SPDX-License-Identifier: Apache-2.0
/**
 * Starts the interactive shell at the terminal, where JLine can find its native parts.
 * Nobody calls it: its bundle is started last, in the interactive mode only.
 */
package org.bioxen.console;
