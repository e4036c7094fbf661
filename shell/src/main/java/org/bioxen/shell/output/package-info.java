// SPDX-License-Identifier: Apache-2.0
/** How results look: tables, lines of names and values, sizes, JSON. For the whole bundle. */
package org.bioxen.shell.output;
