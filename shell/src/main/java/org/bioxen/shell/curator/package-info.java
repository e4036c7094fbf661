// SPDX-License-Identifier: Apache-2.0
/**
 * The verbs on packages, environments and catalogs: what they take, do and answer, and how the answers look. For the shell's commands
 * and for the command line, which has no Gogo; knows neither.
 */
package org.bioxen.shell.curator;
