// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

/** There is no solution to hand out. The message is for people. */
public abstract sealed class Unresolved extends Exception permits NoSolution, GaveUp {
    private static final long serialVersionUID = 1;

    Unresolved(String message) {
        super(message);
    }
}
