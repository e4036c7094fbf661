// SPDX-License-Identifier: Apache-2.0
/**
 * One description of each command: what it takes, what it does, examples, how its words are completed. The command line, the shell, help
 * and completion are made of it; the packages of the scopes fill it.
 */
package org.bioxen.shell.verb;
