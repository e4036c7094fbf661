// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines that are typed one after the other, from {@code dialogues.txt}.
 *
 * @param title what it is about
 * @param sinceMinor the version of Lua 5 from which on it means the same
 * @param lines the lines
 */
record Dialogue(String title, int sinceMinor, List<String> lines) {
    private static final String RESOURCE = "dialogues.txt";
    private static final String TITLE = "#### ";
    private static final String SINCE = " | since 5.";

    /** All of them. */
    static List<Dialogue> all() {
        List<Dialogue> all = new ArrayList<>();
        try (InputStream stream = Dialogue.class.getResourceAsStream(RESOURCE)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
            for (String part : text.substring(text.indexOf(TITLE)).split("(?m)^" + TITLE)) {
                if (!part.isEmpty()) {
                    all.add(of(part));
                }
            }
            return List.copyOf(all);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Dialogue of(String part) {
        List<String> lines = part.lines().toList();
        String head = lines.get(0);
        int since = head.indexOf(SINCE);
        return new Dialogue(
                since < 0 ? head : head.substring(0, since),
                since < 0 ? 1 : Integer.parseInt(head.substring(since + SINCE.length())),
                lines.subList(1, lines.size()));
    }

    @Override
    public String toString() {
        return title;
    }
}
