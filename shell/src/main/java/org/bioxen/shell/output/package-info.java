// SPDX-License-Identifier: Apache-2.0
/** How results look: tables, lines of names and values, sizes, JSON, stars for what is secret. For the whole bundle. */
package org.bioxen.shell.output;
