// SPDX-License-Identifier: Apache-2.0
/**
 * The shell for somebody who sits at a terminal: reads lines, runs them in Gogo, shows what comes of them. For the console and for the
 * server, whose clients lend it their terminals; only where there is JLine, this is loaded.
 */
package org.bioxen.shell.terminal;
