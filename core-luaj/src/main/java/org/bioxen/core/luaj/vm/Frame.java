// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

/** An active call. The coroutine uses the same frame for every call at its depth. */
final class Frame {
    Function function;
    /** In a Lua function: the instruction after the current one; written before whatever can call or fail. */
    int pc;
    /** Whether it was entered by a tail call, so that its caller is unknown. */
    boolean tail;
}
