// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import org.bioxen.api.vm.LuaValue;

/**
 * Where the Lua versions differ in what the contract shows.
 *
 * @param major for example 5
 * @param minor for example 4
 */
public record LuaDialect(int major, int minor) {
    /** The dialect of a version like {@code 5.4}. */
    public static LuaDialect of(String version) {
        String[] parts = version.split("\\.", -1);
        if (parts.length != 2) {
            throw new AssertionError("'" + version + "' is no Lua version like 5.4");
        }
        return new LuaDialect(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** Whether it is this version of Lua 5 or a later one. */
    public boolean isAtLeast5(int thisMinor) {
        return major > 5 || major == 5 && minor >= thisMinor;
    }

    /** Whether numbers have an integer subtype: from 5.3 on. */
    public boolean integers() {
        return isAtLeast5(3);
    }

    /** What an expression gives whose value is integral but, where there are subtypes, a float: {@code 4/2}, {@code 2^10}. */
    public LuaValue integralFloat(long value) {
        return integers() ? LuaValue.of((double) value) : LuaValue.of(value);
    }

    /** How {@code tostring} prints such a value. */
    public String integralFloatText(long value) {
        return integers() ? value + ".0" : Long.toString(value);
    }

    /** How {@code tostring} prints {@code 100/3}: 14 significant digits up to 5.4, as many as it takes from 5.5 on. */
    public String thirdOfHundredText() {
        return isAtLeast5(5) ? "33.333333333333336" : "33.333333333333";
    }
}
