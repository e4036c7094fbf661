// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.remote;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.ControlFlag;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;

/** Puts JLine's attributes of a terminal into numbers, and back. */
public final class TerminalModes {
    private TerminalModes() {}

    /** The attributes in numbers. */
    public static TerminalMode of(Attributes attributes) {
        List<Integer> characters = new ArrayList<>();
        for (ControlChar character : ControlChar.values()) {
            characters.add(attributes.getControlChar(character));
        }
        return new TerminalMode(
                bits(attributes.getInputFlags()),
                bits(attributes.getOutputFlags()),
                bits(attributes.getControlFlags()),
                bits(attributes.getLocalFlags()),
                characters);
    }

    /** The attributes of the numbers; a flag that is not known is left out. */
    public static Attributes attributes(TerminalMode mode) {
        Attributes attributes = new Attributes();
        attributes.setInputFlags(flags(InputFlag.class, mode.input()));
        attributes.setOutputFlags(flags(OutputFlag.class, mode.output()));
        attributes.setControlFlags(flags(ControlFlag.class, mode.control()));
        attributes.setLocalFlags(flags(LocalFlag.class, mode.local()));
        ControlChar[] known = ControlChar.values();
        for (int i = 0; i < Math.min(known.length, mode.characters().size()); i++) {
            if (mode.characters().get(i) >= 0) {
                attributes.setControlChar(known[i], mode.characters().get(i));
            }
        }
        return attributes;
    }

    private static <F extends Enum<F>> long bits(EnumSet<F> flags) {
        long bits = 0;
        for (F flag : flags) {
            bits |= 1L << flag.ordinal();
        }
        return bits;
    }

    private static <F extends Enum<F>> EnumSet<F> flags(Class<F> type, long bits) {
        EnumSet<F> flags = EnumSet.noneOf(type);
        for (F flag : type.getEnumConstants()) {
            if ((bits >>> flag.ordinal() & 1) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
