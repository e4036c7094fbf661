// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaValue;

/** The two doubles that LuaJ's numbers cannot tell from others, though Lua prints them differently. */
public final class SpecialNumber extends LuaNumber {
    /** Minus zero. */
    public static final SpecialNumber NEGATIVE_ZERO = new SpecialNumber(-0.0);
    /** The not-a-number that has no sign; those that arithmetic makes have one. */
    public static final SpecialNumber POSITIVE_NAN = new SpecialNumber(Double.NaN);

    private final double value;

    private SpecialNumber(double value) {
        this.value = value;
    }

    @Override
    public double todouble() {
        return value;
    }

    @Override
    public int toint() {
        return 0;
    }

    @Override
    public long tolong() {
        return 0;
    }

    @Override
    public boolean raweq(LuaValue other) {
        return other instanceof LuaNumber && other.todouble() == value;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }
}
