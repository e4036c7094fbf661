// SPDX-License-Identifier: Apache-2.0
/**
 * The standard library of Lua 5.2, written for this interpreter: 8-bit clean, interruptible, and without any state of its
 * own, so that VMs share it. Opened by the engine of this bundle only.
 */
package org.bioxen.core.luaj.lib;
