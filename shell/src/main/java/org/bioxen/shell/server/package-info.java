// SPDX-License-Identifier: Apache-2.0
/**
 * The server's end of {@code bioxen client}: takes connections on a local socket and gives each a shell, or runs its script, in the
 * container. For the command line, which finds the service {@link org.bioxen.shell.cli.LocalServer}.
 */
package org.bioxen.shell.server;
