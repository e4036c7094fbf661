// SPDX-License-Identifier: Apache-2.0
/**
 * The scope {@code session}: its verbs, and their answers as text and as JSON. For the command line and the shell, which call the verbs.
 */
package org.bioxen.shell.session;
