// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
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

    /** What was given, as words: a thing that has a name or an id stands for it, a list for what is in it. */
    static List<String> texts(CommandSession session, List<?> given) {
        List<String> texts = new ArrayList<>(given.size());
        for (Object thing : given) {
            if (thing instanceof List<?> list) {
                texts.addAll(texts(session, list));
            } else {
                texts.add(text(session, thing));
            }
        }
        return texts;
    }

    private static String text(CommandSession session, Object thing) {
        if (thing == null || thing instanceof CharSequence || thing instanceof Number) {
            return String.valueOf(thing);
        }
        Object text = session.convert(String.class, thing);
        return String.valueOf(text == null ? thing : text);
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
