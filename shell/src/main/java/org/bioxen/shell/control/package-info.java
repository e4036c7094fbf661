// SPDX-License-Identifier: Apache-2.0
/**
 * The program behind {@code bioxen start}, {@code stop} and {@code status}: it starts a server in the background, ends it, and tells whether
 * one runs. A process of its own without a container; nobody calls it but the start script.
 */
package org.bioxen.shell.control;
