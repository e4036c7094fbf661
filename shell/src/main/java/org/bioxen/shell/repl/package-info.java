// SPDX-License-Identifier: Apache-2.0
/**
 * The Lua prompt on one session: at a terminal with editing and completion, or line by line without one. The command line and the
 * shell commands open it; it knows sessions by the API alone.
 */
package org.bioxen.shell.repl;
