// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.ArrayList;
import java.util.List;
import org.bioxen.shell.options.UsageException;

/** The words of a command as Gogo gives them. */
final class GogoWords {
    private GogoWords() {}

    /** The words; Gogo gives {@code null} where the word {@code null} was typed. */
    static List<String> texts(String... words) {
        List<String> texts = new ArrayList<>(words.length);
        for (String word : words) {
            texts.add(String.valueOf(word));
        }
        return texts;
    }

    /** The one id that a command takes. */
    static String id(String command, String what, List<String> words) {
        if (words.size() != 1) {
            throw new UsageException(command + " takes the ID of one " + what + ", but was given " + words + "; "
                    + command.substring(0, command.indexOf(':')) + ":list shows them");
        }
        return words.get(0);
    }
}
