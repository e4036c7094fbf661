// SPDX-License-Identifier: Apache-2.0
/**
 * Opens the terminal of the process, where JLine can find its native parts, for the shell.
 * Nobody calls it: its bundle is started last, in the interactive mode only.
 */
package org.bioxen.console;
