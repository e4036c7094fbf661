// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.options;

import java.util.Set;

/** Options as help shows them. */
public final class OptionHelp {
    private OptionHelp() {}

    /** One a line, in columns. */
    public static String table(Set<Option> options) {
        int width = 20;
        for (Option option : options) {
            width = Math.max(width, 2 + written(option).length());
        }
        StringBuilder text = new StringBuilder();
        for (Option option : options) {
            String written = "  " + written(option);
            text.append(text.length() == 0 ? "" : "\n");
            text.append(Paragraph.entry(written, width + 2, option.description()));
        }
        return text.toString();
    }

    /** In the usage of a command: in brackets, with dots where it may be there more than once. */
    public static String usage(Set<Option> options) {
        StringBuilder text = new StringBuilder();
        for (Option option : options) {
            if (option != Option.HELP) {
                text.append(text.length() == 0 ? "[" : " [")
                        .append(written(option))
                        .append(option.repeatable() ? "]…" : "]");
            }
        }
        return text.toString();
    }

    private static String written(Option option) {
        return option.flag() + (option.takesValue() ? " " + option.operand() : "");
    }
}
