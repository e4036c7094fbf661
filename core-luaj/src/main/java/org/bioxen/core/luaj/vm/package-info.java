// SPDX-License-Identifier: Apache-2.0
/**
 * The interpreter: values, calls, operators, coroutines, limits and the state of one VM, over the values and the compiler of LuaJ.
 * Called by the engine and the library of this bundle only.
 */
package org.bioxen.core.luaj.vm;
