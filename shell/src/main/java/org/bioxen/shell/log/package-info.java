// SPDX-License-Identifier: Apache-2.0
/** The commands of the scope {@code log}: what was logged, and what is. The commands of the shell call them. */
package org.bioxen.shell.log;
