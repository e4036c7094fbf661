// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.CommandSession;

/** The words of a command as Gogo gives them. */
final class GogoWords {
    private GogoWords() {}

    /**
     * What was given, as words: a thing that has a name or an id stands for it, a list for what is in it. Gogo gives {@code null} where the
     * word {@code null} was typed.
     */
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
}
