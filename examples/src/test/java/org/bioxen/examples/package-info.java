// SPDX-License-Identifier: Apache-2.0
/**
 * Tests that run the example scripts as a scientist would: as a process, on each Lua interpreter there is.
 * Nothing outside this package calls it.
 */
package org.bioxen.examples;
