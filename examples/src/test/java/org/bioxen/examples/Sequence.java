// SPDX-License-Identifier: Apache-2.0
package org.bioxen.examples;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A nucleotide sequence, and what the example scripts should say of it, worked out in a way of its own. */
record Sequence(String name, String title, String letters) {

    Sequence {
        letters = letters.toUpperCase(Locale.ROOT);
    }

    /** The records of a well-formed FASTA text. */
    static List<Sequence> parse(String fasta) {
        return Stream.of(fasta.split("(?m)^>"))
                .skip(1)
                .map(record -> {
                    String[] lines = record.split("\\R", 2);
                    String[] header = lines[0].split("\\s+", 2);
                    return new Sequence(
                            header[0], header.length > 1 ? header[1].strip() : "", lines[1].replaceAll("\\s", ""));
                })
                .toList();
    }

    /** FASTA with the given number of letters a line. */
    byte[] fasta(int width, String lineEnd) {
        StringBuilder text = new StringBuilder(">" + name + (title.isEmpty() ? "" : " " + title) + lineEnd);
        for (int i = 0; i < letters.length(); i += width) {
            text.append(letters, i, Math.min(i + width, letters.length())).append(lineEnd);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The paragraphs that {@code genome_report.lua} prints of some sequences. */
    static String report(List<Sequence> sequences) {
        return sequences.stream().map(Sequence::report).collect(Collectors.joining("\n"));
    }

    String report() {
        return "record    " + name + "\n"
                + (title.isEmpty() ? "" : "title     " + title + "\n")
                + "length    " + letters.length() + "\n"
                + "GC%       " + gcPercent(0, letters.length()) + "\n"
                + "bases     " + bases() + "\n"
                + "HindIII   " + digest("A(?=AGCTT)") + "\n"
                + "EcoRI     " + digest("G(?=AATTC)") + "\n"
                + "BamHI     " + digest("G(?=GATCC)") + "\n";
    }

    /** The rows that {@code gc_window.lua} prints of this sequence. */
    String windows(int window, int step) {
        StringBuilder rows = new StringBuilder();
        int start = 0;
        int end;
        do {
            end = Math.min(start + window, letters.length());
            rows.append(name + "\t" + (start + 1) + "\t" + end + "\t" + gcPercent(start, end) + "\n");
            start += step;
        } while (end < letters.length() && start < letters.length());
        return rows.toString();
    }

    private String gcPercent(int start, int end) {
        long strong = count("GCS", start, end);
        long known = strong + count("ATUW", start, end);
        return known == 0
                ? "NA"
                : BigDecimal.valueOf(100 * strong)
                        .divide(BigDecimal.valueOf(known), 4, RoundingMode.HALF_UP)
                        .toPlainString();
    }

    private String bases() {
        return Stream.concat(
                        Stream.of("A", "C", "G", "T"),
                        Stream.of("B", "D", "H", "K", "M", "N", "R", "S", "U", "V", "W", "Y")
                                .filter(letters::contains))
                .map(letter -> letter + " " + count(letter, 0, letters.length()))
                .collect(Collectors.joining("  "));
    }

    private long count(String set, int start, int end) {
        return IntStream.range(start, end)
                .filter(i -> set.indexOf(letters.charAt(i)) >= 0)
                .count();
    }

    /** The pattern matches what stays left of the cut and looks ahead at the rest of the site. */
    private String digest(String site) {
        List<Integer> borders = new ArrayList<>(List.of(0));
        Pattern.compile(site).matcher(letters).results().map(MatchResult::end).forEach(borders::add);
        borders.add(letters.length());
        int sites = borders.size() - 2;
        return IntStream.range(1, borders.size())
                .mapToObj(i -> borders.get(i) - borders.get(i - 1))
                .sorted(Comparator.reverseOrder())
                .map(String::valueOf)
                .collect(Collectors.joining(" ", sites + (sites == 1 ? " site  " : " sites  "), ""));
    }
}
