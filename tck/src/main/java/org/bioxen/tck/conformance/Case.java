// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One case: a small chunk.
 *
 * @param name a sentence that no other case has
 * @param chapter the file that it is in
 * @param section the section of the Lua manual
 * @param covers the functions, metamethods or words that it is about
 * @param versions the versions that it is for
 * @param input what it reads from standard input
 * @param alone whether it wants an engine of its own
 * @param source the chunk
 */
record Case(
        String name,
        String chapter,
        String section,
        List<String> covers,
        Versions versions,
        Optional<byte[]> input,
        boolean alone,
        String source) {
    private static final String HEADER = "--@ ";

    /** All cases, in the order in which they were recorded. */
    static List<Case> all() {
        List<Case> all = new ArrayList<>();
        for (String chapter : Resources.lines(Case.class, "cases/chapters.txt")) {
            List<String> header = new ArrayList<>();
            List<String> source = new ArrayList<>();
            for (String line : Resources.lines(Case.class, "cases/" + chapter + ".lua")) {
                if (!line.startsWith(HEADER)) {
                    source.add(line);
                    continue;
                }
                if (!source.isEmpty()) {
                    addTo(all, chapter, header, source);
                    header.clear();
                    source.clear();
                }
                header.add(line.substring(HEADER.length()));
            }
            addTo(all, chapter, header, source);
        }
        return List.copyOf(all);
    }

    private static void addTo(List<Case> all, String chapter, List<String> header, List<String> source) {
        if (header.isEmpty()) {
            // what stands above the first case of a file
            return;
        }
        Optional<byte[]> input = Optional.empty();
        boolean alone = false;
        for (String line : header.subList(2, header.size())) {
            if (line.startsWith("input ")) {
                input = Optional.of(
                        line.substring("input ".length()).replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1));
            } else if (line.equals("alone")) {
                alone = true;
            } else {
                throw new AssertionError("case '" + header.get(0) + "': unknown header '" + line + "'");
            }
        }
        String[] about = header.get(1).split(" \\| (?=5\\.\\d\\S*$)");
        List<String> words = List.of(about[0].split(" "));
        all.add(new Case(
                header.get(0),
                chapter,
                words.get(0),
                words.subList(1, words.size()),
                about.length == 1 ? Versions.ALL : Versions.of(about[1]),
                input,
                alone,
                String.join("\n", source).stripTrailing() + "\n"));
    }
}
